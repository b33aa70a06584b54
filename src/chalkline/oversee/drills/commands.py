"""Writes of drills: begun, ended."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.drills.events import AlertDrillBegun, AlertDrillEnded, DrillBegun, DrillEnded
from chalkline.oversee.drills.models import Drill
from chalkline.oversee.drills.words import WITHIN, DrillOf, DrillState
from chalkline.oversee.on_call.api import Alert
from chalkline.people.api import Actor, School, command
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.stops.api import Stop, refuse_waiting


@command(records=(DrillBegun,))
def begin_drill(actor: Actor, use: ApprovedUse, *, of: DrillOf = DrillOf.STOP, now: datetime) -> Drill:
    """Begin a drill with a key of this use: the key is stopped, or for it alone the tool or its model. A job runs it.

    Raises Problem("stops.drill_waits") while the stop of an earlier drill of the same thing waits for two people.
    """
    actor.must("drills.run")
    if of in (DrillOf.TOOL, DrillOf.MODEL):
        refuse_waiting(of, subject_of(of, use))
    drill = Drill.objects.create(
        of=of.value, use=use, begun_by_id=actor.id, begun_at=now, state=DrillState.RUNNING.value
    )
    record(DrillBegun(_ref(drill), SubjectRef("use", str(use.pk))), actor_id=actor.id, now=now)
    return drill


def subject_of(of: DrillOf, use: ApprovedUse) -> str:
    """What a drill with this use stops: its tool, or the first model by which it is called ("" where it has none)."""
    if of is DrillOf.TOOL:
        return use.tool.slug
    terms = next((each for each in policy_in_force().terms if each.use_id == str(use.pk)), None)
    return min(terms.models, default="") if terms else ""


@command(records=(), may_change_nothing=True)
def note_stopped(actor: Actor, drill: Drill, stop: Stop, *, now: datetime) -> None:
    """Which stop belongs to a drill, so that two people find it. The stop itself is recorded where it is made."""
    actor.must("drills.measure")
    Drill.objects.filter(pk=drill.pk).update(stopped=stop)


@command(records=(AlertDrillBegun,))
def begin_alert_drill(actor: Actor, *, school: School | None = None, now: datetime) -> Drill:
    """Begin a drill of the way of an alert; a job runs it."""
    actor.must("alerts.drill", school_id=str(school.pk) if school else None)
    drill = Drill.objects.create(
        of=DrillOf.ALERT.value, school=school, begun_by_id=actor.id, begun_at=now, state=DrillState.RUNNING.value
    )
    record(AlertDrillBegun(_ref(drill), str(school.pk) if school else ""), actor_id=actor.id, now=now)
    return drill


@command(records=(AlertDrillEnded,), may_change_nothing=True)
def end_alert_drill(
    actor: Actor,
    drill: Drill,
    alert: Alert | None,
    *,
    node: str = "",
    seconds: float | None,
    was_ready: bool = True,
    now: datetime,
) -> Drill:
    """How it ended. ``seconds`` None: nobody was told, or (``was_ready`` False) the gateway raised nothing."""
    actor.must("drills.measure")
    current = Drill.objects.select_for_update().get(pk=drill.pk)
    if current.state != DrillState.RUNNING:
        return current
    current.state, current.seconds, current.ended_at = _result(seconds, was_ready).value, seconds, now
    current.alert = alert
    current.save(update_fields=["state", "seconds", "ended_at", "alert"])
    told = AlertDrillEnded(
        _ref(current), str(alert.pk) if alert else "", node, current.state, round((seconds or 0) * 10)
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(DrillEnded,), may_change_nothing=True)
def end_drill(actor: Actor, drill: Drill, *, seconds: float | None, was_ready: bool = True, now: datetime) -> Drill:
    """How it ended. ``seconds`` None: the gateway did not obey, or (``was_ready`` False) nothing could be measured."""
    actor.must("drills.measure")
    current = Drill.objects.select_for_update().get(pk=drill.pk)
    if current.state != DrillState.RUNNING:
        return current
    state = _result(seconds, was_ready)
    current.state, current.seconds, current.ended_at = state.value, seconds, now
    current.save(update_fields=["state", "seconds", "ended_at"])
    use = SubjectRef("use", str(current.use_id))
    record(DrillEnded(_ref(current), use, state.value, round((seconds or 0) * 10)), actor_id=actor.id, now=now)
    return current


def _result(seconds: float | None, was_ready: bool) -> DrillState:
    if seconds is None:
        return DrillState.NOT_OBEYED if was_ready else DrillState.NOT_READY
    return DrillState.OBEYED if seconds <= WITHIN else DrillState.LATE


def _ref(drill: Drill) -> SubjectRef:
    return SubjectRef("drill", str(drill.pk))
