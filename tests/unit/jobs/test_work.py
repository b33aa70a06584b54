"""Long tasks as people see them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import NOW
from chalkline.jobs.api import (
    Progress,
    WorkState,
    advance_work,
    begin_work,
    fail_work,
    finish_work,
    recent_work,
    start_work,
    work_by_id,
    works_of,
)
from chalkline.jobs.models import Work

pytestmark = pytest.mark.django_db


def test_work_from_start_to_finish() -> None:
    work = start_work("discover.import", "Reading proxy.csv", owner_id="dana", now=NOW)
    assert (work.state, work.percent, work.started_at) == (WorkState.WAITING, None, None)
    begin_work(work.id, total=200, now=NOW)
    advance_work(work.id, done=50, note="50 rows read", now=NOW + timedelta(seconds=1))
    half = work_by_id(work.id)
    assert half and (half.state, half.percent, half.note) == (WorkState.RUNNING, 25, "50 rows read")
    done = finish_work(work.id, result={"rows": 200}, now=NOW + timedelta(seconds=9))
    assert (done.state, done.percent, done.result, done.finished_at) == (
        WorkState.DONE,
        100,
        {"rows": 200},
        NOW + timedelta(seconds=9),
    )


def test_finished_work_stays_as_it_ended() -> None:
    work = start_work("k", "t", owner_id="dana", now=NOW)
    finish_work(work.id, result={"n": 1}, now=NOW)
    fail_work(work.id, note="too late", now=NOW)
    advance_work(work.id, done=7, now=NOW)
    begin_work(work.id, now=NOW)
    kept = work_by_id(work.id)
    assert kept and (kept.state, kept.result, kept.done, kept.note) == (WorkState.DONE, {"n": 1}, 0, "")


def test_failed_work_can_be_taken_up_again() -> None:
    work = start_work("k", "t", owner_id="dana", now=NOW)
    fail_work(work.id, note="The disk was full.", now=NOW)
    again = begin_work(work.id, now=NOW)
    assert (again.state, again.note, again.finished_at) == (WorkState.RUNNING, "", None)


def test_each_sees_their_own_newest_first() -> None:
    ids = [start_work("k", str(n), owner_id="dana", now=NOW + timedelta(minutes=n)).id for n in range(3)]
    other = start_work("k", "x", owner_id="priya", now=NOW + timedelta(hours=1)).id
    assert [work.id for work in works_of("dana")] == ids[::-1]
    assert [work.id for work in recent_work(limit=2)] == [other, ids[2]]
    assert work_by_id("no-such-id") is None


def test_more_than_the_total_is_still_no_more_than_everything() -> None:
    work = start_work("k", "t", owner_id="dana", total=3, now=NOW)
    advance_work(work.id, done=9, now=NOW)
    seen = work_by_id(work.id)
    assert seen and seen.percent == 100


def test_work_that_falls_silent_can_be_told() -> None:
    work = begin_work(start_work("k", "t", owner_id="dana", now=NOW).id, now=NOW)
    assert not work.is_silent(NOW + timedelta(minutes=4))
    assert work.is_silent(NOW + timedelta(minutes=6))


def test_progress_tells_seldom_however_often_it_is_called() -> None:
    work = start_work("k", "t", owner_id="dana", total=10_000, now=NOW)
    progress = Progress(work.id, every=3600)
    for number in range(1, 10_001):
        progress(number)
    assert Work.objects.get().done == 1
