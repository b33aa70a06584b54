"""Days counted by hand from printed calendars: holidays, weekends, leap years, days the district is closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.kernel.business_days import Limit, day_after, due_instant, federal_holidays, is_business_day

# As published by the Office of Personnel Management for these years.
HOLIDAYS = {
    2021: ["01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24", "12-31"],
    2022: ["01-17", "02-21", "05-30", "06-20", "07-04", "09-05", "10-10", "11-11", "11-24", "12-26"],
    2023: ["01-02", "01-16", "02-20", "05-29", "06-19", "07-04", "09-04", "10-09", "11-10", "11-23", "12-25"],
    2024: ["01-01", "01-15", "02-19", "05-27", "06-19", "07-04", "09-02", "10-14", "11-11", "11-28", "12-25"],
    2026: ["01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25"],
    2027: ["01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24", "12-31"],
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_federal_holidays_are_those_of_the_year(year: int) -> None:
    assert sorted(f"{day:%m-%d}" for day in federal_holidays(year)) == HOLIDAYS[year]


BREAK = frozenset(date(2026, 12, day) for day in (21, 22, 23, 24, 28, 29, 30, 31))

# (start, business days, last day), each counted with a finger on the calendar.
COUNTED = [
    (date(2026, 11, 20), 10, date(2026, 12, 7)),  # Friday; Thanksgiving the 26th does not count
    (date(2026, 11, 25), 1, date(2026, 11, 27)),  # the day before Thanksgiving
    (date(2026, 11, 21), 5, date(2026, 11, 30)),  # begins on a Saturday
    (date(2026, 7, 2), 1, date(2026, 7, 6)),  # July 4 is a Saturday: Friday the 3rd is the holiday
    (date(2027, 7, 2), 1, date(2027, 7, 6)),  # July 4 is a Sunday: Monday the 5th is the holiday
    (date(2027, 12, 30), 1, date(2028, 1, 3)),  # New Year of 2028 is a Saturday: Friday Dec 31, 2027 is the holiday
    (date(2028, 2, 25), 2, date(2028, 2, 29)),  # a leap day that is a Tuesday
    (date(2027, 2, 12), 5, date(2027, 2, 22)),  # Presidents' Day between
    (date(2026, 6, 18), 1, date(2026, 6, 22)),  # Juneteenth on a Friday
]


@pytest.mark.parametrize(("start", "days", "last"), COUNTED)
def test_business_days_counted_by_hand(start: date, days: int, last: date) -> None:
    assert day_after(start, days, business=True) == last


def test_days_the_district_is_closed_are_no_business_days() -> None:
    assert day_after(date(2026, 12, 18), 5, business=True) == date(2026, 12, 28)
    assert day_after(date(2026, 12, 18), 5, business=True, closed=BREAK) == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2028, 2, 20), 10, date(2028, 3, 1)),  # over a leap day
        (date(2027, 2, 20), 10, date(2027, 3, 2)),
        (date(2026, 11, 20), 60, date(2027, 1, 19)),
        (date(2026, 11, 20), 1, date(2026, 11, 21)),  # a Saturday: not moved, being early harms nobody
    ],
)
def test_calendar_days_run_through_weekends(start: date, days: int, last: date) -> None:
    assert day_after(start, days) == last


def test_hours_run_on_and_days_end_with_the_day_where_the_district_is() -> None:
    zone = "America/Chicago"
    late = datetime(2027, 3, 12, 4, 30, tzinfo=UTC)  # still the evening of March 11 in Chicago
    assert due_instant(late, Limit.read("PT72H"), zone=zone) == late + timedelta(hours=72)
    due = due_instant(late, Limit.read("P10D"), zone=zone)
    assert due.astimezone(ZoneInfo(zone)).isoformat() == "2027-03-21T23:59:59-05:00"  # summer time began meanwhile


@pytest.mark.parametrize("value", ["P1Y", "P6M", "10", "", "P", "PT", "P1DT1H", "P-3D"])
def test_a_limit_that_is_not_days_or_hours_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a number of days"):
        Limit.read(value)


days_of_our_time = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@given(days_of_our_time, st.integers(1, 60), st.sets(days_of_our_time, max_size=20))
def test_between_start_and_end_lie_exactly_that_many_business_days(start: date, days: int, closed: set[date]) -> None:
    last = day_after(start, days, business=True, closed=closed)
    between = [start + timedelta(days=each) for each in range(1, (last - start).days + 1)]
    assert sum(is_business_day(day, closed) for day in between) == days
    assert is_business_day(last, closed)


@given(days_of_our_time, st.integers(1, 40), st.sets(days_of_our_time, max_size=20))
def test_closing_a_day_never_makes_a_limit_end_earlier(start: date, days: int, closed: set[date]) -> None:
    assert day_after(start, days, business=True, closed=closed) >= day_after(start, days, business=True)
    assert day_after(start, days, business=True) >= day_after(start, days)


@given(days_of_our_time)
def test_no_holiday_is_a_weekend_and_each_year_has_ten_to_twelve(day: date) -> None:
    held = federal_holidays(day.year)
    assert 9 <= len(held) <= 12 and all(each.weekday() < 5 and each.year == day.year for each in held)
