"""The rules of the way of requests: proposed by somebody, put before a meeting, in force by its decision."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from chalkline.approve.routes import rules
from chalkline.approve.routes.events import RulesProposed, RulesPutInForce, RulesTurnedDown
from chalkline.approve.routes.models import RuleSet
from chalkline.approve.routes.queries import rules_in_force
from chalkline.approve.routes.words import TESTS, Rules, RuleSetState, rules_from_json
from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    Barred,
    Light,
    Meeting,
    Outcome,
    day_of,
    put_item,
    seat_of,
    seats_of_person,
)
from chalkline.govern.committees.events import ItemAdded
from chalkline.govern.decisions.api import Decision, DecisionStanding, is_intact
from chalkline.kernel.canonical import as_plain, digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor

TEN_YEARS = timedelta(days=3650)  # rules hold until others take their place; an approval names a last day


@command(records=(RulesProposed,))
def propose_rules(actor: Actor, wanted: Rules, *, because: str, now: datetime) -> RuleSet:
    """Propose other rules to the committee, with a reason. Raises routes.below_floor, routes.reason_needed."""
    actor.must("routes.propose", seat=_has_a_seat(actor, now))
    said = rules.must_be_sound(wanted, because)
    content = as_plain(wanted.as_json())
    proposed = RuleSet.objects.create(
        content=content,
        because=said,
        state=RuleSetState.PROPOSED.value,
        proposed_by_id=actor.id,
        proposed_at=now,
        digest=digest_of({"rules": content, "proposed_at": now}),
    )
    told = RulesProposed(_ref(proposed), title_of_rules(proposed), what_changes(proposed), said)
    record(told, actor_id=actor.id, now=now)
    return proposed


@command(records=(ItemAdded,))
def put_rules_on_agenda(actor: Actor, rule_set: RuleSet, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Put proposed rules before a meeting. What would change is the title, so that members and minutes have it."""
    current = RuleSet.objects.select_for_update(of=("self",), no_key=True).get(pk=rule_set.pk)
    actor.must("routes.propose", seat=seat_of(actor.id, meeting.committee, localdate(now)) is not None)
    if current.state != RuleSetState.PROPOSED:
        raise rules.not_now()
    last = day_of(meeting) + TEN_YEARS
    entry = AgendaEntry(
        title=f"{title_of_rules(current)}: {'; '.join(what_changes(current)) or 'as they are'}",
        light=Light.YELLOW,
        proposed=(),
        suggested_expires_on=last,
        latest_expires_on=last,
        barred=(Barred(str(current.proposed_by_id), str(Sentence("Whoever proposes rules does not decide on them."))),),
    )
    return put_item(actor, meeting, _ref(current), entry, now=now)


@command(records=(RulesPutInForce, RulesTurnedDown), may_change_nothing=True)
def adopt_rules(actor: Actor, decision: Decision, *, now: datetime) -> RuleSet | None:
    """Let proposed rules follow the committee's decision. Only Chalkline itself does; twice changes nothing."""
    actor.must("routes.follow_decision")
    waiting = RuleSet.objects.select_for_update(of=("self",), no_key=True).filter(
        pk=id_from(decision.subject_id), digest=decision.subject_digest, state=RuleSetState.PROPOSED.value
    )
    found, outcome = waiting.first(), Outcome(decision.outcome)
    stands = decision.standing == DecisionStanding.RECORDED and is_intact(decision)
    if found is None or not stands or outcome is Outcome.DEFER:
        return found
    decided = SubjectRef("decision", str(decision.pk), decision.digest)
    title, changes, found.decision = title_of_rules(found), what_changes(found), decision
    if not outcome.approves:
        found.state = RuleSetState.DECLINED.value
        found.save(update_fields=["state", "decision"])
        record(RulesTurnedDown(_ref(found), decided, title, str(decision)), actor_id=actor.id, now=now)
        return found
    RuleSet.objects.filter(state=RuleSetState.IN_FORCE.value).update(state=RuleSetState.REPLACED.value)
    found.state, found.in_force_at = RuleSetState.IN_FORCE.value, now
    found.save(update_fields=["state", "decision", "in_force_at"])
    record(RulesPutInForce(_ref(found), decided, title, changes, str(decision)), actor_id=actor.id, now=now)
    return found


def title_of_rules(rule_set: RuleSet) -> str:
    """As minutes and facts say it."""
    return f"Rules for the way of requests, as proposed on {localdate(rule_set.proposed_at).isoformat()}"


def what_changes(rule_set: RuleSet) -> tuple[str, ...]:
    """What it says otherwise than the rules in force, a line each."""
    former, _version = rules_in_force()
    wanted = rules_from_json(rule_set.content)
    lines = [
        f"{text.says.template}: {(wanted.levels[test] or Light.GREEN).value}"
        for test, text in TESTS.items()
        if wanted.levels[test] != former.levels[test]
    ]
    if wanted.principal_first != former.principal_first:
        lines.append("The principal is asked first" if wanted.principal_first else "The principal is not asked first")
    return tuple(lines)


def _ref(rule_set: RuleSet) -> SubjectRef:
    return SubjectRef("route_rules", str(rule_set.pk), rule_set.digest)


def _has_a_seat(actor: Actor, now: datetime) -> bool:
    today = localdate(now)
    held = seats_of_person(system_actor("routes"), actor.id)
    return held.filter(starts_on__lte=today, ends_on__gte=today).exists()
