"""Lists: sorted, filtered, searched, in pages of 25, exported; all by links, so without script too.

    table = Table(
        request,
        "tools",
        columns=[Column("name", _("Tool"), sort="name"), Column("people", _("People"), sort="people", number=True)],
        rows=queryset_or_list,
        row=lambda tool: [Link(tool.name, url), tool.people, Status(_("Approved"), "ok")],
        search=lambda rows, words: rows.filter(name__icontains=words),
        filters=[Filter("status", _("Status"), choices, lambda rows, value: rows.filter(status=value))],
    )
    if table.wants_file:
        return table.file()

Counts are of what the reader may see and are never rounded. A cell of None is "not shown".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from chalkline.web.cells import Cell, Column, Drawn, Filter, Head, Link, Row, Rows, Status
from chalkline.web.files import csv_response, xlsx_response

__all__ = ["Cell", "Column", "Drawn", "Filter", "Head", "Link", "Row", "Status", "Table"]

PAGE = 25
LONGEST_SEARCH = 200


class Table:
    """One list on a page. Several on one page have different names, and each keeps the others' state."""

    def __init__(
        self,
        request: HttpRequest,
        name: str,
        *,
        columns: Sequence[Column],
        rows: Rows,
        row: Callable[[Any], Sequence[Any]],
        search: Callable[[Rows, str], Rows] | None = None,
        filters: Sequence[Filter] = (),
        caption: Any = "",
        order: str = "",
        choose: Callable[[Any], str] | None = None,
        form: str = "",
        chosen: Collection[str] = (),
        empty: Any = "",
        size: int = PAGE,
    ) -> None:
        """``order``: the key of the column sorted by at first ("-key" for descending).

        ``choose``: gives the id of a row for a bulk action of the form with the id ``form``; ``chosen`` are
        ids that are chosen when the page opens, as after something was missing.
        """
        self.name, self.columns, self.row, self.caption = name, list(columns), row, caption
        self.chosen = frozenset(chosen)
        self.choose, self.form, self.empty, self.size = choose, form, empty, size
        self.has_search = search is not None
        self._all, self._search, self._filters = rows, search, list(filters)
        self._given = request.GET
        self.words = self._get("q").strip()[:LONGEST_SEARCH]
        self.order = self._order(self._get("sort"), order)

    @property
    def can_choose(self) -> bool:
        """Whether rows can be chosen for a bulk action."""
        return self.choose is not None

    @property
    def wants_file(self) -> bool:
        """Whether the reader asked for this list as a file."""
        return self._given.get("table") == self.name and self._given.get("as") in {"csv", "xlsx"}

    def file(self) -> HttpResponse:
        """All rows that the filters leave, as CSV or XLSX."""
        make = xlsx_response if self._given.get("as") == "xlsx" else csv_response
        rows = self._sorted.iterator(2000) if isinstance(self._sorted, QuerySet) else self._sorted
        return make(self.name, [column.label for column in self.columns], (self._plain(each) for each in rows))

    @cached_property
    def total(self) -> int:
        """How many there are before filters and search."""
        return _count(self._all)

    @cached_property
    def found(self) -> int:
        """How many the filters and the search leave."""
        return _count(self._kept) if self.is_narrowed else self.total

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether a filter or a search is on."""
        return bool(self.words) or any(each.value for each in self.filters)

    @cached_property
    def filters(self) -> list[Drawn]:
        """The filters with the values chosen; a value that is no choice counts as none."""
        drawn = []
        for each in self._filters:
            value = self._get(each.key)
            known = {str(key) for key, _ in each.choices}
            drawn.append(Drawn(self._key(each.key), each.label, each.choices, value if value in known else ""))
        return drawn

    @cached_property
    def page(self) -> int:
        """The page shown: what was asked for, held between the first and the last."""
        asked = self._get("page")
        return min(max(int(asked), 1), self.last_page) if asked.isascii() and asked.isdigit() else 1

    @cached_property
    def last_page(self) -> int:
        """The number of pages."""
        return max(1, -(-self.found // self.size))

    @property
    def first(self) -> int:
        """The number of the first row shown, from 1; 0 when there is none."""
        return min((self.page - 1) * self.size + 1, self.found)

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return min(self.page * self.size, self.found)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of this page, as they are drawn."""
        choices = [self.choose(each) if self.choose else "" for each in self.shown]
        return [
            Row(tuple(self._cells(each)), choice, choice in self.chosen)
            for each, choice in zip(self.shown, choices, strict=True)
        ]

    @cached_property
    def shown(self) -> list[Any]:
        """What is on this page, for a list that is drawn otherwise than as a table."""
        start = (self.page - 1) * self.size
        return list(self._sorted[start : start + self.size])

    @property
    def heads(self) -> list[Head]:
        """The headings."""
        return [self._head(column) for column in self.columns]

    @property
    def pages(self) -> list[tuple[int, str]]:
        """(number, address) of the pages to offer: the first, the last, those around; 0 for a gap."""
        near = {1, self.last_page, *range(max(1, self.page - 1), min(self.last_page, self.page + 1) + 1)}
        offered: list[tuple[int, str]] = []
        for number in sorted(near):
            if offered and number - offered[-1][0] > 1:
                offered.append((0, ""))
            offered.append((number, self.address(page=number)))
        return offered

    @property
    def before(self) -> str:
        """The address of the page before; "" on the first."""
        return self.address(page=self.page - 1) if self.page > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after; "" on the last."""
        return self.address(page=self.page + 1) if self.page < self.last_page else ""

    @property
    def csv(self) -> str:
        """The address of the list as CSV."""
        return self.address(page=None) + f"&table={self.name}&as=csv"

    @property
    def xlsx(self) -> str:
        """The address of the list as XLSX."""
        return self.address(page=None) + f"&table={self.name}&as=xlsx"

    @property
    def search_name(self) -> str:
        """The name of the search field."""
        return self._key("q")

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form must send along: everything in the address that is not its own."""
        own = {self._key("q"), self._key("page"), *(self._key(each.key) for each in self._filters)}
        return [(key, str(value)) for key, value in self._given.items() if key not in own and key not in PASSING]

    @property
    def everything(self) -> str:
        """The address without filters and search."""
        return self.address(page=None, q=None, **{each.key: None for each in self._filters})

    def address(self, **changes: Any) -> str:
        """This page's address with some of this table's parameters changed; None leaves one out."""
        given = {key: value for key, value in self._given.items() if key not in PASSING}
        for key, value in changes.items():
            given.pop(self._key(key), None)
            if value is not None:
                given[self._key(key)] = str(value)
        return "?" + urlencode(given)

    def _key(self, key: str) -> str:
        return f"{self.name}-{key}"

    def _get(self, key: str) -> str:
        return str(self._given.get(self._key(key), ""))

    def _order(self, asked: str, first: str) -> str:
        sortable = {column.key for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in sortable else first

    @cached_property
    def _kept(self) -> Rows:
        rows = self._all
        if self.words and self._search:
            rows = self._search(rows, self.words)
        for each, drawn in zip(self._filters, self.filters, strict=True):
            if drawn.value:
                rows = each.keep(rows, drawn.value)
        return rows

    @cached_property
    def _sorted(self) -> Rows:
        rows, key = self._kept, self.order.removeprefix("-")
        column = next((each for each in self.columns if each.key == key and each.sort), None)
        if column is None:
            return rows
        falling = self.order.startswith("-")
        if isinstance(rows, QuerySet):
            return rows.order_by(f"{'-' if falling else ''}{column.sort}", "pk")
        by = column.sort if callable(column.sort) else _field(str(column.sort))
        return sorted(rows, key=lambda each: _comparable(by(each)), reverse=falling)

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column.label, "", "", column.number)
        is_now = self.order.removeprefix("-") == column.key
        falling = self.order.startswith("-")
        # Numbers are asked for largest first, names from A.
        turned = column.key if (falling if is_now else not column.number) else f"-{column.key}"
        sorted_now = ("descending" if falling else "ascending") if is_now else ""
        return Head(column.label, self.address(sort=turned, page=None), sorted_now, column.number)

    def _cells(self, each: Any) -> Iterator[Cell]:
        for column, value in zip(self.columns, self.row(each), strict=True):
            if isinstance(value, Link):
                yield Cell(value.text, value.url, note=value.note, number=column.number, head=column.label)
            elif isinstance(value, Status):
                yield Cell(value.text, tone=value.tone, note=value.note, number=column.number, head=column.label)
            else:
                yield Cell(value, number=column.number, few=value is None, head=column.label)

    def _plain(self, each: Any) -> list[Any]:
        return [value.text if isinstance(value, (Link, Status)) else value for value in self.row(each)]


PASSING = {"lang", "look", "table", "as"}  # asked for once, never kept in a link


def _count(rows: Rows) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _field(name: str) -> Callable[[Any], Any]:
    return lambda each: each.get(name) if isinstance(each, dict) else getattr(each, name)


def _comparable(value: Any) -> tuple[int, Any]:
    """Nothing comes first, then the rest; names are compared whatever their case."""
    if value is None:
        return (0, 0)
    return (1, value.casefold() if isinstance(value, str) else value)
