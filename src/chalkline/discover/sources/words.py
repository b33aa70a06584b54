"""The words of sources: how a source stands, what a load came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class SourceState(StrEnum):
    """How a source stands."""

    LOADED = "loaded"
    REMOVED = "removed"


class WatchState(StrEnum):
    """How a file of the watched folder stands."""

    WAITING = "waiting"  # seen; read once it has not changed for a while
    READING = "reading"
    READ = "read"
    REFUSED = "refused"  # nothing of it was loaded; looked at again when it changes
    PARTLY = "partly"  # an archive: some of it was loaded


@dataclass(frozen=True)
class Loaded:
    """What came of loading one file. ``already``: the same file was loaded before, and counts once."""

    source_id: str
    name: str
    already: bool
    rows: int
    rejected: int
    events: int
    sentence: Sentence
    odd: Sentence | None = None  # what somebody should look at, though it was loaded


@dataclass(frozen=True)
class Covered:
    """What one kind of source among those loaded can and cannot show."""

    shape: str
    title: Sentence
    files: int
    cannot_show: tuple[Sentence, ...]
