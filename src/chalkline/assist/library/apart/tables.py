"""Which row of a table names its columns? Wrongly taken, a row would say what nobody wrote. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalkline.assist.library.cutting import Block


@dataclass(frozen=True)
class Row:
    """The cells of a row, "" where one spans more than its own column; whether it is marked as naming the columns."""

    cells: tuple[str, ...]
    marked: bool = False


def rows_of(rows: Iterable[Row]) -> Iterator[Block]:
    """The rows as blocks, each with the names of its columns, where the first row gives them."""
    held = [each for each in rows if any(cell.strip() for cell in each.cells)]
    head = held[0].cells if held and _names_columns(held) else ()
    for row in held[1:] if head else held:
        yield Block("", cells=row.cells, head=() if row.cells == head else head)


def _names_columns(rows: list[Row]) -> bool:
    """The first row, where it is marked as such and others are not; else where it alone has words and no numbers."""
    first, others = rows[0], rows[1:]
    if len(first.cells) < 2 or not others:
        return False
    if first.marked:
        return not all(each.marked for each in others)
    return (
        not _has_number(first.cells)
        and all(cell.strip() for cell in first.cells)
        and any(_has_number(each.cells[1:]) for each in others)
    )


def _has_number(cells: tuple[str, ...]) -> bool:
    return any(letter.isdigit() for cell in cells for letter in cell)
