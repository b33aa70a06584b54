"""The roster as one gateway holds it: read once, off the event loop, and swapped whole."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalkline.gateway.directory import NOBODY, Directory, DirectoryBuilder
from chalkline.protect.detecting import RosterIndex
from chalkline.rulebook.extract import Extract, RosterPerson

AT_ONCE = 500  # people read between two moments in which calls that wait are answered


@dataclass(frozen=True)
class Roster:
    """Who is who. ``issue`` and ``digest`` are those of the extract it was read from."""

    issue: int = 0
    digest: str = ""
    directory: Directory = NOBODY
    index: RosterIndex | None = None


NO_ROSTER = Roster()


def read_roster(extract: Extract) -> Roster:
    """Everybody in one pass. Raises Problem("extracts.damaged")."""
    builder = DirectoryBuilder()
    index = RosterIndex.build(builder.passing(_in_turns(extract.people())))
    return Roster(extract.issue, extract.digest, builder.directory(), index)


def give_back_memory() -> None:
    """Hand freed memory back to the system, where its C library does that only when told (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)


def _in_turns(people: Iterable[RosterPerson]) -> Iterator[RosterPerson]:
    """The same people, with a moment in between for whatever else this process has to do."""
    for count, person in enumerate(people):
        if count % AT_ONCE == 0:
            time.sleep(0.0005)
        yield person
