"""The worker's loop: gentle when idle, quick when not, and it ends when asked or when it cannot go on."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cast import NOW
from chalkline.jobs import running
from chalkline.jobs.api import run_pending, work_forever
from chalkline.jobs.running import keep_once, run_one, schedule_periodic
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import SpoolKeeper, Told, fact, facts_after, latest_checkpoint, log_size, record


@fact("tests.lamp.lit/1", says="{actor} lit a lamp.")
@dataclass(frozen=True)
class LampLit:
    tool: SubjectRef


def light() -> None:
    with transaction.atomic():
        record(LampLit(SubjectRef("tool", "lamp")), actor_id="system:tests", now=NOW)


def see(told: Told, *, now: datetime) -> None:
    """A reaction to the lamp."""


@pytest.mark.django_db
def test_with_nothing_to_do_nothing_is_written(tmp_path: object) -> None:
    light()
    run_pending(reactions=[("tests.lamp.lit/1", see)], now=NOW)
    seen: dict[str, int] = {}
    schedule_periodic(now=NOW, seen=seen)
    run_pending(now=NOW)
    chores = [SpoolKeeper(tmp_path)]  # type: ignore[arg-type]
    with CaptureQueriesContext(connection) as idle:
        assert not keep_once([("tests.lamp.lit/1", see)], chores, now=NOW)
        schedule_periodic(now=NOW, seen=seen)
        assert run_one("worker", now=NOW) is None
    assert all(query["sql"].startswith("SELECT") for query in idle), [query["sql"] for query in idle]
    assert len(idle) <= 9


@pytest.mark.django_db
def test_one_round_sequences_signs_and_reacts() -> None:
    seen: list[int] = []
    light()
    assert keep_once([("tests.lamp.lit/1", lambda told, *, now: seen.append(told.place))], [], now=NOW)
    assert log_size() == 1 and latest_checkpoint() is not None and seen == [1]


@pytest.mark.django_db
def test_what_reactions_record_is_followed_in_the_same_call() -> None:
    @fact("tests.lamp.seen/1", says="Seen.")
    @dataclass(frozen=True)
    class LampSeen:
        tool: SubjectRef

    def tell(told: Told, *, now: datetime) -> None:
        record(LampSeen(SubjectRef("tool", "lamp")), actor_id="system:tests", now=now)

    light()
    run_pending(reactions=[("tests.lamp.lit/1", tell), ("tests.lamp.seen/1", see)], now=NOW)
    assert [told.kind for told in facts_after(0)] == ["tests.lamp.lit/1", "tests.lamp.seen/1"]


@pytest.mark.django_db(transaction=True)
def test_a_fact_has_its_consequence_within_a_second_and_the_loop_ends_when_asked() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite database is in memory and has one connection; see test_worker.py for files")
    stop, followed = threading.Event(), threading.Event()

    def follow(told: Told, *, now: datetime) -> None:
        followed.set()

    worker = threading.Thread(target=work_forever, args=(stop,), kwargs={"reactions": [("tests.lamp.lit/1", follow)]})
    worker.start()
    try:
        time.sleep(1)
        light()
        assert followed.wait(1.0)
    finally:
        stop.set()
        worker.join(10)
    assert not worker.is_alive()


@pytest.mark.django_db(transaction=True)
def test_a_keeper_that_cannot_go_on_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bool:
        raise DatabaseError("disk I/O error")

    monkeypatch.setattr(running, "keep_once", broken)
    monkeypatch.setattr(running, "run_one", lambda *_, **__: None)
    monkeypatch.setattr(running, "schedule_periodic", lambda **_: None)
    with pytest.raises(RuntimeError, match="could not go on"):
        work_forever(threading.Event(), poll=0.001)
