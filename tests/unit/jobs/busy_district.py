"""Processes for test_worker.py: ``migrate``, ``write NUMBER COUNT``, ``work``.

A writer records facts and asks for jobs, and prints each number once its transaction has committed. Each
job and each reaction has one effect: a fact of its own.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalkline.kernel.sqlite import use_fixed_sqlite

use_fixed_sqlite()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkline.project.settings")

import django  # noqa: E402  (the environment comes first)

django.setup()

from django.db import transaction  # noqa: E402

from chalkline.jobs import queueing, running  # noqa: E402
from chalkline.jobs.api import effect, job, work_forever  # noqa: E402
from chalkline.kernel.clock import utc_now  # noqa: E402
from chalkline.kernel.subjects import SubjectRef  # noqa: E402
from chalkline.ledger.api import Told, fact, record  # noqa: E402
from migrated import make_tables  # noqa: E402

TOOL = SubjectRef("tool", "bell")


@fact("busy.bell.rung/1", says="{actor} rang {number}.")
@dataclass(frozen=True)
class Rung:
    tool: SubjectRef
    number: int


@fact("busy.bell.heard/1", says="{actor} heard {number}.")
@dataclass(frozen=True)
class Heard:
    tool: SubjectRef
    number: int


@fact("busy.bell.answered/1", says="{actor} answered {number}.")
@dataclass(frozen=True)
class Answered:
    tool: SubjectRef
    number: int


@job(name="busy.answer", attempts=50)
def answer(*, number: int, now: datetime) -> None:
    with effect(f"answered:{number}", now=now) as first:
        if first:
            record(Answered(TOOL, number), actor_id="system:job", now=now)


def hear(told: Told, *, now: datetime) -> None:
    record(Heard(TOOL, told.values["number"]), actor_id="system:reaction", now=now)


def write(start: int, count: int) -> None:
    for number in range(start, start + count):
        with transaction.atomic():
            record(Rung(TOOL, number), actor_id="system:writer", now=utc_now())
            answer.enqueue(number=number, now=utc_now())
        print(number, flush=True)


def work() -> None:
    queueing.LEASE = timedelta(seconds=2)
    running.RENEW_EVERY = timedelta(seconds=0.5)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    work_forever(stop, reactions=[("busy.bell.rung/1", hear)], poll=0.05)


if __name__ == "__main__":
    if sys.argv[1] == "migrate":
        make_tables()
    elif sys.argv[1] == "write":
        write(int(sys.argv[2]), int(sys.argv[3]))
    else:
        work()
