"""The parent's side: have a list read apart, find its columns, and sort its rows into good ones and those to mend."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from chalkline.kernel.apart import run_apart
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

MOST_BYTES, MOST_ROWS, LONGEST_CELL = 2 * 1024 * 1024, 2000, 300
WALL_SECONDS = 40.0

T = TypeVar("T")


@dataclass(frozen=True)
class Rejected:
    """A row that cannot be taken over: its line in the file, its cells, and why."""

    line: int
    cells: tuple[str, ...]
    why: Sentence


@dataclass(frozen=True)
class Sorted(Generic[T]):
    """What a file holds: rows that can be taken over, and those to mend. ``head``: its own heading."""

    head: tuple[str, ...]
    good: tuple[T, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True)
class Given:
    """A table that came as rows, not as a file: its heading and its cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Wrong(Exception):
    """A row is not what it should be, for the reason given."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


def sort_rows(
    table: Iterable[bytes] | Given,
    columns: Mapping[str, Sequence[str]],
    needed: Iterable[str],
    row: Callable[[Mapping[str, str]], T],
) -> Sorted[T]:
    """Read a file (or take a table; rows are counted from 1) and make every row; ``row`` raises Wrong for one
    that cannot be. Raises Problem("lists.…").

    ``columns``: what a column is called here -> the names it may have in the file. ``needed``: those it must have.
    """  # fmt: skip
    head, rows = _given(table) if isinstance(table, Given) else _read(table)
    places = _places(head, columns)
    missing = [columns[name][0] for name in needed if name not in places]
    if missing:
        raise _columns_missing(missing)
    good: list[T] = []
    rejected: list[Rejected] = []
    for line, cells in rows:
        given = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
        try:
            if any(len(cell) > LONGEST_CELL for cell in given.values()):
                raise Wrong(Sentence("A cell is longer than {n} characters.", n=LONGEST_CELL))
            good.append(row(given))
        except Wrong as wrong:
            rejected.append(Rejected(line, tuple(cells), wrong.why))
    return Sorted(tuple(head), tuple(good), tuple(rejected))


def rows_in(pieces: Iterable[bytes]) -> list[list[str]]:
    """Every row of a table as it stands, its heading first. Raises as ``sort_rows`` does, but for columns."""
    head, rows = _read(pieces)
    return [head, *(cells for _line, cells in rows)]


def _given(table: Given) -> tuple[list[str], list[tuple[int, list[str]]]]:
    return list(table.head), [(at, list(cells)) for at, cells in enumerate(table.rows, start=1)]


def _read(pieces: Iterable[bytes]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with tempfile.TemporaryDirectory(prefix="chalkline-list-") as folder:
        path, left = Path(folder) / "list.csv", MOST_BYTES
        with path.open("wb") as file:
            for piece in pieces:
                left -= len(piece)
                if left < 0:
                    raise _too_large()
                file.write(piece)
        ended = run_apart("chalkline.rollout.reading", str(path), wall_seconds=WALL_SECONDS)
    if "head" in ended.answer:
        return ended.answer["head"], [(line, cells) for line, cells in ended.answer["rows"]]
    refused = ended.answer.get("refused", "too_large" if ended.was_stopped else "")
    if refused == "too_large":
        raise _too_large()
    if refused == "empty":
        raise _empty()
    if refused:
        raise _not_csv()
    raise RuntimeError(f"the reader of lists failed (exit {ended.code}): {ended.error}")


def _places(head: Sequence[str], columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
    names = [_plain(each) for each in head]
    places: dict[str, int] = {}
    for name, called in columns.items():
        found = [at for at, each in enumerate(names) if each in {_plain(other) for other in called}]
        if len(found) > 1:
            raise _column_twice(head[found[0]])
        if found:
            places[name] = found[0]
    return places


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").split()).casefold()


def _not_csv() -> Problem:
    return Problem(
        "lists.not_csv",
        what=Sentence("This is neither a CSV file nor an Excel workbook (.xlsx)."),
        why=Sentence("It may be an older or locked workbook, an archive, or a file that was cut off."),
        next_step=Sentence("In the spreadsheet program, save it as .xlsx or as CSV, and hand that in."),
        fields={"file": Sentence("Not a table.")},
    )


def _empty() -> Problem:
    return Problem(
        "lists.empty",
        what=Sentence("There is nothing in the file."),
        why=Sentence("It has no rows under its heading."),
        next_step=Sentence("Export it again, and look at it before you hand it in."),
        fields={"file": Sentence("The file is empty.")},
    )


def _too_large() -> Problem:
    return Problem(
        "lists.too_large",
        what=Sentence("The file is too large."),
        why=Sentence("At most 2 MB and {n} rows are read at once.", n=MOST_ROWS),
        next_step=Sentence("Hand it in in parts."),
        kind=Kind.INVALID,
        fields={"file": Sentence("The file is too large.")},
    )


def _columns_missing(names: list[str]) -> Problem:
    return Problem(
        "lists.columns_missing",
        what=Sentence("The file has no column {names}.", names=tuple(names)),
        why=Sentence("The first line of the file names its columns."),
        next_step=Sentence("Name the columns as it is said on this page, and hand it in again."),
        fields={"file": Sentence("Missing: {names}.", names=tuple(names))},
    )


def _column_twice(name: str) -> Problem:
    return Problem(
        "lists.column_twice",
        what=Sentence("The file has the column “{name}” twice.", name=name),
        why=Sentence("Nobody can know which of them is meant."),
        next_step=Sentence("Remove or rename one of them, and hand it in again."),
        fields={"file": Sentence("A column is there twice.")},
    )
