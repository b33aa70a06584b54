"""Roll-ups on disk, beside the sources: counted once for what is loaded, read by every process and after a restart.

One folder a roll-up: ``index.json`` with a line a service, ``details.jsonl`` with what a tool's own page shows, read
by offset. A folder appears whole or not at all. Nothing in it is an exact count of people: what may not be shown is
not written. The key changes with every source, with the catalogue, and with the way of counting.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from chalkline.discover.findings.rolling import Detail, Rolled, Rollup
from chalkline.discover.findings.words import ToldShown
from chalkline.discover.sources.api import folder
from chalkline.kernel.spelling import Spelling
from chalkline.protect.disclosure import ALL, SUPPRESSED, Cell, Shown, Table

FORMAT = "chalkline-rollup/2"  # a new way of counting or hiding is a new format: what was kept is counted anew
KEPT = 3  # roll-ups: the one that counts, and those that other processes may still be reading


def _cell(cell: Cell) -> int | None:
    return cell.count if isinstance(cell, Shown) else None


def _read_cell(plain: int | None) -> Cell:
    return SUPPRESSED if plain is None else Shown(plain)


def _table(table: Table) -> list[list[Any]]:
    return [[None if key is ALL else key for key in at] + [_cell(cell)] for at, cell in table.cells.items()]


def _read_table(plain: list[list[Any]]) -> Table:
    return Table(
        {
            (ALL if row is None else row, ALL if column is None else column): _read_cell(count)
            for row, column, count in plain
        }
    )


SPELLING = Spelling({Cell: (_cell, _read_cell), Table: (_table, _read_table)})
INDEX = {
    "services": tuple[Rolled, ...],
    "wholes": Mapping[str, Rolled],
    "devices": Cell,
    "answered": ToldShown | None,
    "unknown": tuple[tuple[str, Cell, tuple[str, ...]], ...],
    "period": tuple[date, date] | None,
}


def is_kept(key: str) -> bool:
    """Whether the roll-up of this key has been counted."""
    return (folder("rollups") / key / "index.json").exists()


def newest_rollup() -> Rollup | None:
    """The roll-up that was counted last, whatever it is of; None where none was, or only in an earlier way."""
    places = [each for each in folder("rollups").iterdir() if (each / "index.json").exists()]
    newest = max(places, key=lambda each: each.stat().st_mtime, default=None)
    if newest is None or json.loads((newest / "index.json").read_bytes())["format"] != FORMAT:
        return None
    return _opened(str(newest))


def kept_rollup(key: str, count: Callable[[], Rollup]) -> Rollup:
    """The roll-up of this key: read from disk, or counted by ``count`` and kept."""
    place = folder("rollups") / key
    if not (place / "index.json").exists():
        _keep(count(), place)
    return _opened(str(place))


@lru_cache(maxsize=2)
def _opened(place: str) -> Rollup:
    held = json.loads(Path(place, "index.json").read_bytes())
    offsets: dict[str, tuple[int, int]] = held["offsets"]
    details = Path(place, "details.jsonl").open("rb")  # noqa: SIM115  kept open: a newer roll-up may sweep the folder

    def detail(slug: str) -> Detail:
        at, length = offsets[slug]
        found: Detail = SPELLING.read(Detail, json.loads(os.pread(details.fileno(), length, at)))
        return found

    parts = {name: SPELLING.read(kind, held[name]) for name, kind in INDEX.items()}
    return Rollup(key=Path(place).name, details=detail, **parts)


def _keep(rollup: Rollup, place: Path) -> None:
    """Write the folder aside and move it to its place; of two processes that counted at once, one does."""
    aside = place.with_name(f"{uuid.uuid4().hex}.part")
    aside.mkdir(mode=0o700)
    offsets: dict[str, tuple[int, int]] = {}
    with (aside / "details.jsonl").open("wb") as file:
        for each in (*rollup.services, *rollup.wholes.values()):
            line = json.dumps(SPELLING.spell(Detail, rollup.details(each.slug)), separators=(",", ":")).encode() + b"\n"
            offsets[each.slug] = (file.tell(), len(line))
            file.write(line)
    index = {name: SPELLING.spell(kind, getattr(rollup, name)) for name, kind in INDEX.items()}
    index |= {"format": FORMAT, "offsets": offsets}
    (aside / "index.json").write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
    try:
        aside.rename(place)
    except OSError:  # another process was first
        shutil.rmtree(aside, ignore_errors=True)
    _sweep(place)


def _sweep(current: Path) -> None:
    others = sorted(current.parent.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in [each for each in others if each != current][KEPT - 1 :]:
        shutil.rmtree(old, ignore_errors=True)
