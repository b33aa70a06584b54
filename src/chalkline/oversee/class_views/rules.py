"""Which weeks of a class can be looked at. Pure.

Weeks do not overlap and are shown once they are over, so that nothing can be worked out from one look and the next.
"""

from __future__ import annotations

from datetime import date, timedelta

WEEKS = 8
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def whole_weeks(today: date) -> tuple[date, ...]:
    """The Mondays of the last weeks that are over, the newest first."""
    return tuple(monday_of(today) - WEEK * back for back in range(1, WEEKS + 1))
