"""What a list is made of: columns, cells, filters as a page states them; cells, rows and headings as they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Rows = Any  # a QuerySet or a list


@dataclass(frozen=True)
class Column:
    """``sort``: a field of the QuerySet, or for lists a function of a row; "" when it cannot be sorted."""

    key: str
    label: Any
    sort: str | Callable[[Any], Any] = ""
    number: bool = False


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
    """A choice above the table: ``choices`` of (value, label); ``keep`` gives the rows of one value."""

    key: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    keep: Callable[[Rows, str], Rows]


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
