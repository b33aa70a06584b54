"""Counting days as laws do: calendar days and business days, federal holidays, days an office is closed.

The day of the event is not counted and the last day is. A last calendar day that falls on a weekend is *not*
moved to the next business day: some laws would allow it, none punishes being early. Federal holidays are those
of 5 U.S.C. 6103(a), with the observed day of 6103(b) and Executive Order 11582 (a Saturday's on the Friday
before, a Sunday's on the Monday after). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
ONE_DAY = timedelta(days=1)
JUNETEENTH_SINCE, KING_SINCE = 2021, 1986
LIMIT = re.compile(r"P(?:(?P<days>\d{1,4})D)?(?:T(?P<hours>\d{1,4})H)?")
LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True)
class Limit:
    """A time limit of a rule: ``hours`` run on as they are; ``days`` end with the last of them, in the local zone."""

    hours: int = 0
    days: int = 0
    business: bool = False

    @staticmethod
    def read(value: str, days: str = "calendar") -> Limit:
        """From an ISO 8601 duration in hours or days ("PT72H", "P10D"). Raises ValueError for anything else."""
        found = LIMIT.fullmatch(value)
        if not found or bool(found["days"]) == bool(found["hours"]):
            raise ValueError(f"{value!r} is not a number of days or of hours")
        return Limit(int(found["hours"] or 0), int(found["days"] or 0), business=days == "business")


@lru_cache(maxsize=256)
def federal_holidays(year: int) -> frozenset[date]:
    """The days on which federal offices are closed in a year, as observed."""
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25), date(year + 1, 1, 1)]
    if year >= JUNETEENTH_SINCE:
        fixed.append(date(year, 6, 19))
    moving = [
        _nth(year, 2, MONDAY, 3),
        _last_monday(year, 5),
        _nth(year, 9, MONDAY, 1),
        _nth(year, 10, MONDAY, 2),
        _nth(year, 11, THURSDAY, 4),
    ]
    if year >= KING_SINCE:
        moving.append(_nth(year, 1, MONDAY, 3))
    observed = {_observed(day) for day in fixed} | set(moving)
    return frozenset(day for day in observed if day.year == year)


def is_business_day(day: date, closed: Collection[date] = ()) -> bool:
    """Whether it counts: no weekend, no federal holiday, and not a day on which this district is closed."""
    return day.weekday() < SATURDAY and day not in federal_holidays(day.year) and day not in closed


def day_after(start: date, days: int, *, business: bool = False, closed: Collection[date] = ()) -> date:
    """The last day of a limit of ``days`` that began with something on ``start``, which is not counted itself."""
    if not business:
        return start + timedelta(days=days)
    day, left = start, days
    while left > 0:
        day += ONE_DAY
        left -= is_business_day(day, closed)
    return day


def due_instant(start: datetime, limit: Limit, *, zone: str, closed: Collection[date] = ()) -> datetime:
    """When a limit that began at ``start`` is over: to the hour, or with the last second of its last local day."""
    if limit.hours:
        return start.astimezone(UTC) + timedelta(hours=limit.hours)  # real hours, also when clocks are put forward
    where = ZoneInfo(zone)
    last = day_after(start.astimezone(where).date(), limit.days, business=limit.business, closed=closed)
    return datetime.combine(last, LAST_SECOND, tzinfo=where)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - ONE_DAY
    return last - timedelta(days=last.weekday())


def _observed(day: date) -> date:
    if day.weekday() == SATURDAY:
        return day - ONE_DAY
    return day + ONE_DAY if day.weekday() == SUNDAY else day
