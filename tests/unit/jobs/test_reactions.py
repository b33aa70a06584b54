"""Reactions follow each fact once, in order; one that fails does not hold up the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, transaction

from cast import NOW
from chalkline.jobs.api import dead_reactions, react, revive_reaction, run_pending
from chalkline.jobs.models import Cursor, Effect
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import GOVERNANCE, Told, fact, record, sequence

pytestmark = pytest.mark.django_db

followed: list[str] = []
failing: set[int] = set()
busy: list[int] = []


@fact("tests.bell.rung/1", says="{actor} rang {times} times.")
@dataclass(frozen=True)
class BellRung:
    tool: SubjectRef
    times: int


@fact("tests.bell.answered/1", says="{actor} answered {times} times.")
@dataclass(frozen=True)
class BellAnswered:
    tool: SubjectRef
    times: int


def answer(told: Told, *, now: datetime) -> None:
    """Answers with a fact of its own."""
    ring(BellAnswered(SubjectRef("tool", "bell"), told.values["times"]))
    followed.append(f"answer {told.values['times']}")


def listen(told: Told, *, now: datetime) -> None:
    if busy and busy.pop():
        raise OperationalError("database is locked")
    if told.values["times"] in failing:
        ring(BellAnswered(SubjectRef("tool", "bell"), -1))  # must vanish with the failure
        raise ValueError("cannot hear")
    followed.append(f"listen {told.values['times']}")


RUNG = "tests.bell.rung/1"
BOTH = [(RUNG, answer), (RUNG, listen)]


@pytest.fixture(autouse=True)
def _clean() -> None:
    followed.clear()
    failing.clear()
    busy.clear()


def ring(event: object) -> None:
    with transaction.atomic():
        record(event, actor_id="system:tests", now=NOW)


def rung(*times: int) -> None:
    for each in times:
        ring(BellRung(SubjectRef("tool", "bell"), each))
    sequence(GOVERNANCE)


def test_each_reaction_follows_each_fact_once_in_order() -> None:
    rung(1, 2)
    assert react(BOTH, now=NOW) == 2
    assert followed == ["answer 1", "listen 1", "answer 2", "listen 2"]
    assert react(BOTH, now=NOW) == 0
    run_pending(reactions=BOTH, now=NOW)
    assert len(followed) == 4, "the answers are facts too, and nothing follows from them"


def test_a_crash_before_the_cursor_moved_repeats_no_effect() -> None:
    rung(1, 2)
    react(BOTH, now=NOW)
    Cursor.objects.update(place=0)
    react(BOTH, now=NOW)
    assert followed == ["answer 1", "listen 1", "answer 2", "listen 2"]


def test_a_failing_reaction_holds_up_nothing_and_is_tried_again() -> None:
    failing.add(1)
    rung(1, 2)
    react(BOTH, now=NOW)
    assert followed == ["answer 1", "answer 2", "listen 2"]
    react(BOTH, now=NOW + timedelta(seconds=1))
    failing.clear()
    react(BOTH, now=NOW + timedelta(minutes=1))
    assert followed[-1] == "listen 1" and len(followed) == 4
    react(BOTH, now=NOW + timedelta(days=1))
    assert len(followed) == 4


def test_what_a_failing_reaction_had_written_is_gone() -> None:
    failing.add(1)
    rung(1)
    react([(RUNG, listen)], now=NOW)
    assert sequence(GOVERNANCE) == 0 and not Effect.objects.exists()


def test_a_reaction_that_always_fails_ends_on_the_dead_list_and_can_be_revived() -> None:
    failing.add(1)
    rung(1)
    for day in range(10):
        react([(RUNG, listen)], now=NOW + timedelta(days=day))
    [dead] = dead_reactions()
    assert (dead.place, dead.problem) == (1, "ValueError") and dead.reaction.endswith(".listen")
    failing.clear()
    react([(RUNG, listen)], now=NOW + timedelta(days=20))
    assert followed == [], "the dead stay dead until somebody revives them"
    assert revive_reaction(dead.id, now=NOW + timedelta(days=20))
    react([(RUNG, listen)], now=NOW + timedelta(days=20))
    assert followed == ["listen 1"] and not dead_reactions()


def test_a_busy_database_is_waited_for_and_not_counted_as_a_failure() -> None:
    busy.append(1)
    rung(1, 2)
    with pytest.raises(OperationalError):
        react([(RUNG, listen)], now=NOW)
    assert react([(RUNG, listen)], now=NOW) == 2
    assert followed == ["listen 1", "listen 2"] and not dead_reactions()


def test_facts_beyond_one_batch_are_followed_too() -> None:
    rung(*range(7))
    assert [react([(RUNG, listen)], now=NOW, limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert followed == [f"listen {each}" for each in range(7)]


def test_a_fact_that_nothing_follows_from_costs_no_effect_key() -> None:
    rung(1)
    assert react([("tests.bell.answered/1", listen)], now=NOW) == 1
    assert not Effect.objects.exists()
