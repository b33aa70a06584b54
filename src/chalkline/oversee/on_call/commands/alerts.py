"""Writes of alerts: opened from the channel, taken, handed over, passed on, read, closed, made an incident."""

from __future__ import annotations

from datetime import datetime

import orjson

from chalkline.approve.uses.api import ApprovedUse
from chalkline.jobs.api import open_sealed
from chalkline.kernel.ids import id_from, new_id
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.incidents.api import Account, Incident, open_incident
from chalkline.oversee.incidents.events import IncidentOpened, IncidentToolNamed
from chalkline.oversee.incidents.queries import incident_ref
from chalkline.oversee.on_call import rules
from chalkline.oversee.on_call.events import (
    AlertClosed,
    AlertHandedOver,
    AlertMadeIncident,
    AlertOpened,
    AlertPassedOn,
    AlertRead,
    AlertTaken,
)
from chalkline.oversee.on_call.models import Alert, AlertReading, AlertStep
from chalkline.oversee.on_call.notices import write_notice
from chalkline.oversee.on_call.queries import facts_of, is_theirs, must, rota_for, where
from chalkline.oversee.on_call.words import DRILL, KEPT_FOR, MOST_PASSED_ON, AlertState, Opened, StepKind
from chalkline.people.api import CHILDREN_AND_FAMILIES, Actor, Person, School, command, person_by_id
from chalkline.publish.standing_pack.api import Key
from chalkline.rulebook.api import ChannelKind, ChannelRecord


@command(records=(AlertOpened,), may_change_nothing=True)
def open_alert(actor: Actor, told: ChannelRecord, *, now: datetime) -> Alert | None:
    """A gateway wrote down a signal of danger: whoever is on call is told. The same record again changes nothing."""
    actor.must("alerts.take_in")
    about = {name: str(value) for name, value in told.about.items()}
    direction = about.get("direction", "in")[:5]
    if Alert.objects.filter(decision_id=told.decision_id, direction=direction).exists():
        return None
    school = School.objects.filter(pk=id_from(about.get("school", ""))).first()
    alert = Alert(
        decision_id=told.decision_id[:80],
        direction=direction,
        category=about.get("category", "")[:20],
        severity=int(about.get("severity", "3") or 3),
        rule=about.get("rule", "")[:80],
        use=ApprovedUse.objects.filter(pk=id_from(about.get("use_id", ""))).first(),
        key=Key.objects.filter(pk=id_from(about.get("key_id", ""))).first(),
        school=school,
        grade_band=about.get("grade_band", "")[:20],
        sealed=told.sealed,
        at=told.at,
    )
    return _tell_first(actor, alert, now)


@command(records=(AlertOpened,))
def raise_drill(actor: Actor, *, school: School | None = None, now: datetime) -> Alert:
    """Try it out: an alert that is none, told like a real one, so that the time until somebody has it is known."""
    actor.must("alerts.drill", school_id=str(school.pk) if school else None)
    alert = Alert(decision_id=new_id(), direction=DRILL, category=DRILL, severity=3, rule=DRILL, school=school, at=now)
    alert.is_drill, alert.sealed = True, b""
    return _tell_first(actor, alert, now)


@command(records=(AlertTaken,), may_change_nothing=True)
def take_alert(actor: Actor, alert: Alert, *, now: datetime) -> Alert:
    """Say that one has it. Whoever takes it is responsible from now on; taking it twice changes nothing."""
    current = _held(actor, alert, AlertState.TAKEN)
    if current.state == AlertState.TAKEN and is_theirs(actor, current):
        return current
    current.state, current.responsible_id = AlertState.TAKEN.value, id_from(actor.id)
    current.taken_at = current.taken_at or now
    current.save(update_fields=["state", "responsible", "taken_at"])
    _step(current, StepKind.TAKEN, actor.id, now)
    event = AlertTaken(_ref(current), current.is_drill, int((now - current.at).total_seconds()))
    record(event, actor_id=actor.id, now=now)
    return current


@command(records=(AlertHandedOver,))
def hand_over_alert(actor: Actor, alert: Alert, person: Person, *, now: datetime) -> Alert:
    """Give it to somebody who can do more. They are told; until they take it, its clock runs again."""
    current = _held(actor, alert, AlertState.TAKEN)
    rules.check_person(person.is_active and person.roster_role not in CHILDREN_AND_FAMILIES)
    current.state, current.responsible_id, current.told_at = AlertState.OPEN.value, person.pk, now
    current.save(update_fields=["state", "responsible", "told_at"])
    _step(current, StepKind.HANDED_OVER, str(person.pk), now)
    record(AlertHandedOver(_ref(current), _person(str(person.pk))), actor_id=actor.id, now=now)
    _write_notice(current, now)
    return current


