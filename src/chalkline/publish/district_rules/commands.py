"""Writes of rule sets: proposed, put before a committee, put in force at once where they only narrow, adopted; laws."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.govern.committees.api import (
    AgendaEntry,
    AgendaItem,
    Barred,
    Light,
    Meeting,
    Outcome,
    day_of,
    put_item,
    waiting_item,
)
from chalkline.govern.committees.events import ItemAdded
from chalkline.govern.decisions.api import Decision, DecisionStanding
from chalkline.govern.decisions.api import is_intact as decision_is_intact
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import Told, record
from chalkline.people.api import Actor, command, system_actor
from chalkline.publish.district_rules import rules
from chalkline.publish.district_rules.events import LawSwitched, RulesDeclined, RulesProposed, RulesPutInForce
from chalkline.publish.district_rules.models import LawSwitch, RuleSet
from chalkline.publish.district_rules.queries import (
    content_of,
    decided_rows,
    is_intact,
    laws_on,
    packs_here,
    rows_of,
    set_in_force,
    set_numbered,
    set_ref,
    uncited,
)
from chalkline.publish.district_rules.words import Rows, SetState

TEN_YEARS = timedelta(days=3650)  # rules hold until others take their place; an approval names a last day
NOT_THEIR_OWN = Sentence("Whoever proposes rules does not decide on them.")


@command(records=(RulesProposed,))
def propose_rules(actor: Actor, rows: Rows, *, why: str, now: datetime) -> RuleSet:
    """Propose all rows and promises anew, as the next version. Nothing changes yet.

    Raises Problem: rules.unsound, rules.reason_needed, rules.nothing_new.
    """
    actor.must("rules.propose")
    current, content = set_in_force(), content_of(rows)
    rules.refuse_unsound(rows, uncited(rows, beside=rows_of(current)))
    said = rules.must_say_why(why)
    if content == content_of(rows_of(current)):
        raise rules.nothing_new()
    last = RuleSet.objects.select_for_update().order_by("-number").first()
    made = RuleSet.objects.create(
        number=(last.number if last else 0) + 1,
        follows=current.number if current else 0,
        content=content,
        digest=digest_of(content),
        why=said,
        state=SetState.PROPOSED.value,
        proposed_by=actor.id,
        proposed_at=now,
    )
    told = RulesProposed(set_ref(made), made.number, len(rows.rules) + len(rows.promises), _lost(made), said)
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(ItemAdded,))
def put_rules_on_agenda(actor: Actor, proposed: RuleSet, meeting: Meeting, *, now: datetime) -> AgendaItem:
    """Put a version before a meeting. What would change is the title, so that members and minutes have it.

    Raises Problem: rules.not_waiting, rules.altered, rules.overtaken, meetings.already_on_agenda.
    """
    actor.must("rules.propose")
    made, current = _waiting(proposed), set_in_force()
    rules.must_follow_what_is_in_force(made.follows, current.number if current else 0)
    changes = rules.what_changes(rows_of(current), rows_of(made))
    last = day_of(meeting) + TEN_YEARS
    entry = AgendaEntry(
        title=f"{title_of_set(made)}: {'; '.join(changes)}",
        light=Light.YELLOW,
        proposed=(),
        suggested_expires_on=last,
        latest_expires_on=last,
        barred=(Barred(made.proposed_by, str(NOT_THEIR_OWN)),),
    )
    return put_item(actor, meeting, set_ref(made), entry, now=now)


@command(records=(RulesPutInForce,))
def narrow_at_once(actor: Actor, proposed: RuleSet, *, reason: str, now: datetime) -> RuleSet:
    """Put a version in force at once, alone, because it only narrows. Gateways obey within seconds.

    Two people look at it when the policy that carries it is published. Raises Problem: rules.not_waiting, rules.widens,
    rules.altered, rules.reason_needed, rules.on_agenda.
    """
    actor.must("rules.narrow")
    made, said = _waiting(proposed), rules.must_say_why(reason)
    rules.must_be_free(waiting_item("rule_set", str(made.pk)))
    rules.must_only_narrow(rules.widens(rows_of(set_in_force()), rows_of(made)))
    return _in_force(made, actor.id, now, why=said, at_once=True)


@command(records=(RulesPutInForce,))
def adopt_rules(actor: Actor, proposed: RuleSet, *, now: datetime) -> RuleSet:
    """Adopt a version that another person proposed. What it lets go takes effect with the next policy.

    Raises Problem: rules.not_waiting, rules.same_person, rules.altered, rules.on_agenda, rules.overtaken,
    rules.decided.
    """
    actor.must("rules.adopt")
    made, current = _waiting(proposed), set_in_force()
    rules.must_be_another(made.proposed_by, actor.id)
    rules.must_be_free(waiting_item("rule_set", str(made.pk)))
    rules.must_follow_what_is_in_force(made.follows, current.number if current else 0)
    rules.must_leave_what_was_decided(rules.widens(rows_of(current), rows_of(made)), decided_rows())
    return _in_force(made, actor.id, now, why=made.why)


@command(records=(RulesPutInForce, RulesDeclined), may_change_nothing=True)
def follow_decision(actor: Actor, decision: Decision, *, now: datetime) -> RuleSet | None:
    """Let a version follow the committee's decision on it. Only Chalkline itself does; twice changes nothing.

    What was put in force between proposing and deciding stays: the committee was never asked to take it out.
    """
    actor.must("rules.follow_decision")
    made = (
        RuleSet.objects.select_for_update()
        .filter(pk=id_from(decision.subject_id), state=SetState.PROPOSED.value, digest=decision.subject_digest)
        .first()
    )
    outcome = Outcome(decision.outcome)
    stands = decision.standing == DecisionStanding.RECORDED and decision_is_intact(decision)
    if made is None or not stands or outcome is Outcome.DEFER:
        return made
    if outcome.approves:
        return _as_decided(made, str(decision), actor, now)
    made.state, made.decision_number = SetState.DECLINED.value, str(decision)
    made.save(update_fields=["state", "decision_number"])
    record(RulesDeclined(set_ref(made), made.number, str(decision)), actor_id=actor.id, now=now)
    return made


@command(records=(LawSwitched,))
def switch_law(actor: Actor, law_id: str, *, is_on: bool, why: str, now: datetime) -> LawSwitch:
    """Say, as counsel, that a law holds here, or no longer. On: its rows narrow at once. Off: with the next policy.

    Raises Problem: rules.no_such_law, rules.reason_needed, rules.nothing_new.
    """
    actor.must("laws.switch")
    pack = next((each for each in packs_here() if each.law_id == law_id), None)
    if pack is None:
        raise rules.no_such_law()
    said = rules.must_say_why(why)
    if (law_id in laws_on()) == is_on:
        raise rules.nothing_new()
    switch = LawSwitch.objects.create(law=law_id, is_on=is_on, why=said, switched_by_id=actor.id, switched_at=now)
    told = LawSwitched(SubjectRef("law", law_id), pack.name, is_on, len(pack.rules), said)
    record(told, actor_id=actor.id, now=now)
    return switch


def follow_rules_decision(told: Told, *, now: datetime) -> None:
    """A decision on a version of the rules was recorded; listed in project/reactions.py."""
    if told.values["subject"]["kind"] != "rule_set":
        return
    decision = Decision.objects.filter(pk=id_from(told.values["decision"]["id"])).first()
    if decision:
        follow_decision(system_actor("reactions"), decision, now=now)


def _waiting(proposed: RuleSet) -> RuleSet:
    made = RuleSet.objects.select_for_update().get(pk=proposed.pk)
    rules.must_wait(made.state)
    if not is_intact(made):
        raise rules.altered(made.number)
    return made


def title_of_set(made: RuleSet) -> str:
    """As agendas, minutes and decisions say it."""
    return f"Rules of the district, set {made.number}"


def _as_decided(made: RuleSet, decision: str, actor: Actor, now: datetime) -> RuleSet:
    current, base = set_in_force(), rows_of(set_numbered(made.follows))
    decided = rows_of(made)
    rows = rules.with_what_came_since(decided, base, rows_of(current))
    done = _in_force(made, actor.id, now, why=made.why, decision=decision)
    if rows == decided or current is None:
        return done
    last, content = RuleSet.objects.order_by("-number").first(), content_of(rows)
    assert last
    why = f"Set {made.number} as decided ({decision}), with what came into force since it was proposed"
    joined = RuleSet.objects.create(
        number=last.number + 1,
        follows=made.number,
        content=content,
        digest=digest_of(content),
        why=f"{why}: set {current.number}.",
        state=SetState.PROPOSED.value,
        proposed_by=current.proposed_by,
        proposed_at=now,
    )
    return _in_force(joined, actor.id, now, why=joined.why)


def _in_force(
    made: RuleSet, actor_id: str, now: datetime, *, why: str, at_once: bool = False, decision: str = ""
) -> RuleSet:
    lost = _lost(made)
    RuleSet.objects.filter(state=SetState.IN_FORCE.value).update(state=SetState.REPLACED.value)
    made.state, made.adopted_by, made.adopted_at = SetState.IN_FORCE.value, actor_id, now
    made.at_once_because, made.decision_number = why if at_once else "", decision
    made.save(update_fields=["state", "adopted_by", "adopted_at", "at_once_because", "decision_number"])
    record(RulesPutInForce(set_ref(made), made.number, at_once, decision, lost, why), actor_id=actor_id, now=now)
    return made


def _lost(made: RuleSet) -> tuple[str, ...]:
    return tuple(rules.name_of(each) for each in rules.widens(rows_of(set_in_force()), rows_of(made)))
