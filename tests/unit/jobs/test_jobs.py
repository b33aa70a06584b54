"""Jobs run after their transaction, again when they fail, and their effects happen once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from cast import NOW
from chalkline.jobs import queueing
from chalkline.jobs.api import (
    JOBS,
    WorkState,
    begin_work,
    dead_runs,
    effect,
    has_happened,
    job,
    revive,
    run_pending,
    start_work,
    waiting_runs,
    work_by_id,
)
from chalkline.jobs.models import Run
from chalkline.jobs.running import run_one, schedule_periodic
from chalkline.kernel.problem import Kind, Problem

pytestmark = pytest.mark.django_db

seen: list[str] = []
trouble: list[Exception] = []


@job(name="tests.note", attempts=3)
def note(*, word: str, now: datetime) -> None:
    """Writes a word down, or fails as it was told to."""
    if trouble:
        raise trouble.pop(0)
    seen.append(word)


@job(name="tests.note_once")
def note_once(*, word: str, now: datetime) -> None:
    with effect(f"noted:{word}", now=now) as first:
        if first:
            seen.append(word)


@job(name="tests.read_file", attempts=1)
def read_file(*, work_id: str, now: datetime) -> None:
    begin_work(work_id, total=3, now=now)
    raise trouble.pop(0)


@pytest.fixture(autouse=True)
def _clean() -> Iterator[None]:
    seen.clear()
    trouble.clear()
    yield
    for name in [name for name in JOBS if name.startswith("tests.every")]:
        del JOBS[name]


def test_a_job_runs_with_its_arguments() -> None:
    note.enqueue(word="one", now=NOW)
    note.enqueue(word="two", now=NOW)
    assert run_pending(now=NOW).jobs == 2
    assert seen == ["one", "two"]
    assert run_pending(now=NOW).jobs == 0


def test_a_job_of_a_rolled_back_change_never_runs() -> None:
    with transaction.atomic():
        note.enqueue(word="never", now=NOW)
        transaction.set_rollback(True)
    run_pending(now=NOW)
    assert seen == []


def test_a_job_waits_for_its_time() -> None:
    note.enqueue(word="later", after=NOW + timedelta(hours=1), now=NOW)
    run_pending(now=NOW)
    assert seen == []
    run_pending(now=NOW + timedelta(hours=1))
    assert seen == ["later"]


def test_the_same_key_asks_once() -> None:
    first = note.enqueue(word="one", key="k", now=NOW)
    assert note.enqueue(word="one", key="k", now=NOW) == first
    run_pending(now=NOW)
    assert note.enqueue(word="one", key="k", now=NOW) == first, "a key stays taken after its run"
    run_pending(now=NOW)
    assert seen == ["one"]


def test_a_job_that_fails_is_tried_again_later_and_then_succeeds() -> None:
    trouble.append(RuntimeError("upstream hiccup"))
    note.enqueue(word="second time", now=NOW)
    assert run_pending(now=NOW).failed == 1
    assert run_pending(now=NOW).jobs == 0, "not before its delay"
    assert run_pending(now=NOW + timedelta(seconds=8)).failed == 0
    assert seen == ["second time"] and not dead_runs()


def test_a_job_that_always_fails_ends_on_the_dead_list_and_can_be_revived() -> None:
    run_id = note.enqueue(word="in the end", now=NOW)
    trouble.extend(RuntimeError("secret detail") for _ in range(3))
    for day in range(5):
        run_pending(now=NOW + timedelta(days=day))
    [dead] = dead_runs()
    assert (dead.id, dead.job, dead.attempts, dead.problem) == (run_id, "tests.note", 3, "RuntimeError")
    assert revive(run_id, now=NOW + timedelta(days=6))
    assert not revive(run_id, now=NOW + timedelta(days=6))
    run_pending(now=NOW + timedelta(days=6))
    assert seen == ["in the end"] and not dead_runs()


def test_what_trying_again_cannot_change_is_not_tried_again() -> None:
    trouble.append(Problem("files.empty", what="It is empty.", why="No rows.", next_step="Export it again."))
    note.enqueue(word="x", now=NOW)
    run_pending(now=NOW)
    assert [dead.problem for dead in dead_runs()] == ["Problem: files.empty"]


def test_a_problem_of_the_moment_is_tried_again() -> None:
    trouble.append(Problem("models.away", what="Away.", why="Down.", next_step="Wait.", kind=Kind.UNAVAILABLE))
    note.enqueue(word="x", now=NOW)
    run_pending(now=NOW)
    run_pending(now=NOW + timedelta(minutes=1))
    assert seen == ["x"]


def test_a_job_of_another_version_is_kept_on_the_dead_list() -> None:
    queueing.ask("tests.gone", {}, key="", after=None, now=NOW)
    run_pending(now=NOW)
    assert [dead.problem for dead in dead_runs()] == ["no such job in this version"]


@pytest.mark.parametrize("arguments", [{}, {"word": "a", "more": 1}, {"words": "a"}])
def test_wrong_arguments_are_refused_when_asking(arguments: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        note.enqueue(now=NOW, **arguments)
    assert waiting_runs() == 0


def test_arguments_arrive_as_plain_values() -> None:
    identity = uuid4()
    note.enqueue(word=identity, now=NOW)
    run_pending(now=NOW)
    assert seen == [str(identity)]


def test_an_effect_happens_once_though_its_job_runs_twice() -> None:
    for _ in range(2):
        note_once.enqueue(word="mail", now=NOW)
    run_pending(now=NOW)
    assert seen == ["mail"] and has_happened("noted:mail")


def test_an_effect_that_is_rolled_back_leaves_no_key() -> None:
    with effect("half", now=NOW) as first:
        assert first
        transaction.set_rollback(True)
    assert not has_happened("half")
    with effect("half", now=NOW) as first:
        assert first


def test_a_run_whose_worker_died_is_taken_again_when_its_lease_lapses() -> None:
    note.enqueue(word="again", now=NOW)
    assert queueing.take("worker that dies", now=NOW)
    assert run_one("other", now=NOW) is None
    queueing.release_lapsed(now=NOW + timedelta(minutes=1))
    assert run_one("other", now=NOW + timedelta(minutes=1)) is None, "its lease has not lapsed"
    queueing.release_lapsed(now=NOW + timedelta(minutes=3))
    assert run_one("other", now=NOW + timedelta(minutes=3)) is True
    assert seen == ["again"]


def test_a_lease_is_renewed_while_its_worker_lives() -> None:
    note.enqueue(word="long", now=NOW)
    queueing.take("worker", now=NOW)
    queueing.renew("worker", now=NOW + timedelta(minutes=1))
    assert queueing.release_lapsed(now=NOW + timedelta(minutes=2, seconds=30)) == 0


def test_a_worker_that_comes_back_from_the_dead_changes_nothing() -> None:
    note.enqueue(word="x", now=NOW)
    late = queueing.take("slow", now=NOW)
    assert late
    queueing.release_lapsed(now=NOW + timedelta(minutes=3))
    taken = queueing.take("other", now=NOW + timedelta(minutes=3))
    assert taken
    queueing.bury(late, "slow", now=NOW + timedelta(minutes=4), problem="late", trace="")
    assert not dead_runs()
    queueing.succeed(taken, "other", now=NOW + timedelta(minutes=4))
    assert Run.objects.get().finished_at == NOW + timedelta(minutes=4)


def test_a_run_that_kills_its_worker_each_time_is_not_tried_for_ever() -> None:
    note.enqueue(word="bomb", now=NOW)
    at = NOW
    for _ in range(3):
        assert queueing.take("victim", now=at)
        at += timedelta(minutes=3)
        queueing.release_lapsed(now=at)
    assert run_one("victim", now=at) is False
    assert [dead.problem for dead in dead_runs()] == ["its worker died each time"] and seen == []


def test_a_periodic_job_runs_once_in_each_period() -> None:
    @job(name="tests.every_hour", every=timedelta(hours=1))
    def hourly(*, now: datetime) -> None:
        seen.append(now.isoformat())

    start = NOW.replace(minute=0)
    for minutes in [0, 1, 59, 60, 61, 200]:
        at = start + timedelta(minutes=minutes)
        schedule_periodic(now=at, seen={})  # as several processes would, each not knowing of the others
        schedule_periodic(now=at, seen={})
        run_pending(now=at)
    assert seen == [(start + timedelta(minutes=minutes)).isoformat() for minutes in (0, 60, 200)]


def test_work_whose_job_dies_is_shown_as_failed_with_words() -> None:
    work = start_work("tests", "Reading a file", owner_id="p1", now=NOW)
    trouble.append(Problem("files.empty", what="The file is empty.", why="No rows.", next_step="Export it again."))
    read_file.enqueue(work_id=work.id, now=NOW)
    run_pending(now=NOW)
    ended = work_by_id(work.id)
    assert ended and ended.state is WorkState.FAILED and ended.is_over
    assert ended.note.startswith("The file is empty.")
    other = start_work("tests", "Reading a file", owner_id="p1", now=NOW)
    trouble.append(RuntimeError("a stack trace nobody should see"))
    read_file.enqueue(work_id=other.id, now=NOW)
    run_pending(now=NOW)
    ended = work_by_id(other.id)
    assert ended and ended.state is WorkState.FAILED and "stack trace" not in ended.note


def test_two_jobs_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="two jobs are called"):

        @job(name="tests.note")
        def another(*, now: datetime) -> None: ...


def test_old_runs_are_forgotten_and_dead_ones_are_not() -> None:
    note.enqueue(word="done", now=NOW)
    run_pending(now=NOW)
    dead = queueing.ask("tests.gone", {}, key="", after=None, now=NOW)
    run_pending(now=NOW)
    JOBS["jobs.forget_finished"](now=NOW + timedelta(days=31))
    assert [run.id for run in Run.objects.all()] == [UUID(dead)]