@command(records=(AlertPassedOn,), may_change_nothing=True)
def pass_on_alerts(actor: Actor, *, now: datetime) -> int:
    """Tell the next person of each alert that nobody took in time; how many. What is long closed is emptied."""
    actor.must("alerts.take_in")
    waiting = Alert.objects.select_for_update(of=("self",)).filter(
        state=AlertState.OPEN.value, passed_on__lt=MOST_PASSED_ON
    )
    passed = 0
    for alert in waiting:
        facts = facts_of(rota_for(where(alert) or ""))
        if not rules.is_due(alert.told_at, facts.after, now):
            continue
        missed, following = str(alert.responsible_id), rules.next_after(facts, now, str(alert.responsible_id))
        alert.responsible_id, alert.told_at = id_from(following), now
        alert.passed_on += 1
        alert.save(update_fields=["responsible", "told_at", "passed_on"])
        _step(alert, StepKind.PASSED_ON, following, now)
        record(AlertPassedOn(_ref(alert), _person(following), _person(missed)), actor_id=actor.id, now=now)
        _write_notice(alert, now)
        passed += 1
    over = Alert.objects.filter(state=AlertState.CLOSED.value, closed_at__lt=now - KEPT_FOR).exclude(sealed=b"")
    return passed + over.update(sealed=b"")


@command(records=(AlertRead,))
def read_alert(actor: Actor, alert: Alert, *, reason: str, now: datetime) -> Opened:
    """What was typed, for a person who says why they read it. Written down each time."""
    must(actor, "alerts.read", alert)
    said = rules.check_reason(reason)
    rules.refuse_gone(bool(alert.sealed))
    told = orjson.loads(open_sealed(ChannelKind.ALERT, alert.decision_id, bytes(alert.sealed)))
    AlertReading.objects.create(alert=alert, reader_id=id_from(actor.id), reason=said, read_at=now)
    record(AlertRead(_ref(alert), said), actor_id=actor.id, now=now)
    return Opened(str(told.get("asked", "")), str(told.get("person", "")))


@command(records=(AlertClosed,))
def close_alert(actor: Actor, alert: Alert, *, words: str, now: datetime) -> Alert:
    """Say what was done. It is then nobody's any more, and stays readable for those who may."""
    current = _held(actor, alert, AlertState.CLOSED)
    current.words = rules.check_words(words)
    current.state, current.closed_at, current.closed_by_id = AlertState.CLOSED.value, now, id_from(actor.id)
    current.taken_at = current.taken_at or now
    current.save(update_fields=["words", "state", "closed_at", "closed_by", "taken_at"])
    _step(current, StepKind.CLOSED, actor.id, now)
    record(AlertClosed(_ref(current), current.is_drill, current.words), actor_id=actor.id, now=now)
    return current


@command(records=(AlertMadeIncident, IncidentOpened, IncidentToolNamed))
def make_incident(actor: Actor, alert: Alert, account: Account, *, now: datetime) -> Incident:
    """Open an incident from an alert: its clocks start, and both know of each other."""
    current = Alert.objects.select_for_update(of=("self",), no_key=True).get(pk=alert.pk)
    must(actor, "alerts.see", current)
    rules.refuse_second_incident(current.incident_id is not None)
    incident = open_incident(actor, account, now=now)
    current.incident = incident
    current.save(update_fields=["incident"])
    told = AlertMadeIncident(_ref(current), incident_ref(incident), str(incident))
    record(told, actor_id=actor.id, now=now)
    return incident


def _tell_first(actor: Actor, alert: Alert, now: datetime) -> Alert:
    facts = facts_of(rota_for(where(alert) or ""))
    alert.in_hours = bool(rules.on_duty(facts, now))
    alert.responsible_id = id_from(rules.responsible(facts, now))
    alert.state, alert.opened_at, alert.told_at = AlertState.OPEN.value, now, now
    alert.save(force_insert=True)
    _step(alert, StepKind.TOLD, str(alert.responsible_id), now)
    event = AlertOpened(
        _ref(alert),
        _person(str(alert.responsible_id)),
        alert.category,
        alert.direction,
        alert.in_hours,
        alert.is_drill,
        max(0, int((now - alert.at).total_seconds())),
    )
    record(event, actor_id=actor.id, now=now)
    _write_notice(alert, now)
    return alert


def _held(actor: Actor, alert: Alert, wanted: AlertState) -> Alert:
    """The alert as it is now, held until the transaction ends, for who may see to it."""
    current = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    must(actor, "alerts.handle", current)
    rules.refuse_settled(AlertState(current.state), wanted)
    return current


def _write_notice(alert: Alert, now: datetime) -> None:
    write_notice.enqueue(alert_id=str(alert.pk), person_id=str(alert.responsible_id), now=now)


def _step(alert: Alert, kind: StepKind, person_id: str, now: datetime) -> None:
    person = person_by_id(person_id)
    if person is not None:
        AlertStep.objects.create(alert=alert, kind=kind.value, person=person, at=now)


def _ref(alert: Alert) -> SubjectRef:
    return SubjectRef("alert", str(alert.pk))


def _person(person_id: str) -> SubjectRef:
    return SubjectRef("person", person_id)
