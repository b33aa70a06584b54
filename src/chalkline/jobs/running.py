"""Doing what was asked: the worker of `chalkline jobs`, and one round of it for tests and terminals.

One process does it all, on two threads, so that a long job never holds up the log: the *keeper* gives
facts their place, signs checkpoints, lets reactions follow and takes over what the gateway recorded;
the *runner* runs jobs one after the other. With nothing to do, neither writes. Several such processes
may run at once on PostgreSQL; locks and effect keys keep them apart.
"""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import close_old_connections, connection

from chalkline.jobs import queueing
from chalkline.jobs.declaring import JOBS
from chalkline.jobs.queueing import Taken
from chalkline.jobs.reacting import Reaction, is_busy, react
from chalkline.jobs.rules import delay_after, slot_of
from chalkline.jobs.work import fail_work, work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.ids import new_code
from chalkline.kernel.problem import Kind, Problem
from chalkline.ledger.api import LOGS, sequence, settle, sign

POLL = 0.3
RENEW_EVERY = timedelta(seconds=30)
GIVE_UP_AFTER = 20  # failures of the keeper in a row: then stop, and let the supervisor start anew

Chore = Callable[[datetime], int]

logger = logging.getLogger("chalkline.jobs")


@dataclass(frozen=True)
class Ran:
    """What one round of work did."""

    jobs: int = 0
    failed: int = 0
    facts: int = 0


def work_forever(
    stop: Event, *, reactions: Sequence[Reaction] = (), chores: Sequence[Chore] = (), poll: float = POLL
) -> None:
    """Work until ``stop`` is set. Raises RuntimeError when the keeper cannot go on.

    ``chores``: what the keeper also does each round, given the time; each returns how much it did.
    """
    worker = f"worker-{new_code(12)}"
    failed = Event()
    keeper = Thread(target=_keep, args=(stop, failed, worker, reactions, chores, poll), name="keeper", daemon=True)
    keeper.start()
    busy_for = 0
    while not stop.is_set():
        _let_go_of_old_connections()
        try:
            schedule_periodic(now=utc_now())
            busy = run_one(worker, now=utc_now()) is not None
            busy_for = 0
        except Exception as error:
            connection.close()
            if not is_busy(error):
                logger.exception("The runner of jobs failed")
            busy, busy_for = False, min(busy_for + 1, 20)
        if not busy:
            stop.wait(poll * (1 + busy_for))
    keeper.join(timeout=30)
    connection.close()
    if failed.is_set():
        raise RuntimeError("the keeper of the log could not go on; see the log above")


def run_pending(
    *,
    reactions: Sequence[Reaction] = (),
    chores: Sequence[Chore] = (),
    now: datetime | None = None,
    rounds: int = 100,
) -> Ran:
    """Do chores, sequence, react and run jobs until nothing is due. For tests, imports and the terminal."""
    worker = f"once-{new_code(12)}"
    total = Ran()
    for _ in range(rounds):
        at = now or utc_now()
        chored = sum(chore(at) for chore in chores)
        settle(now=at)
        facts = react(reactions, now=at)
        done = failed = 0
        while (ended := run_one(worker, now=at)) is not None:
            done, failed = done + 1, failed + (not ended)
        total = Ran(total.jobs + done, total.failed + failed, total.facts + facts)
        if not facts and not done and not chored:
            return total
    return total


def schedule_periodic(*, now: datetime, seen: dict[str, int] | None = None) -> None:
    """Ask for each periodic job once in each of its periods."""
    known = _slots if seen is None else seen
    for name, each in JOBS.items():
        if each.every is None:
            continue
        slot = slot_of(now, each.every)
        if known.get(name) != slot:
            each.enqueue(now=now, key=f"every:{name}:{slot}")
            known[name] = slot


_slots: dict[str, int] = {}  # what this process has asked for already, to spare the database the question


def run_one(worker: str, *, now: datetime) -> bool | None:
    """Run the next job that is due. True: it succeeded; False: it failed; None: nothing was due."""
    taken = queueing.take(worker, now=now)
    if taken is None:
        return None
    known = JOBS.get(taken.job)
    if known is None:
        _bury(taken, worker, now, "no such job in this version", "")
        return False
    if taken.attempts > known.attempts:
        _bury(taken, worker, now, "its worker died each time", "")
        return False
    try:
        known.function(now=now, **taken.arguments)
    except Exception as error:
        _fail(taken, worker, error, attempts=known.attempts, now=now)
        return False
    queueing.succeed(taken, worker, now=now)
    return True


def _fail(taken: Taken, worker: str, error: Exception, *, attempts: int, now: datetime) -> None:
    logger.error("The job %s (%s) failed on attempt %d", taken.job, taken.id, taken.attempts, exc_info=error)
    problem = f"{type(error).__name__}: {error.code}" if isinstance(error, Problem) else type(error).__name__
    if taken.attempts >= attempts or _is_final(error):
        trace = "".join(traceback.format_exception(error))
        note = str(error) if isinstance(error, Problem) else ""
        _bury(taken, worker, now, problem, trace, note=note)
        return
    after = now + delay_after(taken.attempts, random.random())  # noqa: S311  (spreads retries; guards nothing)
    queueing.try_again(taken, worker, after=after, problem=problem)


def _is_final(error: Exception) -> bool:
    """A Problem that trying again cannot change: somebody has to do something first."""
    return isinstance(error, Problem) and error.kind not in {Kind.UNAVAILABLE, Kind.CONFLICT}


def _bury(taken: Taken, worker: str, now: datetime, problem: str, trace: str, *, note: str = "") -> None:
    queueing.bury(taken, worker, now=now, problem=problem, trace=trace)
    work_id = taken.arguments.get("work_id")
    work = work_by_id(work_id) if work_id else None
    if work and not work.is_over:
        fail_work(work.id, note=note or "This could not be finished. The technology staff can see why.", now=now)


def _let_go_of_old_connections() -> None:
    """What Django does after each request. Not on SQLite: opening the file anew each time is work, and writes."""
    if connection.vendor != "sqlite":
        close_old_connections()


def _keep(
    stop: Event, failed: Event, worker: str, reactions: Sequence[Reaction], chores: Sequence[Chore], poll: float
) -> None:
    """The keeper's loop. Sets ``failed`` and ``stop`` when it cannot go on."""
    failures, renewed = 0, utc_now()
    while not stop.is_set():
        _let_go_of_old_connections()
        try:
            busy = keep_once(reactions, chores, now=utc_now())
            if utc_now() - renewed > RENEW_EVERY:
                queueing.renew(worker, now=utc_now())
                queueing.release_lapsed(now=utc_now())
                renewed = utc_now()
            failures = 0
        except Exception:
            connection.close()
            failures, busy = failures + 1, False
            logger.exception("The keeper of the log failed %d times in a row", failures)
            if failures >= GIVE_UP_AFTER:
                failed.set()
                stop.set()
        if not busy:
            stop.wait(poll * (1 + failures))
    connection.close()


def keep_once(reactions: Sequence[Reaction], chores: Sequence[Chore], *, now: datetime) -> bool:
    """One round of the keeper; whether there may be more to do at once."""
    moved = sum(sequence(log) for log in LOGS)
    for log in LOGS:
        sign(log, now=now)
    moved += react(reactions, now=now)
    return bool(moved + sum(chore(now) for chore in chores))
