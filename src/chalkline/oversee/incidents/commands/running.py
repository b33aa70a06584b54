"""Writes while an incident is open: clocks settled, people told, uses stopped."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.uses.api import ApprovedUse, suspend_use, use_ref
from chalkline.approve.uses.events import UseSuspended
from chalkline.ledger.api import record
from chalkline.oversee.incidents import rules
from chalkline.oversee.incidents.commands.opening import locked_incident
from chalkline.oversee.incidents.events import ClockSettled, PeopleTold, UseStoppedForIncident
from chalkline.oversee.incidents.models import Clock, Incident, Telling, UseStopped
from chalkline.oversee.incidents.queries import incident_ref
from chalkline.oversee.incidents.words import Audience, ClockState
from chalkline.people.api import Actor, command


@command(records=(ClockSettled,))
def settle_clock(actor: Actor, clock: Clock, how: ClockState, *, reason: str, now: datetime) -> Clock:
    """Say that a duty was met (what was done), or does not apply (why). Done late stays late."""
    actor.must("incidents.settle_clock")
    incident = locked_incident(clock.incident)
    rules.must_be_open(incident.state)
    current = Clock.objects.select_for_update().get(pk=clock.pk)
    if current.state != ClockState.RUNNING or how not in {ClockState.DONE, ClockState.WAIVED}:
        raise rules.clock_settled()
    current.reason = rules.must_say(reason, "reason")
    current.state, current.settled_by_id, current.settled_at = how.value, actor.id, now
    current.save(update_fields=["reason", "state", "settled_by", "settled_at"])
    late = how is ClockState.DONE and current.due_at is not None and now > current.due_at
    ref = incident_ref(incident)
    told = ClockSettled(ref, str(incident), current.duty, how.value, late, current.must)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(PeopleTold,))
def note_telling(
    actor: Actor, incident: Incident, audience: Audience, *, how: str, told_at: datetime, now: datetime
) -> Telling:
    """Note who was told, how and when."""
    actor.must("incidents.run")
    current = locked_incident(incident)
    rules.must_be_open(current.state)
    telling = Telling.objects.create(
        incident=current,
        audience=audience.value,
        how=rules.must_say(how, "how"),
        told_at=min(told_at, now),
        told_by_id=actor.id,
        written_at=now,
    )
    record(PeopleTold(incident_ref(current), str(current), audience.value), actor_id=actor.id, now=now)
    return telling


@command(records=(UseStoppedForIncident, UseSuspended))
def stop_use_for_incident(actor: Actor, incident: Incident, use: ApprovedUse, *, now: datetime) -> UseStopped:
    """Stop an approved use of the incident's tool, at once. Letting it go on takes two people, as always."""
    actor.must("incidents.stop_use")
    current = locked_incident(incident)
    rules.must_be_open(current.state)
    if current.tool_id != use.tool_id:
        raise rules.use_of_another_tool()
    stop = suspend_use(actor, use, reason=f"Incident {current}", now=now)
    kept = UseStopped.objects.create(incident=current, use=use, suspension=stop)
    told = UseStoppedForIncident(incident_ref(current), use_ref(use), str(current), use.title)
    record(told, actor_id=actor.id, now=now)
    return kept
