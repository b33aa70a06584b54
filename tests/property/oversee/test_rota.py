"""Somebody is responsible at every minute, whatever a rota says."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalkline.oversee.on_call.rules import chain, next_after, on_duty, responsible
from chalkline.oversee.on_call.words import RotaFacts, Shift

PEOPLE = st.sampled_from(["ann", "ben", "cam", "dee"])
TIMES = st.times(min_value=time(0, 0), max_value=time(23, 58)).map(lambda at: at.replace(second=0, microsecond=0))
SHIFTS = st.builds(Shift, PEOPLE, st.frozensets(st.integers(0, 6)), TIMES, TIMES)
ZONES = st.sampled_from(["America/Chicago", "America/Phoenix", "Pacific/Honolulu", "UTC"])
MOMENTS = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
ROTAS = st.builds(
    RotaFacts,
    st.lists(SHIFTS, max_size=5).map(tuple),
    PEOPLE,
    ZONES,
    st.frozensets(st.dates(date(2025, 1, 1), date(2029, 12, 31)), max_size=5),
)


@given(ROTAS, MOMENTS)
def test_somebody_is_responsible_at_every_moment(rota: RotaFacts, at: datetime) -> None:
    order = chain(rota, at)
    assert order and order[-1] == rota.fallback_id and len(set(order)) == len(order)
    assert responsible(rota, at) == order[0]
    assert set(order) - {rota.fallback_id} <= set(on_duty(rota, at))


@given(ROTAS, MOMENTS, PEOPLE)
def test_passing_on_comes_to_the_fallback_and_stays_there(rota: RotaFacts, at: datetime, first: str) -> None:
    present = first
    for _ in range(len(chain(rota, at)) + 1):
        present = next_after(rota, at, present)
    assert present == rota.fallback_id == next_after(rota, at, present)


@given(ROTAS, st.dates(date(2025, 1, 1), date(2029, 12, 31)))
def test_nobody_is_on_duty_outside_the_hours_that_stand_there(rota: RotaFacts, day: date) -> None:
    for minutes in range(0, 24 * 60, 97):
        at = datetime.combine(day, time(), UTC) + timedelta(minutes=minutes)
        for person in on_duty(rota, at):
            assert any(each.person_id == person and each.begins < each.ends for each in rota.shifts)
