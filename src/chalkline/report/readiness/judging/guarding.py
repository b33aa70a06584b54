"""Security, law, and learning: what is watched, owed, tried out and trained. Pure."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.report.readiness.judging.declaring import MOST, NONE, ROUTINE, SOME, answers, by_share, found, place
from chalkline.report.readiness.records import Records
from chalkline.report.readiness.words import Found, Level

BY_VERDICT = {"yes": MOST, "partly": SOME, "no": NONE}


@answers("RS01")
def second_steps(has: Records) -> Found | None:
    """What the last security audit says of second steps, here and at vendors; the worse counts."""
    each = has.guarding
    said = [BY_VERDICT[verdict] for item in ("second_step", "vendor_mfa")
            if (verdict := each.security_said.get(item)) in BY_VERDICT]  # fmt: skip
    if not said:
        return None
    why = Sentence("By the security audit of {day}, about staff and vendors.", day=each.security_on)
    return found(min(said), why, place("weaknesses"), each.security_on)


@answers("RS02")
def incidents_have_a_play(has: Records) -> Found | None:
    """Somebody is on call, the way of an alert was tried, and incidents end with lessons."""
    each = has.guarding
    if not each.schools_on_call and not each.incidents_closed:
        return found(
            NONE, Sentence("Nobody is named for alerts, and no incident was gone through."), place("incidents")
        )
    why = Sentence("Alert drills in time in a year: {n}; incidents closed with lessons: {m}.",
                   n=each.alerts_obeyed, m=each.incidents_closed)  # fmt: skip
    level = ROUTINE if each.alerts_obeyed and each.incidents_closed else MOST if each.alerts_obeyed else SOME
    return found(level, why, place("incidents"), each.last_alert_on)


@answers("RS03")
def clocks_start(has: Records) -> Found | None:
    """The state whose law counts is set, so that clocks start; those that ran were kept."""
    each = has.guarding
    if not each.state_law:
        return found(
            NONE, Sentence("The district's state is not set, so no clock of its law starts."), place("incidents")
        )
    why = Sentence("Legal deadlines start with an incident. In a year kept: {n}; late: {m}.",
                   n=each.clocks_kept, m=each.clocks_late)  # fmt: skip
    return found(SOME if each.clocks_late else MOST, why, place("incidents"))


@answers("RS05")
def secrets_are_stopped(has: Records) -> Found | None:
    """The gateway looks for passwords and keys in every call."""
    if has.leading.policy_on is None:
        return found(NONE, Sentence("No policy is in force at the gateway."), place("policies"))
    why = Sentence(
        "The gateway finds passwords and keys in each call, by the policy of {day}.", day=has.leading.policy_on
    )
    return found(MOST, why, has.leading.policy, has.leading.policy_on)


@answers("RL01")
def duties_are_tracked(has: Records) -> Found | None:
    """Duties of law: met, late, and without an owner."""
    each = has.guarding
    if not each.duties:
        return found(NONE, Sentence("No duty of law is tracked yet."), place("duties"))
    why = Sentence("Duties of law: {n}; met {m}, late {k}, without an owner {j}.",
                   n=each.duties, m=each.duties_met, k=each.duties_late, j=each.duties_unowned)  # fmt: skip
    clear = not each.duties_late and not each.duties_unowned
    return found(ROUTINE if clear and each.duties_met else MOST if clear else SOME, why, place("duties"))


@answers("RL02")
def people_decide(has: Records) -> Found | None:
    """Matters that AI never decides are in the policy, and people's decisions are on record."""
    if not has.leading.never:
        return found(NONE, Sentence("No matter is named that AI never decides."), place("policies"))
    why = Sentence("Matters that AI never decides: {n}; records of people's decisions: {m}.",
                   n=has.leading.never, m=has.guarding.human_records)  # fmt: skip
    return found(ROUTINE if has.guarding.human_records else MOST, why, has.leading.policy, has.leading.policy_on)


