"""The queue: asking for runs, taking them, and what becomes of them. The only user of django-tasks.

django-tasks keeps the row and its status; it knows no retries, no leases and no keys. So each queued
task has a Run beside it, written in the same transaction. A taken run is leased: when the worker dies
the lease runs out and the run is taken again, until its attempts are used up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, get_date_max

from chalkline.jobs.models import Run
from chalkline.kernel.canonical import as_plain

LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Taken:
    """A run that this worker has taken."""

    id: UUID
    job: str
    arguments: dict[str, Any]
    attempts: int


@task()
def run_job(name: str, arguments: dict[str, Any]) -> None:
    """The one task django-tasks knows. It is a name in the queue; `chalkline jobs` runs what it means."""
    raise RuntimeError(f"{name} was started by another worker than `chalkline jobs`")


def ask(name: str, arguments: dict[str, Any], *, key: str, after: datetime | None, now: datetime) -> str:
    """Queue a run in the present transaction; returns its id, or that of the run with the same key."""
    known = Run.objects.filter(key=key).first() if key else None
    if known:
        return str(known.id)
    try:
        with transaction.atomic():
            queued = run_job.using(run_after=after).enqueue(name, as_plain(arguments))
            Run.objects.create(id=queued.id, job=name, key=key or None, asked_at=now)
    except IntegrityError:
        return str(Run.objects.get(key=key).id)
    return str(queued.id)


def take(worker: str, *, now: datetime) -> Taken | None:
    """Take the next run that is due, with a lease. Writes nothing when none is."""
    if not _due(now).exists():
        return None
    with transaction.atomic():
        queued = _due(now).select_for_update(skip_locked=True).first()
        if queued is None:
            return None
        queued.claim(worker)
        Run.objects.filter(pk=queued.id).update(
            worker=worker, leased_until=now + LEASE, attempts=F("attempts") + 1, finished_at=None, dead_at=None
        )
        run = Run.objects.get(pk=queued.id)
    name, arguments = queued.args_kwargs["args"]
    return Taken(run.id, name, arguments, run.attempts)


def renew(worker: str, *, now: datetime) -> None:
    """Keep what this worker has taken for another while."""
    Run.objects.filter(worker=worker, finished_at=None, leased_until__isnull=False).update(leased_until=now + LEASE)


def release_lapsed(*, now: datetime) -> int:
    """Make runs whose worker fell silent due again; returns how many."""
    lapsed = Run.objects.filter(leased_until__lt=now, finished_at=None, dead_at=None)
    if not lapsed.exists():
        return 0
    with transaction.atomic():
        ids = [run.id for run in lapsed.select_for_update(skip_locked=True)]
        Run.objects.filter(pk__in=ids).update(leased_until=None, worker="")
        _queue().filter(pk__in=ids, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.READY, run_after=now
        )
    return len(ids)


def succeed(taken: Taken, worker: str, *, now: datetime) -> None:
    """The run is done."""
    with transaction.atomic():
        if _close(taken, worker, finished_at=now, problem=""):
            _queue().filter(pk=taken.id).update(status=TaskResultStatus.SUCCESSFUL, finished_at=now)


def try_again(taken: Taken, worker: str, *, after: datetime, problem: str) -> None:
    """The run failed and is due again later."""
    with transaction.atomic():
        if _close(taken, worker, problem=problem):
            _queue().filter(pk=taken.id).update(status=TaskResultStatus.READY, run_after=after)


def bury(taken: Taken, worker: str, *, now: datetime, problem: str, trace: str) -> None:
    """The run failed for good: onto the dead list, until a person revives it."""
    with transaction.atomic():
        if _close(taken, worker, finished_at=now, dead_at=now, problem=problem):
            _queue().filter(pk=taken.id).update(
                status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=problem[:200], traceback=trace
            )


def revive(run_id: str, *, now: datetime) -> bool:
    """Take a run off the dead list, with all its attempts anew. False when it is not on it."""
    with transaction.atomic():
        revived = Run.objects.filter(pk=run_id, dead_at__isnull=False).update(
            dead_at=None, finished_at=None, attempts=0
        )
        if revived:
            _queue().filter(pk=run_id).update(status=TaskResultStatus.READY, run_after=now, finished_at=None)
    return bool(revived)


def forget_finished(*, before: datetime) -> int:
    """Remove runs that were done before a time, from the queue too. The dead stay."""
    done = Run.objects.filter(finished_at__lt=before, dead_at=None)
    with transaction.atomic():
        ids = list(done.values_list("pk", flat=True)[:1000])
        _queue().filter(pk__in=ids).delete()
        Run.objects.filter(pk__in=ids).delete()
    return len(ids)


def _close(taken: Taken, worker: str, **changes: Any) -> bool:
    """Give the lease back. False when it had lapsed and another worker holds the run now."""
    held = Run.objects.filter(pk=taken.id, worker=worker, attempts=taken.attempts)
    return bool(held.update(worker="", leased_until=None, **changes))


def _due(now: datetime) -> QuerySet[DBTaskResult[Any, Any]]:
    # "No time set" is a day in the year 9999 there; those come after what has one, so put neither first.
    return (
        _queue()
        .filter(status=TaskResultStatus.READY)
        .filter(Q(run_after=get_date_max()) | Q(run_after__lte=now))
        .order_by("-priority", "enqueued_at", "id")
    )


def _queue() -> QuerySet[DBTaskResult[Any, Any]]:
    return DBTaskResult.objects.filter(task_path=run_job.module_path)
