"""What a list is read from, a QuerySet or a list: counted, ordered, a page of it, all of it piece by piece.

A page of a hundred thousand costs what a page of a hundred costs: rows are counted no further than ``COUNTED``, a page
is found by its keys alone (an index holds them) and only its own rows are read whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from chalkline.web.cells import Rows
from chalkline.web.templatetags.saying import count

COUNTED = 10_000  # beyond, a list says "more than 10,000": who has so many rows searches, filters or takes a file
COUNTED_FOUND = 1_000  # so far what a search of words finds is counted
PIECE = 1000


def counted(rows: Rows, at_most: int = COUNTED) -> tuple[int, bool]:
    """How many there are, and whether there are more than are counted."""
    if not isinstance(rows, QuerySet):
        return len(rows), False
    if not _has_keys(rows) and not _is_keys(rows):
        return rows.count(), False
    keys = rows.order_by() if _is_keys(rows) else _keys(rows.order_by())
    found = keys[: at_most + 1].count()
    return (at_most, True) if found > at_most else (found, False)


def many_said(many: int, further: bool) -> str:
    """A number of rows in words that are true, as ``counted`` gives it."""
    return gettext("more than %(n)s") % {"n": count(many)} if further else count(many)


def part_of(rows: Rows, start: int, size: int) -> list[Any]:
    """The rows from ``start`` on, at most ``size``."""
    if isinstance(rows, Ordered):
        return rows.part(start, size)
    if not isinstance(rows, QuerySet) or not _has_keys(rows):
        return list(rows[start : start + size])
    return _whole(rows, list(_keys(rows)[start : start + size]))


def in_pieces(rows: Rows, size: int = PIECE) -> Iterator[list[Any]]:
    """All rows in their order, some at a time: never more than these are in memory."""
    if isinstance(rows, Ordered):
        at = 0
        while part := rows.part(at, size):
            yield part
            at += size
        return
    if not isinstance(rows, QuerySet) or not _has_keys(rows):
        every = list(rows)
        yield from (every[at : at + size] for at in range(0, len(every), size))
        return
    keys: list[Any] = []
    for key in _keys(rows).iterator(size):
        keys.append(key)
        if len(keys) == size:
            yield _whole(rows, keys)
            keys = []
    if keys:
        yield _whole(rows, keys)


@dataclass(frozen=True)
class Ordered:
    """Rows in an order that another table knows: the keys in it, and the rows it says nothing of, which come after."""

    rows: QuerySet[Any]
    keys: QuerySet[Any]
    rest: QuerySet[Any]

    def part(self, start: int, size: int) -> list[Any]:
        """A page of them."""
        keys = list(self.keys[start : start + size])
        if len(keys) < size:
            before = start + len(keys) if keys else self.keys.count()
            after = max(0, start - before)
            keys += _keys(self.rest)[after : after + size - len(keys)]
        return _whole(self.rows, keys)


def in_order(rows: Rows, sort: str | Callable[..., Any], *, falling: bool) -> Rows | Ordered:
    """Sorted by a field of the QuerySet, or for lists by a field or a function of a row; then by key."""
    if isinstance(rows, QuerySet) and callable(sort):
        return sort(rows, falling)
    if isinstance(rows, QuerySet):
        sign = "-" if falling else ""
        return rows.order_by(f"{sign}{sort}", f"{sign}pk")
    by = sort if callable(sort) else _field(sort)
    return sorted(rows, key=lambda each: _comparable(by(each)), reverse=falling)


def _keys(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.values_list("pk", flat=True)


def _is_keys(rows: QuerySet[Any]) -> bool:
    return len(getattr(rows, "_fields", None) or ()) == 1 and not rows.query.is_sliced and not rows.query.combinator


def _has_keys(rows: QuerySet[Any]) -> bool:
    """Whether its rows are whole objects; of rows of values there is no key to find them by."""
    return getattr(rows, "_fields", None) is None and not rows.query.is_sliced and not rows.query.combinator


def _whole(rows: QuerySet[Any], keys: list[Any]) -> list[Any]:
    if not keys:
        return []
    whole = rows.order_by()
    if not whole.query.annotations:  # what is counted in a row may hang on what narrows the list
        whole.query.clear_where()  # the keys were found by that: it need not be asked of each row again
    found = {each.pk: each for each in whole.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def _field(name: str) -> Callable[[Any], Any]:
    return lambda each: each.get(name) if isinstance(each, dict) else getattr(each, name)


def _comparable(value: Any) -> tuple[int, Any]:
    """Nothing comes first, then the rest; names are compared whatever their case."""
    if value is None:
        return (0, 0)
    return (1, value.casefold() if isinstance(value, str) else value)
