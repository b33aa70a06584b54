"""What a list is made of: columns, cells, filters as a page states them; cells, rows and headings as they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Rows = Any  # a QuerySet or a list


@dataclass(frozen=True)
class Column:
    """``sort``: a field of the QuerySet (or a function of it and whether to fall, which gives ``rows.Ordered``), or for
    lists a function of a row; "" when it cannot be sorted. ``in_file``: stands in files alone.
    """

    key: str
    label: Any
    sort: str | Callable[..., Any] = ""
    number: bool = False
    in_file: bool = False


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere."""

    text: Any
    url: str
    note: Any = ""


@dataclass(frozen=True)
class Status:
    """A cell that is a chip."""

    text: Any
    tone: str = "quiet"
    note: Any = ""


@dataclass(frozen=True)
class Filter:
    """A choice above the table: ``choices`` of (value, label); ``keep`` gives the rows of one value.

    ``typed`` ("text", "number", "date"): what is wanted is typed instead, and ``keep`` gets it as it was typed.
    ``alone``: a QuerySet of keys, one for each row of a value, quicker to count where nothing else narrows the list.
    """

    key: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    keep: Callable[[Rows, str], Rows]
    typed: str = ""
    alone: Callable[[str], Rows] | None = None


@dataclass(frozen=True)
class Cell:
    """What the template draws."""

    text: Any
    url: str = ""
    tone: str = ""
    note: Any = ""
    number: bool = False
    few: bool = False
    head: Any = ""

    @property
    def is_day(self) -> bool:
        """Whether it is a date or an instant: kept on one line."""
        return isinstance(self.text, date)


@dataclass(frozen=True)
class Row:
    """Cells, and the id by which the row can be chosen for a bulk action."""

    cells: tuple[Cell, ...]
    choice: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Head:
    """A column's heading: where it sorts to, and whether it is sorted now ("ascending", "descending", "")."""

    label: Any
    url: str
    sorted: str
    number: bool


@dataclass(frozen=True)
class Drawn:
    """A filter as it is drawn."""

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    value: str
    typed: str = ""


def drawn(columns: Sequence[Column], values: Sequence[Any]) -> Iterator[Cell]:
    """The cells of a row as the template draws them."""
    for column, value in zip(columns, values, strict=True):
        if column.in_file:
            continue
        if isinstance(value, Link):
            yield Cell(value.text, value.url, note=value.note, number=column.number, head=column.label)
        elif isinstance(value, Status):
            yield Cell(value.text, tone=value.tone, note=value.note, number=column.number, head=column.label)
        else:
            yield Cell(value, number=column.number, few=value is None, head=column.label)
