"""When to try again, and when a periodic job is due. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)
GROWTH = 3


def delay_after(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many failed attempts: 5 s, 15 s, 45 s ... one hour at most.

    ``chance``, between 0 and 1, spreads it from half to one and a half of that, so that what failed
    together does not come back together.
    """
    growth: int = GROWTH ** min(max(attempts - 1, 0), 10)
    return min(FIRST_DELAY * growth, LONGEST_DELAY) * (0.5 + chance)


def slot_of(now: datetime, every: timedelta) -> int:
    """Which repetition of a periodic job ``now`` falls into: the same number for one whole period."""
    return int(now.timestamp() // every.total_seconds())