@answers("RL03")
def the_register_is_public(has: Records) -> Found | None:
    """The public page lists what is approved, and says whom to reach."""
    if not has.running.uses:
        return found(NONE, Sentence("Nothing is approved yet, so the public page is empty."), place("register"))
    why = Sentence("The public page lists approved uses: {n}.", n=has.running.uses)
    return found(MOST if has.running.contact else SOME, why, place("register"))


@answers("RL04")
def consent_is_tracked(has: Records) -> Found | None:
    """Choices of families that are on record."""
    why = Sentence("Choices of families on record: {n}.", n=has.knowing.choices)
    return found(MOST if has.knowing.choices else NONE, why, place("families"))


@answers("RL06")
def bias_is_looked_at(has: Records) -> Found | None:
    """Checks of models under different names within a year."""
    each = has.guarding
    why = Sentence("Checks in a year of whether names change a model's answers: {n}.", n=each.model_checks)
    level = MOST if each.model_checks >= 2 else SOME if each.model_checks else NONE
    return found(level, why, place("checks"), each.last_check_on)


@answers("RL08")
def special_education_looks(has: Records) -> Found | None:
    """Somebody on a committee speaks for special education; where nobody does, a person has to answer."""
    if "special_education" not in has.leading.voices:
        return None
    return found(SOME, Sentence("Somebody on the committee speaks for special education."), has.leading.committee)


@answers("RL09")
def conflicts_are_declared(has: Records) -> Found | None:
    """Recusals declared within a year; that there was none says nothing."""
    if not has.leading.recusals:
        return None
    why = Sentence("Conflicts of interest declared in meetings of a year: {n}.", n=has.leading.recusals)
    return found(MOST, why, place("committees"), has.leading.last_meeting_on)


@answers("RA01")
def staff_are_trained(has: Records) -> Found | None:
    """The share of the staff that is current in the course most have done."""
    each = has.guarding
    if not each.courses:
        return found(NONE, Sentence("No training is offered yet."), place("training"))
    if each.percent_current is None:
        return found(SOME, Sentence("A training is offered; too few have done it to tell a share."), place("training"))
    why = Sentence("Staff that are current in the training most have done: {n} %.", n=each.percent_current)
    level: Level = ROUTINE if each.percent_current >= 95 else MOST if each.percent_current >= 50 else SOME
    return found(level, why, place("training"), each.last_completion_on)


@answers("RA05")
def teachers_steer(has: Records) -> Found | None:
    """Uses in force whose decision lets teachers see how a class uses them."""
    if "class_view" not in has.guarding.conditions:
        return None
    return found(MOST, Sentence("An approved use lets teachers see how their class uses it."), place("uses"))


@answers("RA06")
def families_get_guides(has: Records) -> Found | None:
    """Families were told and asked within a year."""
    told, asked = has.running.told_families, "families" in has.leading.asked
    if not told and not asked:
        return found(NONE, Sentence("Families were neither told nor asked anything in a year."), place("messages"))
    why = Sentence("Messages to families in a year: {n}; in Spanish: {m}.", n=told, m=has.running.told_in_spanish)
    newest: date | None = has.running.last_told_on
    return found(MOST if asked and has.running.told_in_spanish else SOME, why, place("messages"), newest)


@answers("RA07")
def effects_are_measured(has: Records) -> Found | None:
    """Pilots with a verdict compare with and without."""
    each = has.running
    why = Sentence("Pilots that compared with and without, with a verdict: {n}.", n=each.pilots_judged)
    level = MOST if each.pilots_judged else SOME if each.pilots_locked else NONE
    return found(level, why, place("pilots"), each.last_verdict_on)


@answers("RA08")
def harm_reaches_somebody(has: Records) -> Found | None:
    """At how many schools somebody is on call, and whether the way to them was tried."""
    each = has.guarding
    why = Sentence("Schools at which somebody is on call: {part} of {all}. Alert drills in time: {n}.",
                   part=each.schools_on_call, all=each.schools, n=each.alerts_obeyed)  # fmt: skip
    level = by_share(each.schools_on_call, each.schools)
    return found(level if each.alerts_obeyed else min(level, SOME), why, place("alerts"), each.last_alert_on)
