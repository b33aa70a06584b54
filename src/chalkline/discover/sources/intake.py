"""Many files at once: folders are walked, archives unpacked, address lists tied to logs that came before them.

A file that cannot be loaded does not stop the others; what was left out is told with why.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chalkline.discover.sources.folders import folder
from chalkline.discover.sources.importing import import_log
from chalkline.discover.sources.models import Source
from chalkline.discover.sources.shapes import Kind
from chalkline.discover.sources.unpacking import files_in, is_archive, unpack_archive
from chalkline.discover.sources.words import Loaded
from chalkline.kernel.apart import Progress
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor

Watch = Callable[[str], Progress]


@dataclass(frozen=True)
class Came:
    """What came of one file: it was loaded, or a problem says why not, or it was left out."""

    name: str
    loaded: Loaded | None = None
    problem: Problem | None = None
    left: Sentence | None = None


def import_all(actor: Actor, given: Sequence[Path], *, now: datetime, watch: Watch, again: bool = False) -> list[Came]:
    """Load files, folders and archives, each log in them on its own."""
    actor.must("discover.import_logs")
    came: list[Came] = []
    read: list[tuple[Path, int]] = []
    with unpacking_room() as room:
        for path, name, other in _each(given, room):
            if other:
                came.append(other)
                continue
            try:
                loaded = import_log(actor, path, name, now=now, progress=watch(name), again=again)
            except Problem as problem:
                came.append(Came(name, problem=problem))
            else:
                came.append(Came(name, loaded))
                read.append((path, len(came) - 1))
        _tie_to_addresses(actor, came, read, now, watch)
    return came


@contextmanager
def unpacking_room() -> Iterator[Path]:
    """A folder for what comes out of archives; gone afterwards."""
    room = folder("unpacked") / uuid.uuid4().hex
    room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _each(given: Sequence[Path], room: Path) -> Iterator[tuple[Path, str, Came | None]]:
    """Every file with its name; instead of one that is not read, why."""
    for path in given:
        if path.is_dir():
            inside = files_in(path)
            yield from ((path / name, name, Came(name, left=why)) for name, why in inside.left)
            for file, name in inside.files:
                yield from _file(file, name, room)
        else:
            yield from _file(path, path.name, room)


def _file(path: Path, name: str, room: Path) -> Iterator[tuple[Path, str, Came | None]]:
    if not path.is_file() or not is_archive(path):
        yield path, name, None
        return
    place = room / uuid.uuid4().hex
    place.mkdir(mode=0o700)
    try:
        inside = unpack_archive(path, name, place)
    except Problem as problem:
        yield path, name, Came(name, problem=problem)
        return
    yield from ((path, each, Came(f"{name}: {each}", left=why)) for each, why in inside.left)
    yield from ((file, each, None) for file, each in inside.files)


def _tie_to_addresses(
    actor: Actor, came: list[Came], read: Sequence[tuple[Path, int]], now: datetime, watch: Watch
) -> None:
    """A list of addresses that came after a log ties that log to people now."""
    ids = [loaded.source_id for _, place in read if (loaded := came[place].loaded)]
    made = {str(each.pk): each for each in Source.objects.filter(pk__in=ids)}
    if not any(each.kind == Kind.ADDRESSES for each in made.values()):
        return
    for path, place in read:
        name, before = came[place].name, came[place].loaded
        source = made[before.source_id] if before else None
        if source and source.kind == Kind.NETWORK and source.without_person:
            came[place] = Came(name, import_log(actor, path, name, now=now, progress=watch(name), again=True))
