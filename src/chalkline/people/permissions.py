"""The one permission table: action -> role -> how far it reaches.

This is the audit artefact. It is printed to tests/golden/permissions.txt and reviewed as a diff. The
RACI (govern/responsibilities) routes work and shows gaps; it grants nothing. Who may do a thing only
in relation to it (their own request, a seat on the committee) is said here by the reach and checked
by the command against the facts.
"""

from __future__ import annotations

from chalkline.people.words import Reach, Role

R = Role
EVERYWHERE, OWN_SCHOOL, OWN, SEAT, ASSIGNED = Reach.EVERYWHERE, Reach.OWN_SCHOOL, Reach.OWN, Reach.SEAT, Reach.ASSIGNED

EMPLOYED = frozenset(
    {
        R.SUPERINTENDENT, R.AI_COORDINATOR, R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD, R.PRIVACY_OFFICER,
        R.ACADEMIC_OFFICER, R.COMMUNICATIONS, R.PRINCIPAL, R.CLERK, R.TEACHER, R.COUNSELOR, R.STAFF,
        R.COUNSEL, R.ACCESSIBILITY, R.PURCHASING,
    }
)  # fmt: skip
SEATED = EMPLOYED | {R.FAMILY_REPRESENTATIVE, R.STUDENT_REPRESENTATIVE, R.BOARD}
SIGNED_IN = SEATED | {R.AUDITOR}
LEADERS = frozenset({R.SUPERINTENDENT, R.AI_COORDINATOR, R.TECHNOLOGY_DIRECTOR, R.PRIVACY_OFFICER, R.ACADEMIC_OFFICER})
LIBRARIANS = frozenset({R.COMMUNICATIONS, R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.PRIVACY_OFFICER})
SAFEKEEPERS = frozenset({R.AI_COORDINATOR, R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD, R.PRIVACY_OFFICER})

LISTENERS = frozenset({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.COMMUNICATIONS})
HANDLERS = frozenset({R.SUPERINTENDENT, R.AI_COORDINATOR, R.SECURITY_LEAD, R.PRIVACY_OFFICER})


def _to(roles: frozenset[Role] | set[Role], reach: Reach = EVERYWHERE) -> dict[Role, Reach]:
    return dict.fromkeys(roles, reach)


