"""The watched folder: which files of it are complete, read each once, say what was found, leave or delete it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from chalkline.discover.sources.commands import claim_watched, settle_watched
from chalkline.discover.sources.intake import Came, import_all
from chalkline.discover.sources.models import Watched
from chalkline.discover.sources.unpacking import files_in
from chalkline.discover.sources.words import WatchState
from chalkline.people.api import Actor

MOST_AT_ONCE = 500


def read_watched(actor: Actor, *, now: datetime) -> list[Came]:
    """Look into the watched folder and read what is complete. A file that is written at this moment is left alone."""
    folder = settings.CHALKLINE.logs_folder
    if folder is None or not folder.is_dir():
        return []
    root = folder.resolve()
    seen: dict[str, tuple[int, int]] = {}
    for path, name in files_in(root).files[: MOST_AT_ONCE * 10]:
        try:
            found = path.stat()
        except OSError:  # it was taken away since
            continue
        seen[name] = (found.st_size, found.st_mtime_ns)
    came: list[Came] = []
    for one in claim_watched(actor, seen, now=now)[:MOST_AT_ONCE]:
        came += _read(actor, root / one.name, one, now)
    return came


def _read(actor: Actor, path: Path, one: Watched, now: datetime) -> list[Came]:
    try:
        came = import_all(actor, [path], now=now, watch=lambda _: lambda done, of: None)
        changed = path.stat()
    except OSError:
        settle_watched(actor, one, WatchState.WAITING, [], now=now)
        return []
    loaded = sum(each.loaded is not None for each in came)
    state = WatchState.READ if loaded == len(came) else WatchState.PARTLY if loaded else WatchState.REFUSED
    settle_watched(actor, one, state, told_of(came), now=now)
    is_same = (changed.st_size, changed.st_mtime_ns) == (one.size, one.changed_ns)
    if state is WatchState.READ and is_same and settings.CHALKLINE.logs_folder_delete:
        path.unlink(missing_ok=True)
    return came


def told_of(came: Sequence[Came]) -> list[Any]:
    """What came of each log, as sentences that any page can say; many are too many to read."""
    sentences = [
        each.loaded.sentence if each.loaded else each.problem.what if each.problem else each.left for each in came
    ]
    return [each.spelled() for each in sentences[:20] if each is not None and not isinstance(each, str)]
