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

Counts are of what the reader may see and are never rounded; beyond 10,000 a list says "more than 10,000". A cell of
None is "not shown". ``docs/reference/components.md`` says what keeps a list fast.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from chalkline.web.cells import Cell, Column, Drawn, Filter, Head, Link, Row, Rows, Status, drawn
from chalkline.web.files import csv_of, xlsx_of
from chalkline.web.rows import COUNTED, COUNTED_FOUND, counted, in_order, in_pieces, many_said, part_of
from chalkline.web.templatetags.saying import said

__all__ = ["COUNTED", "Cell", "Column", "Drawn", "Filter", "Head", "Link", "Row", "Status", "Table"]

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
        row: Callable[..., Sequence[Any]],
        gather: Callable[[list[Any]], Any] | None = None,
        search: Callable[[Rows, str], Rows] | None = None,
        search_to_count: Callable[[Rows, str], Rows] | None = None,
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
        ids that are chosen when the page opens, as after something was missing. ``gather`` looks up at once what the
        rows of a page need; ``row`` gets it as its second argument. ``search_to_count``: the search, quicker to count.
        """
        self._gather, self._search_to_count = gather, search_to_count
        self.name, self.columns, self.row, self.caption = name, list(columns), row, caption
        self.chosen = frozenset(chosen)
        self.choose, self.form, self.empty, self.size = choose, form, empty, size
        self.has_search, self.can_choose = search is not None, choose is not None
        self._all, self._search, self._filters = rows, search, list(filters)
        self._given = request.GET
        self.words = self._get("q").strip()[:LONGEST_SEARCH]
        self.order = self._order(self._get("sort"), order)

    @property
    def wants_file(self) -> bool:
        """Whether the reader asked for this list as a file."""
        return self._given.get("table") == self.name and self._given.get("as") in {"csv", "xlsx"}

    def file(self) -> HttpResponseBase:
        """All rows that the filters leave, as CSV or XLSX, in the order they are in."""
        make = xlsx_of if self._given.get("as") == "xlsx" else csv_of
        return make(self.name, [column.label for column in self.columns], self._lines())

    def _lines(self) -> Iterator[list[Any]]:
        for piece in in_pieces(self._sorted):
            for cells in self._cells_of(piece):
                yield [value.text if isinstance(value, (Link, Status)) else value for value in cells]

    @cached_property
    def _total(self) -> tuple[int, bool]:
        return counted(self._all)

    @cached_property
    def _found(self) -> tuple[int, bool]:
        if self.words and self._search_to_count:
            return counted(self._search_to_count(self._filtered, self.words), COUNTED_FOUND)
        if not self.is_narrowed:
            return self._total
        on = [(each, shown.value) for each, shown in zip(self._filters, self.filters, strict=True) if shown.value]
        if len(on) == 1 and on[0][0].alone and not self.words:
            return counted(on[0][0].alone(on[0][1]))
        return counted(self._kept)

    @property
    def total(self) -> int:
        """How many there are before filters and search; at most as many as are counted."""
        return self._total[0]

    @property
    def found(self) -> int:
        """How many the filters and the search leave; at most as many as are counted."""
        return self._found[0]

    @property
    def total_said(self) -> str:
        """The same in words."""
        return many_said(*self._total)

    @property
    def found_said(self) -> str:
        """The same in words."""
        return many_said(*self._found)

    @property
    def has_further(self) -> bool:
        """Whether there is more than can be paged through."""
        return self._found[1]

    @property
    def on(self) -> list[tuple[str, str]]:
        """What narrows the list, in words, each with the address without it."""
        narrowing = [(f"“{self.words}”", self.address(q=None, page=None))] if self.words else []
        for each in self.filters:
            if each.value:
                text = next((said(label) for key, label in each.choices if str(key) == each.value), each.value)
                key = each.name.removeprefix(f"{self.name}-")
                narrowing.append((f"{said(each.label)}: {text}", self.address(page=None, **{key: None})))
        return narrowing

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether a filter or a search is on."""
        return bool(self.words) or any(each.value for each in self.filters)

    @cached_property
    def filters(self) -> list[Drawn]:
        """The filters with the values chosen; a value that is no choice counts as none."""
        shown = []
        for each in self._filters:
            value = self._get(each.key)
            known = {str(key) for key, _ in each.choices}
            kept = value.strip()[:LONGEST_SEARCH] if each.typed else value if value in known else ""
            shown.append(Drawn(self._key(each.key), each.label, each.choices, kept, each.typed))
        return shown

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
            Row(tuple(drawn(self.columns, cells)), choice, choice in self.chosen)
            for cells, choice in zip(self._cells_of(self.shown), choices, strict=True)
        ]

    @cached_property
    def shown(self) -> list[Any]:
        """What is on this page, for a list that is drawn otherwise than as a table."""
        return part_of(self._sorted, (self.page - 1) * self.size, self.size)

    def _cells_of(self, rows: list[Any]) -> list[Sequence[Any]]:
        if self._gather is None:
            return [self.row(each) for each in rows]
        known = self._gather(rows)
        return [self.row(each, known) for each in rows]

    @property
    def heads(self) -> list[Head]:
        """The headings."""
        return [self._head(column) for column in self.columns if not column.in_file]

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
    def _filtered(self) -> Rows:
        rows = self._all
        for each, shown in zip(self._filters, self.filters, strict=True):
            if shown.value:
                rows = each.keep(rows, shown.value)
        return rows

    @cached_property
    def _kept(self) -> Rows:
        return self._search(self._filtered, self.words) if self.words and self._search else self._filtered

    @cached_property
    def _sorted(self) -> Rows:
        key = self.order.removeprefix("-")
        column = next((each for each in self.columns if each.key == key and each.sort), None)
        return in_order(self._kept, column.sort, falling=self.order.startswith("-")) if column else self._kept

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column.label, "", "", column.number)
        is_now = self.order.removeprefix("-") == column.key
        falling = self.order.startswith("-")
        # Numbers are asked for largest first, names from A.
        turned = column.key if (falling if is_now else not column.number) else f"-{column.key}"
        sorted_now = ("descending" if falling else "ascending") if is_now else ""
        return Head(column.label, self.address(sort=turned, page=None), sorted_now, column.number)


PASSING = {"lang", "look", "table", "as"}  # asked for once, never kept in a link
