"""Writes of duties: compare with the law, give to somebody, say what shows it, set aside, open again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.conf import settings

from chalkline.data.duties import rules
from chalkline.data.duties.events import DutiesTracked, DutyGiven, DutyMet, DutyReopened, DutyWaived
from chalkline.data.duties.law import duty_rules, rules_by_id
from chalkline.data.duties.models import Duty
from chalkline.data.duties.queries import duty_ref, subject_ref
from chalkline.data.duties.words import Due, DutyState, ToolGiven
from chalkline.kernel.clock import local_day
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, Role, command, holders_of, person_by_id

Key = tuple[str, str]


@command(records=(DutiesTracked,), may_change_nothing=True)
def track_duties(
    actor: Actor, given: Sequence[ToolGiven], *, closed: Collection[date] = (), now: datetime
) -> list[Duty]:
    """Open the duties that apply to what is in use now and are not tracked yet; end those that no longer apply.

    What was met or set aside stays so. Twice changes nothing.
    """
    actor.must("duties.track")
    today = local_day(now, settings.TIME_ZONE)
    state = str(settings.CHALKLINE.state).strip().upper()
    due = {(each.rule.id, each.subject): each for each in rules.duties_now(
        duty_rules(), given, state=state, today=today, closed=closed)}  # fmt: skip
    held = list(Duty.objects.select_for_update(of=("self",), no_key=True).exclude(state=DutyState.OVER.value))
    over = [each for each in held if (each.rule, each.subject) not in due]
    tracked = {(each.rule, each.subject) for each in held}
    opened = [_open(each, today) for key, each in due.items() if key not in tracked]
    for each in over:
        each.state = DutyState.OVER.value
        each.save(update_fields=["state"])
    for each in held:  # whoever holds the role now sees to what was nobody's
        if each.owner_id is None and each.state == DutyState.OPEN and each not in over:
            each.owner = _who(rules_by_id()[each.rule].who) if each.rule in rules_by_id() else None
            each.save(update_fields=["owner"])
    if opened or over:
        subjects = tuple(subject_ref(name) for name in sorted({each.subject for each in (*opened, *over)}))
        told = tuple(sorted({each.rule for each in (*opened, *over)}))
        record(DutiesTracked(subjects, len(opened), len(over), told), actor_id=actor.id, now=now)
    return opened


@command(records=(DutyGiven,))
def give_duty(actor: Actor, duty: Duty, owner_id: str, *, due_on: date | None = None, now: datetime) -> Duty:
    """Give it to somebody who works here; with another day where one is needed."""
    actor.must("duties.give")
    current = _locked(duty)
    rules.must_be_open(current.state)
    person = person_by_id(owner_id)
    rules.must_work_here(person is not None and person.is_active and person.roster_role != "student")
    assert person is not None
    current.owner, current.due_on = person, due_on or current.due_on
    current.save(update_fields=["owner", "due_on"])
    told = DutyGiven(
        duty_ref(current),
        subject_ref(current.subject),
        SubjectRef("person", str(person.pk)),
        current.rule,
        current.due_on.isoformat(),
        str(person),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(DutyMet,))
def meet_duty(actor: Actor, duty: Duty, *, evidence: str, link: str = "", now: datetime) -> Duty:
    """Say what shows that it was done. Where it comes round again, its next turn begins."""
    current = _locked(duty)
    actor.must("duties.meet", owner_id=str(current.owner_id or ""))
    rules.must_be_open(current.state)
    current.evidence, current.link = rules.check_evidence(evidence, link)
    today = local_day(now, settings.TIME_ZONE)
    following = rules.next_due(rules_by_id()[current.rule], current.due_on, today)
    _settle(current, DutyState.MET, actor, today)
    if following:
        _next_turn(current, following, today)
    late = today > current.due_on
    next_text = following.isoformat() if following else ""
    subject = subject_ref(current.subject)
    told = DutyMet(duty_ref(current), subject, current.rule, late, next_text, current.evidence)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(DutyWaived,))
def waive_duty(actor: Actor, duty: Duty, *, reason: str, now: datetime) -> Duty:
    """Say why a rule does not apply here."""
    actor.must("duties.waive")
    current = _locked(duty)
    rules.must_be_open(current.state)
    current.evidence = rules.check_reason(reason)
    _settle(current, DutyState.WAIVED, actor, local_day(now, settings.TIME_ZONE))
    told = DutyWaived(duty_ref(current), subject_ref(current.subject), current.rule, current.evidence)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(DutyReopened,))
def reopen_duty(actor: Actor, duty: Duty, *, reason: str, now: datetime) -> Duty:
    """Open one again: what showed it was not enough, or the reason no longer holds. Its day stays."""
    actor.must("duties.waive")
    current = _locked(duty)
    said = rules.check_reason(reason)
    if current.state not in {DutyState.MET, DutyState.WAIVED}:
        raise rules.not_settled()
    Duty.objects.filter(
        rule=current.rule, subject=current.subject, state=DutyState.OPEN.value
    ).delete()  # its next turn
    current.state, current.settled_by, current.settled_on = DutyState.OPEN.value, None, None
    current.save(update_fields=["state", "settled_by", "settled_on"])
    told = DutyReopened(duty_ref(current), subject_ref(current.subject), current.rule, said)
    record(told, actor_id=actor.id, now=now)
    return current


def _open(due: Due, today: date) -> Duty:
    held = Duty.objects.filter(rule=due.rule.id, subject=due.subject, due_on=due.due_on).first()
    if held:  # it was over for a while, and applies again
        held.state, held.settled_by, held.settled_on = DutyState.OPEN.value, None, None
        held.save(update_fields=["state", "settled_by", "settled_on"])
        return held
    return Duty.objects.create(
        rule=due.rule.id,
        group=due.rule.group,
        subject=due.subject,
        subject_name=due.name,
        due_on=due.due_on,
        owner=_who(due.rule.who),
        state=DutyState.OPEN.value,
        opened_on=today,
    )


def _next_turn(met: Duty, due_on: date, today: date) -> None:
    Duty.objects.update_or_create(
        rule=met.rule,
        subject=met.subject,
        due_on=due_on,
        defaults={
            "group": met.group,
            "subject_name": met.subject_name,
            "owner": met.owner,
            "state": DutyState.OPEN.value,
            "opened_on": today,
        },
    )


def _settle(duty: Duty, state: DutyState, actor: Actor, today: date) -> None:
    duty.state, duty.settled_by_id, duty.settled_on = state.value, actor.id, today
    duty.save(update_fields=["state", "evidence", "link", "settled_by", "settled_on"])


def _who(role: str) -> Person | None:
    """Who sees to it until somebody else is named: whoever holds the role, when that is one person."""
    held = list(holders_of(Role(role))[:2])
    return held[0] if len(held) == 1 else None


def _locked(duty: Duty) -> Duty:
    return Duty.objects.select_for_update(of=("self",), no_key=True).get(pk=duty.pk)
