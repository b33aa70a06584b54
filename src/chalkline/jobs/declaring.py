"""Declaring jobs.

A job is a module-level function in a domain's ``jobs.py`` that takes keyword arguments, which must
be plain JSON values, and ``now``::

    @job(name="discover.read_source", attempts=3)
    def read_source(*, source_id: str, work_id: str, now: datetime) -> None: ...

    read_source.enqueue(source_id=str(source.id), work_id=str(work.id), key=f"read:{source.id}", now=now)

Enqueued inside a transaction, it exists only if that transaction commits. It runs at least once; what
must not happen twice stands under an effect key (effects.py). Its name is kept in the queue, so a
function may be renamed or moved, its job's name may not.

An argument called ``work_id`` names the work this job does: if the job dies, the work is shown as
failed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalkline.jobs.queueing import ask

JOBS: dict[str, Job] = {}


@dataclass(frozen=True)
class Job:
    """A declared job. Calling it runs the function at once, as tests of the function do."""

    name: str
    function: Callable[..., None]
    attempts: int
    every: timedelta | None

    def __call__(self, **arguments: Any) -> None:
        self.function(**arguments)

    def enqueue(self, *, now: datetime, key: str = "", after: datetime | None = None, **arguments: Any) -> str:
        """Ask for a run, not before ``after``; returns its id.

        The same ``key`` again asks for nothing new, as long as the first run is kept: a month after its end.
        Raises TypeError when the arguments are not those of the function.
        """
        inspect.signature(self.function).bind(now=now, **arguments)
        return ask(self.name, arguments, key=key, after=after, now=now)


def job(*, name: str, attempts: int = 5, every: timedelta | None = None) -> Callable[[Callable[..., None]], Job]:
    """Declare a job. ``every``: runs by itself once in each such period, with no arguments but ``now``."""

    def declare(function: Callable[..., None]) -> Job:
        known = JOBS.get(name)
        if known and (known.function.__module__, known.function.__qualname__) != (
            function.__module__,
            function.__qualname__,
        ):
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = Job(name, function, attempts, every)
        return JOBS[name]

    return declare