PERMISSIONS: dict[str, dict[Role, Reach]] = {
    # people
    "people.begin_district": {},  # the operator of the server, once, on an empty system
    "people.import_roster": _to({R.TECHNOLOGY_DIRECTOR}),
    "people.grant_role": _to({R.SUPERINTENDENT, R.TECHNOLOGY_DIRECTOR}),
    "people.end_role": _to({R.SUPERINTENDENT, R.TECHNOLOGY_DIRECTOR}),
    "people.open_account": _to({R.SUPERINTENDENT, R.TECHNOLOGY_DIRECTOR}),
    "people.end_account": _to({R.SUPERINTENDENT, R.TECHNOLOGY_DIRECTOR}),
    "people.invite": _to({R.SUPERINTENDENT, R.TECHNOLOGY_DIRECTOR}),
    "people.accept_invitation": {},  # whoever has the link: it is the proof, and nobody is signed in yet
    "people.take_off_second_step": {},  # the operator of the server, for somebody who lost it
    "people.make_token": _to(SIGNED_IN, OWN),
    "people.note_visit": _to(SIGNED_IN, OWN),
    "people.see_staff": _to(EMPLOYED | {R.AUDITOR}),
    "people.see_roster": _to({R.TECHNOLOGY_DIRECTOR, R.PRIVACY_OFFICER}),
    "people.see_history": _to(SIGNED_IN, OWN)
    | _to({R.SUPERINTENDENT, R.TECHNOLOGY_DIRECTOR, R.PRIVACY_OFFICER, R.AUDITOR}),
    # jobs
    "jobs.see_work": _to(EMPLOYED, OWN) | _to(SAFEKEEPERS),
    # govern
    # who answers for which kind of decision: shown to all, changed by the superintendent; it grants nothing
    "responsibilities.see": _to(SIGNED_IN),
    "responsibilities.share_out": _to({R.SUPERINTENDENT}),
    "responsibilities.name": _to({R.SUPERINTENDENT}),
    "committees.see": _to(SIGNED_IN),
    "committees.charter": _to({R.SUPERINTENDENT, R.AI_COORDINATOR}),
    "committees.lapse": {},  # only Chalkline itself: nobody looked at the charter by the day it names
    "committees.seat_member": _to({R.SUPERINTENDENT, R.BOARD}),  # never oneself: the command checks
    "meetings.call": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR}),
    "meetings.run": _to(SEATED, SEAT),
    "meetings.set_agenda": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR}),
    "meetings.bar": {},  # only Chalkline itself: somebody came to have a stake in what is before a meeting
    "meetings.remind": {},  # only Chalkline itself: a vote in writing comes to its end
    "meetings.restate": {},  # only Chalkline itself: minutes were corrected on the table
    "meetings.recuse": _to(SEATED, SEAT),
    "meetings.vote": _to(SEATED, SEAT),
    # who is in the room of a closed session: members, counsel, and whoever keeps the minutes (the command knows who)
    "meetings.read_closed": _to(SEATED, SEAT) | _to({R.COUNSEL}),
    # minutes: whoever keeps them writes what is no fact; sealed notes are for who was in the room, and nobody else
    "minutes.write": _to(SEATED, ASSIGNED) | _to({R.AI_COORDINATOR}),
    "minutes.ask_correction": _to(SEATED, SEAT),
    "minutes.approve": {},  # only Chalkline itself: the committee decided
    "minutes.seal": _to(SEATED, ASSIGNED),
    "minutes.read_sealed": _to(SEATED, ASSIGNED),
    "decisions.see": _to(SIGNED_IN),
    "decisions.record": _to(SEATED, SEAT),
    "decisions.answer": _to({R.SUPERINTENDENT}),
    "decisions.decide_alone": {},  # only Chalkline itself, for the command that checked by what right somebody decides
    "delegations.see": _to(SIGNED_IN),
    "delegations.propose": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR, R.SUPERINTENDENT}),
    "delegations.end": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR, R.SUPERINTENDENT}),
    "delegations.look": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR}),
    "delegations.decide_by": _to(EMPLOYED, ASSIGNED),  # whom the committee named, within its limits; never their own
    "delegations.follow_decision": {},  # only Chalkline itself: the committee's decision gives the right
    # policies: the texts. Whoever wrote one neither votes on it nor records its adoption (the commands check)
    "policies.see": _to(SIGNED_IN),
    "policies.write": _to(LEADERS),
    "policies.comment": _to(SIGNED_IN),
    "policies.record_adoption": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.PRIVACY_OFFICER, R.ACADEMIC_OFFICER}),
    "policies.hand_over": _to(EMPLOYED, OWN) | _to(LEADERS),  # only to somebody who may write policies
    "policies.settle": {},  # only Chalkline itself: a committee decided, or did not
    "policies.sign": _to(EMPLOYED, OWN),  # for oneself alone
    "policies.tell_class": _to({R.TEACHER}, OWN),
    "policies.see_signing": _to(LEADERS | {R.BOARD, R.AUDITOR}) | _to({R.PRINCIPAL}, OWN_SCHOOL),
    "policies.remind": _to(LEADERS),
    "policies.keep": _to(LEADERS),
    # custom fields: what the district wants to know besides; no rule reads them
    "fields.see": _to(SIGNED_IN),
    "fields.define": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.TECHNOLOGY_DIRECTOR}),
    "fields.fill_in": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.TECHNOLOGY_DIRECTOR, R.PRIVACY_OFFICER}),
    # purpose
    "purpose.see": _to(SIGNED_IN),
    "goals.set": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "problems.name": _to(EMPLOYED),
    "problems.revise": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "use_cases.propose": _to(EMPLOYED),
    "use_cases.revise": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    # portfolio: who proposed a use case neither scores it nor answers at its gates (the command checks)
    "portfolio.score": _to(SEATED, SEAT) | _to(LEADERS),
    "portfolio.answer_gate": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.PRIVACY_OFFICER, R.ACADEMIC_OFFICER}),
    "portfolio.describe_work": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "portfolio.choose_first": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "portfolio.propose_rule": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR}),
    "portfolio.hold_places": {},  # only Chalkline itself: an approved use began or ended
    "portfolio.follow_decision": {},  # only Chalkline itself: the committee's decision sets weights and limit
    # tools
    "tools.see": _to(SIGNED_IN),
    "tools.register": _to(EMPLOYED),
    "tools.import": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "tools.import_catalogue": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "tools.name_models": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "agreements.record": _to({R.PRIVACY_OFFICER}),
    "agreements.put_renewal": _to({R.PRIVACY_OFFICER, R.PURCHASING, R.AI_COORDINATOR}),
    "questionnaires.see": _to(SIGNED_IN),
    "questionnaires.make": _to(SAFEKEEPERS),
    "questionnaires.keep_first": {},  # only Chalkline itself: the first evaluation begins
    "evaluations.see": _to(SIGNED_IN),
    # files that a vendor gave under secrecy
    "evaluations.see_confidential": _to(SAFEKEEPERS | {R.SUPERINTENDENT, R.AUDITOR}),
    "evaluations.start": _to(SAFEKEEPERS),
    "evaluations.answer": _to(SAFEKEEPERS | {R.ACADEMIC_OFFICER}),
    "evaluations.answer_link": {},  # whoever has the vendor's link: it is the proof, and nobody is signed in
    "evaluations.assess": _to(SAFEKEEPERS | {R.ACADEMIC_OFFICER}),  # never for a tool one asks for
    "evaluations.finish": _to({R.PRIVACY_OFFICER, R.AI_COORDINATOR}),
    # in writing, until a day; never whoever asks for the tool or assessed it (the command checks)
    "evaluations.accept_risk": _to({R.SUPERINTENDENT, R.PRIVACY_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "evaluations.exchange": _to(SAFEKEEPERS),
    "evaluations.trust_key": _to({R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD, R.PRIVACY_OFFICER}),
    # data
    "data.see": _to(SIGNED_IN),
    "systems.see": _to(EMPLOYED | {R.BOARD, R.AUDITOR}),
    "systems.record": _to({R.PRIVACY_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "elements.note": _to({R.PRIVACY_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "flows.state": _to({R.PRIVACY_OFFICER, R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "duties.see": _to(EMPLOYED, OWN) | _to(LEADERS | {R.SECURITY_LEAD, R.AUDITOR}),
    "duties.track": {},  # only Chalkline itself: what is in use changed, or a year began
    "duties.give": _to({R.PRIVACY_OFFICER, R.SUPERINTENDENT, R.AI_COORDINATOR}),
    "duties.meet": _to(EMPLOYED, OWN) | _to({R.PRIVACY_OFFICER}),
    "duties.waive": _to({R.PRIVACY_OFFICER, R.SUPERINTENDENT}),
    "integrity.see": _to(LEADERS | {R.SECURITY_LEAD, R.AUDITOR}),
    "integrity.audit": _to({R.PRIVACY_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "integrity.require": _to({R.PRIVACY_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "choices.record": _to({R.PRIVACY_OFFICER}) | _to({R.PRINCIPAL, R.CLERK}, OWN_SCHOOL),
    "choices.see_in_class": _to({R.TEACHER}, OWN),
    "choices.answer_letter": {},  # whoever has the link: it is the proof, and nobody is signed in
    "access.record": _to({R.PRIVACY_OFFICER, R.PRINCIPAL, R.CLERK}),
    "access.ask": {},  # any family, on the public page: nobody is signed in
    "access.answer": _to({R.PRIVACY_OFFICER}),
    # rollout
    "feedback.see": _to(SIGNED_IN),
    "feedback.open": _to(LISTENERS),
    "feedback.sort": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR}),  # what people wrote: whoever asked reads it
    "feedback.give": {},  # whoever has the link: nobody is asked who they are
    "feedback.forget": {},  # only Chalkline itself: texts are emptied a year after a round has closed
    "training.see": _to(EMPLOYED),
    "training.record": _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    # plans for talks with unions or the board are not for everybody; whoever is to say something sees that message
    "communications.see": _to(EMPLOYED, OWN) | _to(LEADERS | {R.COMMUNICATIONS, R.PRINCIPAL, R.BOARD, R.AUDITOR}),
    "communications.plan": _to({R.COMMUNICATIONS, R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "communications.note_sent": _to(EMPLOYED, OWN) | _to({R.COMMUNICATIONS, R.SUPERINTENDENT, R.AI_COORDINATOR}),
    "rollout.see": _to(EMPLOYED | {R.BOARD, R.AUDITOR}),
    "rollout.plan": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "rollout.open_phase": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "rollout.excuse_gate": _to({R.SUPERINTENDENT}),  # never for a phase one opens oneself: the command checks
    "budget.see": _to(LEADERS | {R.BOARD, R.AUDITOR}),
    "budget.plan": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    # approve
    "requests.see": _to(SIGNED_IN),
    "requests.file": _to(EMPLOYED),
    "requests.import": _to({R.AI_COORDINATOR}),  # in others' names, from a list: then never decides them (the command)
    "requests.revise": _to(EMPLOYED, OWN),
    "requests.join": _to(EMPLOYED),
    "requests.follow": {},  # only Chalkline itself: a request moves as a consequence of what people did
    "requests.attach_use_case": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR}),
    "requests.withdraw": _to(EMPLOYED, OWN),
    "requests.put_on_agenda": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR}),
    "routes.see": _to(SIGNED_IN),
    "routes.propose": _to(SEATED, SEAT) | _to({R.AI_COORDINATOR}),
    "routes.follow_decision": {},  # only Chalkline itself: the committee's decision sets the rules
    # in the fast lane, by whom the committee gave the right; its limits are checked again where it is decided
    "requests.decide_by_delegation": _to(EMPLOYED, ASSIGNED),
    "reviews.open": {},  # only Chalkline itself: a request was filed or changed
    "reviews.answer": _to(EMPLOYED, ASSIGNED),  # who holds a role of the kind, or was named for this one
    "reviews.reassign": _to(EMPLOYED, ASSIGNED) | _to({R.AI_COORDINATOR, R.SUPERINTENDENT}),
    "reviews.remind": {},  # only Chalkline itself: a review is due
    "packets.keep": {},  # only Chalkline itself: what an appeal is decided on
    "model_checks.note": {},  # only Chalkline itself: a check ended, or a model changed
    # that a use goes to the committee though nobody looked: said in writing, never by whoever asks for it
    "model_checks.go_without": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.PRIVACY_OFFICER}),
    "uses.see": _to(SIGNED_IN),
    "uses.grant": {},  # only a recorded decision grants: no person holds this, the wiring acts on the decision
    "uses.suspend": _to(SAFEKEEPERS),
    "uses.lift_suspension": _to(SAFEKEEPERS),
    "uses.end": _to(SAFEKEEPERS),
    "uses.name_keeper": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.SUPERINTENDENT}),
    "uses.note_kept": _to(EMPLOYED, OWN),  # whoever a condition of the use is given to
    # an appeal is made by whoever asked, and heard by somebody other than who decided (the command checks)
    "appeals.see": _to(SIGNED_IN),
    "appeals.file": _to(EMPLOYED, OWN),
    "appeals.withdraw": _to(EMPLOYED, OWN),
    "appeals.hear": _to({R.SUPERINTENDENT}, ASSIGNED),
    "appeals.settle": {},  # only Chalkline itself: the committee decided on what was appealed
    "uses.limit": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    # whoever decides a matter keeps its record; what was decided is read by those who look after it, never edited
    "human_records.keep": _to(EMPLOYED, OWN),
    "human_records.review": _to(EMPLOYED, SEAT) | _to({R.PRIVACY_OFFICER}),
    "human_records.count": _to(SEATED, SEAT) | _to(LEADERS | {R.AUDITOR}),
    # publish
    # a tool or a model as a whole: stopped by one, restored by two who did not ask for it (the command checks)
    "stops.see": _to(SIGNED_IN),
    "stops.make": _to(SAFEKEEPERS),
    "stops.restore": _to(SAFEKEEPERS),
    # the district's rules: whoever proposes does not adopt; one narrows at once, letting more through takes others
    "rules.see": _to(SIGNED_IN),
    "rules.propose": _to(LEADERS | {R.SECURITY_LEAD}),
    "rules.narrow": _to(SAFEKEEPERS),
    "rules.adopt": _to(LEADERS),
    "rules.follow_decision": {},  # only Chalkline itself: the committee decided on a rule set
    "laws.switch": _to({R.COUNSEL}),  # whether a law holds here is said by counsel, by name
    "bundles.see": _to(SIGNED_IN),
    "bundles.prepare": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "bundles.activate": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR, R.PRIVACY_OFFICER}),
    "keys.see": _to(EMPLOYED, OWN) | _to(SAFEKEEPERS),
    "keys.issue": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "keys.revoke": _to(EMPLOYED, OWN) | _to(SAFEKEEPERS),
    "nicknames.keep": _to({R.TECHNOLOGY_DIRECTOR, R.PRIVACY_OFFICER}) | _to({R.PRINCIPAL, R.CLERK}, OWN_SCHOOL),
    "expectations.set": _to({R.TEACHER}, OWN),  # of classes that are theirs by the roster (the command checks)
    "helps.show": {},  # gateways are told whom students can turn to, as a consequence of the rota
    "holds.show": {},  # gateways are told of held calls as a consequence of what became of them
    "front_ends.see": _to(EMPLOYED, OWN) | _to(SAFEKEEPERS),
    "front_ends.register": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "front_ends.replace_secret": _to(EMPLOYED, OWN) | _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "front_ends.withdraw": _to(EMPLOYED, OWN) | _to(SAFEKEEPERS),
    "issuers.see": _to(SAFEKEEPERS),
    "issuers.name": _to({R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD}),  # who may say who somebody is
    "limits.see": _to(SAFEKEEPERS | {R.SUPERINTENDENT, R.ACADEMIC_OFFICER, R.BOARD, R.AUDITOR}),
    "limits.set": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.TECHNOLOGY_DIRECTOR}),
    "limits.note": {},  # only Chalkline itself: a gateway tells that a limit is reached
    # what filters let through: whoever publishes restricts alone; letting more through takes a second person
    "filter_lists.see": _to(LEADERS | {R.SECURITY_LEAD, R.BOARD, R.AUDITOR, R.PRINCIPAL}),
    "filter_lists.choose": _to({R.TECHNOLOGY_DIRECTOR, R.AI_COORDINATOR}),
    "filter_lists.prepare": _to({R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD, R.AI_COORDINATOR}),
    "filter_lists.activate": _to(SAFEKEEPERS),
    "feeds.see": _to(SAFEKEEPERS),
    "feeds.open": _to({R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD}),
    "feeds.revoke": _to(SAFEKEEPERS),
    "feeds.fetch": {},  # whoever has the address: it is the proof, and only appliances have it
    "spending.see": _to(LEADERS | {R.SECURITY_LEAD, R.BOARD, R.AUDITOR}),
    "packs.build": {},  # the standing pack follows from recorded facts: no person holds this
    "texts.try_out": _to(SEATED),  # one's own text, kept nowhere
    "exchanges.see": _to(SAFEKEEPERS | {R.SUPERINTENDENT}),
    "dry_runs.see": _to(SEATED, SEAT) | _to(SAFEKEEPERS | {R.SUPERINTENDENT}),  # counts, with small groups hidden
    "dry_runs.keep": {},  # only Chalkline itself: what a dry run found
    # discover
    "discover.import_logs": _to({R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD, R.AI_COORDINATOR}),
    "discover.see_audit": _to(LEADERS | {R.SECURITY_LEAD, R.BOARD, R.AUDITOR, R.PRINCIPAL}),
    "discover.take_audit": _to({R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD, R.AI_COORDINATOR, R.PRIVACY_OFFICER}),
    "discover.see_exact": _to({R.TECHNOLOGY_DIRECTOR, R.PRIVACY_OFFICER}),
    "discover.triage": _to({R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD, R.AI_COORDINATOR}),
    # surveys: results are seen as the audit is; what people wrote is read by whoever asked
    "surveys.see": _to(LEADERS | {R.SECURITY_LEAD, R.BOARD, R.AUDITOR, R.PRINCIPAL, R.COMMUNICATIONS}),
    "surveys.open": _to(LISTENERS | {R.TECHNOLOGY_DIRECTOR, R.SECURITY_LEAD}),
    "surveys.close": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR}),
    "surveys.read": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR}),
    "surveys.name_need": _to(LEADERS),  # as a problem of the district, which others then weigh
    "surveys.give": {},  # whoever has the link: nobody is asked who they are
    "surveys.forget": {},  # only Chalkline itself: texts go a year after a survey has closed
    # assist
    "library.see": _to(EMPLOYED),
    "library.add": _to(LIBRARIANS | {R.TECHNOLOGY_DIRECTOR, R.PRINCIPAL}),
    "library.keep_reading": {},  # only Chalkline itself: a file was read in a process of its own
    "library.approve": _to(LIBRARIANS),  # never what one added oneself: the command checks
    "library.withdraw": _to(EMPLOYED, OWN) | _to(LIBRARIANS),
    "library.doubt": _to(LIBRARIANS | {R.PRINCIPAL}),  # what misled somebody is used no more until it was looked at
    "library.end": _to(
        LIBRARIANS | SAFEKEEPERS
    ),  # by its review, or by Chalkline itself when that was missed after notice
    "library.shelve": {},  # only Chalkline itself: what can be found follows what is approved
    "questions.draft": _to({R.COMMUNICATIONS, R.PRINCIPAL}),
    "questions.see": _to({R.PRINCIPAL}, OWN) | _to({R.COMMUNICATIONS}),  # what families wrote: nobody else reads it
    "newsletters.draft": _to({R.COMMUNICATIONS, R.PRINCIPAL}),
    "newsletters.see": _to(LIBRARIANS | {R.PRINCIPAL}),
    "corrections.make": _to({R.COMMUNICATIONS, R.PRINCIPAL}),
    "questions.forget": {},  # only Chalkline itself: texts are kept for as long as the retention says
    "questions.see_measures": _to(LIBRARIANS | {R.PRINCIPAL}),
    "gaps.see": _to(LIBRARIANS | {R.TECHNOLOGY_DIRECTOR, R.PRINCIPAL}),
    "gaps.note": {},  # only Chalkline itself, after a call
    "gaps.close": _to(EMPLOYED, OWN) | _to({R.COMMUNICATIONS, R.AI_COORDINATOR}),
    # oversee: a held call is settled by whoever is responsible for it, never by its caller (the command checks)
    "held_calls.take_in": {},  # only Chalkline itself: a gateway held a call, or it went out, or nobody came to it
    "held_calls.see": _to(EMPLOYED, ASSIGNED) | _to({R.AI_COORDINATOR, R.PRIVACY_OFFICER, R.ACADEMIC_OFFICER}),
    "held_calls.follow": _to(SIGNED_IN, OWN),  # how a call of one's own stands
    "held_calls.settle": _to(EMPLOYED, ASSIGNED) | _to({R.AI_COORDINATOR, R.PRIVACY_OFFICER, R.ACADEMIC_OFFICER}),
    # what a use's rule keeps: by the monitor who was named for it, and by the privacy officer
    "kept_texts.take_in": {},  # only Chalkline itself: what gateways kept comes in, and what is over goes
    "kept_texts.read": _to(EMPLOYED, ASSIGNED) | _to({R.PRIVACY_OFFICER}),
    # a teacher, of classes that are theirs by the roster, where the decision behind a use says so (the query checks)
    "class_views.see": _to({R.TEACHER}, OWN),
    "outputs.draw": {},  # only Chalkline itself: by a rule that nobody can influence
    "outputs.review": _to(EMPLOYED, ASSIGNED),  # the named monitor; nobody their own call (the command checks)
    "outputs.see": _to(LEADERS | {R.SECURITY_LEAD, R.AUDITOR}),  # rates and notes by use, never a text
    "outputs.name_monitor": _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.SUPERINTENDENT}),
    "drills.see": _to(SAFEKEEPERS | {R.SUPERINTENDENT, R.BOARD, R.AUDITOR}),
    "drills.run": _to(SAFEKEEPERS),  # whoever may stop a use may try out that the stop is obeyed
    "drills.measure": {},  # only Chalkline itself
    "paired_prompts.see": _to(SIGNED_IN),  # differences are shown, not hidden: to everybody who votes, too
    "paired_prompts.run": _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    "paired_prompts.measure": {},  # only Chalkline itself: numbers of one answer
    # a student may be in danger: whoever is on call, the school's counselors and principal, and who leads the district
    "alerts.take_in": {},  # only Chalkline itself: a gateway wrote a signal down, or nobody took it in time
    "alerts.have": _to(EMPLOYED, OWN),  # whoever is told: sees it, reads what was typed, and sees to it
    "alerts.see": _to({R.PRINCIPAL, R.COUNSELOR}, OWN_SCHOOL)
    | _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.PRIVACY_OFFICER}),
    "alerts.handle": _to({R.PRINCIPAL, R.COUNSELOR}, OWN_SCHOOL) | _to({R.SUPERINTENDENT}),
    "alerts.read": _to({R.PRINCIPAL, R.COUNSELOR}, OWN_SCHOOL),  # what a student typed
    "alerts.name": _to({R.PRINCIPAL}, OWN_SCHOOL) | _to({R.SUPERINTENDENT, R.AI_COORDINATOR}),
    "alerts.drill": _to({R.PRINCIPAL}, OWN_SCHOOL) | _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.SECURITY_LEAD}),
    "held_calls.name_releaser": _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.SUPERINTENDENT}),
    # oversee: a concern is read by those who handle it and by whoever raised it, an incident by those who lead
    "concerns.raise": _to(SIGNED_IN),
    "concerns.see": _to(SIGNED_IN, OWN) | _to(HANDLERS),
    "concerns.handle": _to(HANDLERS),
    "incidents.see": _to(LEADERS | HANDLERS | {R.AUDITOR}),
    "incidents.run": _to(HANDLERS),
    "incidents.settle_clock": _to({R.PRIVACY_OFFICER, R.SUPERINTENDENT}),
    "incidents.stop_use": _to(SAFEKEEPERS),
    "incidents.close": _to({R.PRIVACY_OFFICER, R.SUPERINTENDENT}),
    "incidents.note_change": _to(EMPLOYED, OWN) | _to(HANDLERS),
    "calendar.see": _to(SIGNED_IN),
    "calendar.hold_review": _to(SAFEKEEPERS | {R.ACADEMIC_OFFICER}),
    "calendar.keep": {},  # only Chalkline itself: a day came on which a review was due, or missed
    "calendar.subscribe": _to(SIGNED_IN, OWN),
    "calendar.close_day": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.PRIVACY_OFFICER}),
    "security_audits.see": _to(SAFEKEEPERS | {R.SUPERINTENDENT, R.AUDITOR}),
    "security_audits.run": _to({R.SECURITY_LEAD, R.TECHNOLOGY_DIRECTOR}),
    "security_audits.mend": _to(EMPLOYED | {R.AUDITOR}, OWN) | _to({R.SECURITY_LEAD, R.TECHNOLOGY_DIRECTOR}),
    "security_audits.retest": _to({R.SECURITY_LEAD, R.PRIVACY_OFFICER, R.TECHNOLOGY_DIRECTOR}),
    # pilot
    "pilots.see": _to(SIGNED_IN),
    "pilots.plan": _to(EMPLOYED),
    "pilots.revise": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "pilots.lock": _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.SUPERINTENDENT}),
    "pilots.draw": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "pilots.see_units": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "pilots.hand_in": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "pilots.judge": _to(EMPLOYED, OWN) | _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER}),
    "pilots.end": _to(EMPLOYED, OWN) | _to(SAFEKEEPERS | {R.ACADEMIC_OFFICER}),
    # ledger
    "ledger.see": _to(SIGNED_IN),
    "ledger.export": _to({R.AUDITOR, R.BOARD, R.SUPERINTENDENT, R.TECHNOLOGY_DIRECTOR, R.PRIVACY_OFFICER}),
    # report
    "board.see": _to(LEADERS | {R.BOARD, R.AUDITOR}),
    "board.present": _to({R.SUPERINTENDENT}),
    "strategy.propose": _to({R.AI_COORDINATOR, R.ACADEMIC_OFFICER, R.SUPERINTENDENT}),
    # readiness: those who lead, and whoever was given a domain or a step of it
    "readiness.see": _to(EMPLOYED, OWN) | _to(LEADERS | {R.SECURITY_LEAD, R.BOARD, R.AUDITOR}),
    "readiness.begin": _to({R.SUPERINTENDENT, R.AI_COORDINATOR, R.TECHNOLOGY_DIRECTOR}),
    "readiness.answer": _to(EMPLOYED, ASSIGNED) | _to(LEADERS),
    "readiness.plan": _to(LEADERS),
    "readiness.settle_step": _to(EMPLOYED, OWN) | _to({R.SUPERINTENDENT, R.AI_COORDINATOR}),
    "strategy.settle": {},  # only Chalkline itself: a committee decided
}


def reach_of(action: str, role: Role) -> Reach | None:
    """How far ``role`` may take ``action``; None when not at all. Unknown actions are a fault."""
    return PERMISSIONS[action].get(role)
