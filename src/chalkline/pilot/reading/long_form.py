"""Outcomes with one row for each time a person was measured, made into one row a person.

Refuses to guess: a row whose time is neither before nor after is left as it is and set aside by its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chalkline.kernel.delimited import Table
from chalkline.pilot.reading.cells import loose
from chalkline.pilot.reading.orders import LONG_TIMES, Order

WHEN = frozenset({"when", "time", "wave", "occasion", "period", "term", "season", "window", "time point"})
VALUE = frozenset({"value", "score", "result", "points", "minutes"})


def plain(name: str) -> str:
    """A column's name as it is compared."""
    return re.sub(r"[\s_-]+", " ", name.strip().casefold())


def widened(table: Table, order: Order) -> tuple[Table, bool]:
    """The table with "pre" and "post" side by side, and whether it was not so before."""
    names = [plain(each) for each in table.head]
    when = [at for at, name in enumerate(names) if name in WHEN]
    value = [at for at, name in enumerate(names) if name in VALUE]
    sought = {each.name: {plain(name) for name in each.called} for each in order.columns}
    has_post = any(name in sought.get("post", set()) for name in names)
    person = [at for at, name in enumerate(names) if name in sought.get(order.unique, set())]
    if "post" not in sought or has_post or [len(when), len(value), len(person)] != [1, 1, 1]:
        return table, False
    kept = [at for at in range(len(names)) if at not in {when[0], value[0]}]
    called = {each.name: each.called[0] for each in order.columns}
    head = [*(table.head[at] for at in kept), called.get("pre", "pre"), called["post"]]
    rows = _joined(table.rows, kept, when[0], value[0], person[0])
    return replace(table, head=head, rows=rows), True


def _joined(
    rows: Iterator[tuple[int, list[str]]], kept: Sequence[int], when: int, value: int, person: int
) -> Iterator[tuple[int, list[str]]]:
    """One row a person, in the order in which they come first; what does not fit together stays a row of its own."""
    held: dict[str, tuple[int, list[str]]] = {}
    apart: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        padded = [*cells, *[""] * (max(when, value, person, *kept) + 1 - len(cells))]
        rest, place, who = [padded[at] for at in kept], LONG_TIMES.get(plain(padded[when])), loose(padded[person])
        row = [*rest, "", ""]
        if place is None:
            row[-1] = f"{padded[when]}: {padded[value]}"
            apart.append((number, row))
            continue
        row[place - 2] = padded[value]
        if who not in held:
            held[who] = (number, row)
        elif _fits(held[who][1], row, place):
            held[who][1][place - 2] = padded[value]
        else:
            apart.append((number, row))  # its reader sees two rows that differ, and uses neither
    yield from sorted([*held.values(), *apart], key=lambda each: each[0])


def _fits(row: list[str], other: list[str], place: int) -> bool:
    """Whether two rows of one person agree, but for the value at this time, which only one of them may have."""
    same = [loose(each) for each in row[:-2]] == [loose(each) for each in other[:-2]]
    return same and row[place - 2].strip() in {"", other[place - 2].strip()}
