"""Writes of alerts: taken, handed over, passed on, read, closed, made an incident."""

from __future__ import annotations

from datetime import datetime

from chalkline.kernel.ids import id_from
from chalkline.ledger.api import record
from chalkline.oversee.incidents.api import Account, Incident, open_incident
from chalkline.oversee.incidents.events import IncidentOpened, IncidentToolNamed
from chalkline.oversee.incidents.queries import incident_ref
from chalkline.oversee.on_call import rules
from chalkline.oversee.on_call.commands.telling import alert_ref, note_step, person_ref, write_to
from chalkline.oversee.on_call.events import (
    AlertClosed,
    AlertHandedOver,
    AlertMadeIncident,
    AlertPassedOn,
    AlertRead,
    AlertTaken,
)
from chalkline.oversee.on_call.models import Alert, AlertReading, AlertSignal
from chalkline.oversee.on_call.queries import facts_of, has_text, is_theirs, must, rota_for, where
from chalkline.oversee.on_call.signals import open_signals
from chalkline.oversee.on_call.words import KEPT_FOR, MOST_PASSED_ON, AlertState, Opened, StepKind
from chalkline.people.api import CHILDREN_AND_FAMILIES, Actor, Person, command


@command(records=(AlertTaken,), may_change_nothing=True)
def take_alert(actor: Actor, alert: Alert, *, now: datetime) -> Alert:
    """Say that one has it. Whoever takes it is responsible from now on; taking it twice changes nothing."""
    current = _held(actor, alert, AlertState.TAKEN)
    if current.state == AlertState.TAKEN and is_theirs(actor, current):
        return current
    current.state, current.responsible_id = AlertState.TAKEN.value, id_from(actor.id)
    current.taken_at = current.taken_at or now
    current.save(update_fields=["state", "responsible", "taken_at"])
    note_step(current, StepKind.TAKEN, actor.id, now)
    since = current.raised_at or current.at
    event = AlertTaken(alert_ref(current), current.is_drill, max(0, int((now - since).total_seconds())))
    record(event, actor_id=actor.id, now=now)
    return current


@command(records=(AlertHandedOver,))
def hand_over_alert(actor: Actor, alert: Alert, person: Person, *, now: datetime) -> Alert:
    """Give it to somebody who can do more. They are told; until they take it, its clock runs again."""
    current = _held(actor, alert, AlertState.TAKEN)
    rules.check_person(person.is_active and person.roster_role not in CHILDREN_AND_FAMILIES)
    current.state, current.responsible_id, current.told_at = AlertState.OPEN.value, person.pk, now
    current.save(update_fields=["state", "responsible", "told_at"])
    note_step(current, StepKind.HANDED_OVER, str(person.pk), now)
    record(AlertHandedOver(alert_ref(current), person_ref(str(person.pk))), actor_id=actor.id, now=now)
    write_to(current, now)
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
        note_step(alert, StepKind.PASSED_ON, following, now)
        record(AlertPassedOn(alert_ref(alert), person_ref(following), person_ref(missed)), actor_id=actor.id, now=now)
        write_to(alert, now)
        passed += 1
    long_closed = Alert.objects.filter(state=AlertState.CLOSED.value, closed_at__lt=now - KEPT_FOR)
    over = AlertSignal.objects.filter(alert__in=long_closed).exclude(sealed=b"")
    return passed + over.update(sealed=b"")


@command(records=(AlertRead,))
def read_alert(actor: Actor, alert: Alert, *, reason: str, now: datetime) -> Opened:
    """What was typed, for a person who says why they read it. Written down each time."""
    must(actor, "alerts.read", alert)
    said = rules.check_reason(reason)
    rules.refuse_gone(has_text(alert))
    opened = open_signals(alert)
    AlertReading.objects.create(alert=alert, reader_id=id_from(actor.id), reason=said, read_at=now)
    record(AlertRead(alert_ref(alert), said), actor_id=actor.id, now=now)
    return opened


@command(records=(AlertClosed,))
def close_alert(actor: Actor, alert: Alert, *, words: str, seen: int | None = None, now: datetime) -> Alert:
    """Say what was done. It is then nobody's any more, and stays readable for those who may.

    ``seen``: how many signals somebody saw who closes it; one that came meanwhile is not closed with it unseen.
    """
    current = _held(actor, alert, AlertState.CLOSED)
    rules.refuse_unseen(seen, current.signals.count())
    current.words = rules.check_words(words)
    current.state, current.closed_at, current.closed_by_id = AlertState.CLOSED.value, now, id_from(actor.id)
    current.taken_at, current.who = current.taken_at or now, ""
    current.save(update_fields=["words", "state", "closed_at", "closed_by", "taken_at", "who"])
    note_step(current, StepKind.CLOSED, actor.id, now)
    record(AlertClosed(alert_ref(current), current.is_drill, current.words), actor_id=actor.id, now=now)
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
    told = AlertMadeIncident(alert_ref(current), incident_ref(incident), str(incident))
    record(told, actor_id=actor.id, now=now)
    return incident


def _held(actor: Actor, alert: Alert, wanted: AlertState) -> Alert:
    """The alert as it is now, held until the transaction ends, for who may see to it."""
    current = Alert.objects.select_for_update(of=("self",)).get(pk=alert.pk)
    must(actor, "alerts.handle", current)
    rules.refuse_settled(AlertState(current.state), wanted)
    return current
