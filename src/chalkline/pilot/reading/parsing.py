"""A table to rows: which column is which, what is wrong with each row, and what was and was not used."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from chalkline.kernel.delimited import NoTable, Table, read_table
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.reading.cells import EMPTY, Wrong, cell, is_missing, listed
from chalkline.pilot.reading.long_form import plain, widened
from chalkline.pilot.reading.orders import NUMBER, Order, Refused, Sought, Told

FORMULA = re.compile(r"^[=+\-@\t\r]")
PLAIN_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
MOST_REASONS, FIRST_ROWS, MOST_TITLES = 20, 5, 10
TWICE = Sentence("The same person or unit stands in another row with other values.")

Progress = Callable[[int, int], None]
Bad = tuple[int, Sentence, list[str]]


@dataclass
class _Seen:
    """What came up while rows were sorted. ``percent``: column -> with a percent sign or not -> the first such row."""

    good: dict[str, tuple[dict[str, str], int, list[str]]] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)
    repeated: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    percent: dict[str, dict[bool, int]] = field(default_factory=dict)


def read(order: Order, progress: Progress = lambda done, of: None) -> Told:
    """Read the file. Raises Refused where there is no sense in going on."""
    try:
        table, is_long, at = _headed(read_table(Path(order.path), order.most_bytes), order)
        order = replace(order, columns=tuple(replace(each, comma=table.separator != ",") for each in order.columns))
        seen = _sorted_out(order, table, at, progress)
    except NoTable as none:
        raise Refused(none.code) from None
    if not seen.good and not seen.bad:
        raise Refused("no_rows")
    with Path(order.rows_to).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row, _, _ in seen.good.values())
    with Path(order.rejects_to).open("w", encoding="utf-8", newline="") as file:
        _write_bad(file, table.head, seen.bad)
    return Told(
        rows=len(seen.good),
        rejected=len(seen.bad),
        reasons=_reasons(seen.bad),
        found=tuple(at),
        repeated=seen.repeated,
        missing=dict(seen.missing.most_common(MOST_REASONS)),
        unused=tuple(name for place, name in enumerate(table.head) if name and place not in at.values())[:MOST_REASONS],
        is_long=is_long,
    )


def _headed(table: Table, order: Order) -> tuple[Table, bool, dict[str, int]]:
    """The table under the first line that names its columns: exports put titles above it. Raises Refused."""
    first: Refused | None = None
    for _number, cells in chain([(0, table.head)], islice(table.rows, MOST_TITLES)):
        wide, is_long = widened(replace(table, head=[name.strip() for name in cells]), order)
        try:
            return wide, is_long, _places(wide.head, order.columns)
        except Refused as refused:
            first = first or refused
            if refused.code == "column_twice":
                break
    raise first or Refused("empty")


def _places(head: list[str], columns: tuple[Sought, ...]) -> dict[str, int]:
    """Where each column stands. Raises Refused for those that are missing, or there twice."""
    names = [plain(name) for name in head]
    at: dict[str, int] = {}
    missing = []
    for column in columns:
        found = [place for place, name in enumerate(names) if name in {plain(each) for each in column.called}]
        if len(found) > 1:
            raise Refused("column_twice", (head[found[0]],))
        if found:
            at[column.name] = found[0]
        elif not column.optional:
            missing.append(column.called[0])
    if missing:
        raise Refused("columns_missing", tuple(missing))
    return at


def _sorted_out(order: Order, table: Table, at: dict[str, int], progress: Progress) -> _Seen:
    wanted = [column for column in order.columns if column.name in at]
    known = {column.name: listed(column) for column in wanted}
    key = bytes.fromhex(order.key)
    seen = _Seen()
    doubtful: set[str] = set()
    for count, (number, cells) in enumerate(table.rows, 1):
        if count > order.most_rows:
            raise Refused("too_large")
        if count % 2000 == 0:
            progress(number, table.lines)
        try:
            row = _row(wanted, at, cells, len(table.head), key, known)
        except Wrong as wrong:
            seen.bad.append((number, wrong.says, cells))
            continue
        _note(seen, wanted, at, number, cells)
        mark = row[order.unique]
        if mark not in seen.good:
            seen.good[mark] = (row, number, cells)
        elif seen.good[mark][0] == row:
            seen.repeated += 1
        else:
            doubtful.add(mark)
            seen.bad.append((number, TWICE, cells))
    for mark in doubtful:  # which of them is right, nobody here can know
        _, number, cells = seen.good.pop(mark)
        seen.bad.append((number, TWICE, cells))
    seen.bad.sort(key=lambda each: each[0])
    return seen


def _row(
    wanted: list[Sought],
    at: dict[str, int],
    cells: list[str],
    width: int,
    key: bytes,
    known: dict[str, dict[str, str]],
) -> dict[str, str]:
    if len(cells) > width and any(each.strip() for each in cells[width:]):
        raise Wrong(Sentence("The row has more cells than the heading."))
    row: dict[str, str] = {}
    for column in wanted:
        raw = _raw(cells, at[column.name])
        row[column.name] = cell(column, raw, key, known[column.name])
        if column.as_named:
            row[f"{column.name}_as_named"] = raw.strip()
    for column in wanted:
        told, own = row[column.name].casefold(), column.agreed.get(row.get(column.agrees_with, ""))
        if own is not None and told != own and told in column.agreed.values():
            raise Wrong(Sentence("“{name}” is another than the list says.", name=column.called[0]))
    return row


def _note(seen: _Seen, wanted: list[Sought], at: dict[str, int], number: int, cells: list[str]) -> None:
    """Codes for what is missing are counted; numbers with and without a percent sign in one column are refused."""
    for column in wanted:
        text = _raw(cells, at[column.name]).strip()
        if is_missing(text):
            if text not in EMPTY:
                seen.missing[text] += 1
        elif column.holds == NUMBER:
            ways = seen.percent.setdefault(column.called[0], {})
            ways.setdefault(text.endswith("%"), number)
            if len(ways) > 1:
                raise Refused("percent_mixed", (column.called[0], str(ways[True]), str(ways[False])))


def _raw(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _reasons(bad: list[Bad]) -> tuple[dict[str, Any], ...]:
    """Why rows were set aside, the most frequent first: the sentence, how many, the first of them."""
    rows: dict[Sentence, list[int]] = {}
    for number, says, _ in bad:
        rows.setdefault(says, []).append(number)
    most = sorted(rows.items(), key=lambda each: -len(each[1]))[:MOST_REASONS]
    return tuple({"says": says.spelled(), "count": len(at), "rows": at[:FIRST_ROWS]} for says, at in most)


def _write_bad(file: TextIO, head: list[str], bad: list[Bad]) -> None:
    writer = csv.writer(file)
    writer.writerow(["row", "what is wrong", *(_safe(name) for name in head)])
    writer.writerows([number, str(says), *(_safe(each) for each in cells)] for number, says, cells in bad)


def _safe(text: str) -> str:
    """A cell that a spreadsheet program would take for a formula is made harmless by a leading quote."""
    return f"'{text}" if FORMULA.match(text) and not PLAIN_NUMBER.match(text) else text
