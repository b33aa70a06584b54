"""When to try again, and when a periodic job is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalkline.jobs.rules import FIRST_DELAY, LONGEST_DELAY, delay_after, slot_of

instants = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
periods = st.timedeltas(timedelta(seconds=1), timedelta(days=40))


@given(st.integers(0, 1000), st.floats(0, 1))
def test_delays_are_neither_too_short_nor_too_long(attempts: int, chance: float) -> None:
    assert FIRST_DELAY / 2 <= delay_after(attempts, chance) <= LONGEST_DELAY * 1.5


@given(st.integers(1, 20), st.floats(0, 1))
def test_delays_grow_until_they_are_the_longest(attempts: int, chance: float) -> None:
    now, then = delay_after(attempts, chance), delay_after(attempts + 1, chance)
    assert then > now or now == then == LONGEST_DELAY * (0.5 + chance)


@given(instants, periods)
def test_a_period_has_one_slot_and_the_next_has_the_next(now: datetime, every: timedelta) -> None:
    assert slot_of(now + every, every) == slot_of(now, every) + 1
    assert slot_of(now, every) <= slot_of(now + every / 2, every) <= slot_of(now, every) + 1
