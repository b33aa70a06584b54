"""Long tasks as people see them: started, moving, done or failed, with what came of them.

Plain functions, for the commands and jobs of later steps: the caller has checked who may start the
task and who may see it (``jobs.see_work``, owner or safekeeper). A command starts the work and
enqueues the job in one transaction; the job begins, advances and finishes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from chalkline.jobs.models import Work
from chalkline.jobs.words import MAY_BECOME, WorkState
from chalkline.kernel.canonical import as_plain
from chalkline.kernel.clock import utc_now

SILENT_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class WorkSeen:
    """One long task. ``total`` is 0 while nobody knows it; ``result`` is what its kind says it is."""

    id: str
    kind: str
    title: str
    owner_id: str
    state: WorkState
    done: int
    total: int
    note: str
    result: dict[str, Any]
    asked_at: datetime
    started_at: datetime | None
    moved_at: datetime
    finished_at: datetime | None

    @property
    def percent(self) -> int | None:
        """0 to 100, or None while the total is unknown."""
        if self.state is WorkState.DONE:
            return 100
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def is_over(self) -> bool:
        """Whether it is done or has failed: a page may stop asking."""
        return self.state in {WorkState.DONE, WorkState.FAILED}

    def is_silent(self, now: datetime) -> bool:
        """Whether it should be moving and has not said so for a while."""
        return not self.is_over and now - self.moved_at > SILENT_AFTER


def start_work(kind: str, title: str, *, owner_id: str, total: int = 0, now: datetime) -> WorkSeen:
    """A new long task, waiting for its job. ``owner_id``: the actor who asked for it."""
    work = Work.objects.create(kind=kind, title=title[:200], owner_id=owner_id, total=total, asked_at=now, moved_at=now)
    return _seen(work)


def begin_work(work_id: str | UUID, *, total: int | None = None, now: datetime) -> WorkSeen:
    """The job has taken it up, perhaps not for the first time: what was counted before is forgotten."""
    changes: dict[str, Any] = {"done": 0, "note": "", "result": {}, "started_at": now, "finished_at": None}
    return _become(work_id, WorkState.RUNNING, now, changes if total is None else {**changes, "total": total})


def advance_work(
    work_id: str | UUID, *, done: int, total: int | None = None, note: str | None = None, now: datetime
) -> None:
    """How far it has come. Says nothing about work that is over. For loops, see Progress."""
    changes: dict[str, Any] = {"done": done, "moved_at": now}
    if total is not None:
        changes["total"] = total
    if note is not None:
        changes["note"] = note[:300]
    open_states = [WorkState.WAITING, WorkState.RUNNING]
    Work.objects.filter(pk=work_id, state__in=open_states).update(state=WorkState.RUNNING, **changes)


def finish_work(
    work_id: str | UUID, *, result: dict[str, Any] | None = None, note: str = "", now: datetime
) -> WorkSeen:
    """It is done. Finishing twice changes nothing."""
    return _become(work_id, WorkState.DONE, now, {"result": as_plain(result or {}), "note": note[:300]})


def fail_work(work_id: str | UUID, *, note: str, result: dict[str, Any] | None = None, now: datetime) -> WorkSeen:
    """It ended without what it was for. ``note`` says why, in words for the person who waits."""
    return _become(work_id, WorkState.FAILED, now, {"result": as_plain(result or {}), "note": note[:300]})


def work_by_id(work_id: str | UUID) -> WorkSeen | None:
    """One long task, or None."""
    try:
        work = Work.objects.filter(pk=work_id).first()
    except ValidationError:
        return None
    return _seen(work) if work else None


def works_of(owner_id: str, *, limit: int = 25) -> list[WorkSeen]:
    """What one person asked for, newest first."""
    return [_seen(work) for work in Work.objects.filter(owner_id=owner_id)[:limit]]


def recent_work(*, limit: int = 25) -> list[WorkSeen]:
    """What anybody asked for, newest first: for those who may see it all."""
    return [_seen(work) for work in Work.objects.all()[:limit]]


class Progress:
    """Tells how far a loop has come, at most twice a second, however often it is called::

    progress = Progress(work_id)
    for number, row in enumerate(rows, 1):
        ...
        progress(number)

    Call it outside the transaction that writes the rows: inside, nobody else would see it move.
    """

    def __init__(self, work_id: str | UUID, *, every: float = 0.5) -> None:
        self.work_id = work_id
        self.every = every
        self._last = -every

    def __call__(self, done: int, *, total: int | None = None, note: str | None = None) -> None:
        if monotonic() - self._last < self.every:
            return
        self._last = monotonic()
        advance_work(self.work_id, done=done, total=total, note=note, now=utc_now())


def _become(work_id: str | UUID, state: WorkState, now: datetime, changes: dict[str, Any]) -> WorkSeen:
    with transaction.atomic():
        work = Work.objects.select_for_update().get(pk=work_id)
        if state in MAY_BECOME[WorkState(work.state)]:
            for name, value in {**changes, "state": state, "moved_at": now}.items():
                setattr(work, name, value)
            work.finished_at = None if state is WorkState.RUNNING else now
            work.save()
    return _seen(work)


def _seen(work: Work) -> WorkSeen:
    return WorkSeen(
        id=str(work.id),
        kind=work.kind,
        title=work.title,
        owner_id=work.owner_id,
        state=WorkState(work.state),
        done=work.done,
        total=work.total,
        note=work.note,
        result=work.result,
        asked_at=work.asked_at,
        started_at=work.started_at,
        moved_at=work.moved_at,
        finished_at=work.finished_at,
    )
