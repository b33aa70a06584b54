"""Writes at the end of an incident: what was learned and what changes, then each change as it is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from chalkline.ledger.api import record
from chalkline.oversee.incidents import rules
from chalkline.oversee.incidents.commands.opening import locked_incident
from chalkline.oversee.incidents.events import ChangeMade, IncidentClosed
from chalkline.oversee.incidents.models import Clock, Incident, PlannedChange
from chalkline.oversee.incidents.queries import incident_ref
from chalkline.oversee.incidents.words import Change, ClockState, IncidentState
from chalkline.people.api import Actor, command


@command(records=(IncidentClosed,))
def close_incident(
    actor: Actor, incident: Incident, *, lessons: str, changes: Sequence[Change] = (), now: datetime
) -> Incident:
    """Close it, once every clock is settled: what was learned, what changes, who sees to it."""
    actor.must("incidents.close")
    current = locked_incident(incident)
    rules.must_be_open(current.state)
    running = Clock.objects.filter(incident=current, state=ClockState.RUNNING.value).count()
    current.lessons = rules.check_closing(running, lessons, changes, today=localdate(now))
    current.state, current.closed_by_id, current.closed_at = IncidentState.CLOSED.value, actor.id, now
    current.save(update_fields=["lessons", "state", "closed_by", "closed_at"])
    for each in changes:
        PlannedChange.objects.create(
            incident=current, what=each.what.strip(), owner_id=each.owner_id, due_on=each.due_on
        )
    record(IncidentClosed(incident_ref(current), str(current), len(changes)), actor_id=actor.id, now=now)
    return current


@command(records=(ChangeMade,), may_change_nothing=True)
def note_change_made(actor: Actor, change: PlannedChange, *, now: datetime) -> PlannedChange:
    """Say that a change was made. Twice changes nothing."""
    current = PlannedChange.objects.select_for_update(of=("self",), no_key=True).get(pk=change.pk)
    actor.must("incidents.note_change", owner_id=str(current.owner_id))
    if current.made_at is None:
        current.made_at = now
        current.save(update_fields=["made_at"])
        incident = current.incident
        record(ChangeMade(incident_ref(incident), str(incident)), actor_id=actor.id, now=now)
    return current
