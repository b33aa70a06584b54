"""When is a file of the watched folder complete, and what is odd about a log that was loaded? Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from chalkline.discover.sources.shapes import Kind
from chalkline.discover.sources.words import WatchState
from chalkline.kernel.sentences import Sentence

QUIET = timedelta(seconds=60)  # whoever writes a log writes to it more often than that
LONG_AGO = timedelta(days=400)  # a log of last school year is of interest; one of another year is likely a slip
FORGOTTEN = timedelta(hours=3)  # a reading that has not ended by then never will: its worker died


class SeenFile(Protocol):
    """A file as it was at the last look."""

    state: str
    changed_ns: int
    seen_at: datetime


def is_ready(file: SeenFile, now: datetime) -> bool:
    """Whether a file that has not changed since the last look is to be read now."""
    if file.state == WatchState.READING:
        return now - file.seen_at > FORGOTTEN
    since_changed = now.timestamp() - file.changed_ns / 1e9
    since_seen = now - file.seen_at
    return file.state == WatchState.WAITING and min(since_changed, since_seen.total_seconds()) >= QUIET.total_seconds()


def odd_period(kind: str, last_at: datetime | None, now: datetime) -> Sentence | None:
    """What to look at in a log that ends long ago: it stretches the period of everything that is counted."""
    if kind not in {Kind.NETWORK, Kind.SIGN_IN} or last_at is None or now - last_at < LONG_AGO:
        return None
    return Sentence(
        "It ends on {day}, more than a year ago. If it is a wrong file, open it and take it out.", day=last_at
    )
