"""Time enters through one door: commands take ``now`` and rules take facts, never a clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def utc_now() -> datetime:
    """The present instant, in UTC. Called by doors and job runners only."""
    return datetime.now(UTC)


def local_day(at: datetime, zone: str) -> date:
    """The calendar day in the district's own zone: due dates and expiries are such days."""
    return at.astimezone(ZoneInfo(zone)).date()
