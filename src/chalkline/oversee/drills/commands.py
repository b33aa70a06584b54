"""Writes of drills: begun, ended."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.drills.events import DrillBegun, DrillEnded
from chalkline.oversee.drills.models import Drill
from chalkline.oversee.drills.words import WITHIN, DrillState
from chalkline.people.api import Actor, command


@command(records=(DrillBegun,))
def begin_drill(actor: Actor, use: ApprovedUse, *, now: datetime) -> Drill:
    """Begin a drill with a key of this use; a job runs it."""
    actor.must("drills.run")
    drill = Drill.objects.create(use=use, begun_by_id=actor.id, begun_at=now, state=DrillState.RUNNING.value)
    record(DrillBegun(_ref(drill), SubjectRef("use", str(use.pk))), actor_id=actor.id, now=now)
    return drill


@command(records=(DrillEnded,), may_change_nothing=True)
def end_drill(actor: Actor, drill: Drill, *, seconds: float | None, was_ready: bool = True, now: datetime) -> Drill:
    """How it ended. ``seconds`` None: the gateway did not obey, or (``was_ready`` False) nothing could be measured."""
    actor.must("drills.measure")
    current = Drill.objects.select_for_update().get(pk=drill.pk)
    if current.state != DrillState.RUNNING:
        return current
    if seconds is None:
        state = DrillState.NOT_OBEYED if was_ready else DrillState.NOT_READY
    else:
        state = DrillState.OBEYED if seconds <= WITHIN else DrillState.LATE
    current.state, current.seconds, current.ended_at = state.value, seconds, now
    current.save(update_fields=["state", "seconds", "ended_at"])
    use = SubjectRef("use", str(current.use_id))
    record(DrillEnded(_ref(current), use, state.value, round((seconds or 0) * 10)), actor_id=actor.id, now=now)
    return current


def _ref(drill: Drill) -> SubjectRef:
    return SubjectRef("drill", str(drill.pk))
