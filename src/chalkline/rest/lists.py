"""Lists through the API, one way for all: ``q`` searches, ``sort`` orders ("name", "-name"), filters are named as on
the page, and custom fields as ``own-KEY``. Rows are counted as pages count them: to 10,000; beyond that ``more`` is
true.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field

from chalkline.govern.custom_fields.api import About, fields_about, only_with
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import Short, Span

COUNTED = 10_000
OWN = "own-"


class Listing(Span):
    """Which part of a list, what is searched for in it, and in which order."""

    q: Short = Field("", description="Words to search for, as on the page of the list.")
    sort: Short = Field("", description="A column by its name; a minus before it for the other way round.")


def listed(rows: QuerySet[Any], listing: Listing, sorts: Mapping[str, str], shape: Callable[[Any], Any]) -> Any:
    """The part that was asked for, in the order that was asked for. Raises Problem("lists.no_such_order")."""
    if listing.sort:
        rows = _in_order(rows, listing.sort, sorts)
    keys = rows.values_list("pk", flat=True)
    found = keys.order_by()[: COUNTED + 1].count()
    shown = list(keys[listing.offset : listing.offset + listing.limit])
    whole = {each.pk: each for each in rows.order_by().filter(pk__in=shown)} if shown else {}
    return {
        "items": [shape(whole[key]) for key in shown if key in whole],
        "total": min(found, COUNTED),
        "more": found > COUNTED,
        "limit": listing.limit,
        "offset": listing.offset,
    }


def chosen(name: str, value: str, choices: type[StrEnum]) -> str:
    """A value of a filter. Raises Problem("lists.no_such_choice")."""
    if value and value not in set(choices):
        raise Problem(
            "lists.no_such_choice",
            what=Sentence("“{name}” cannot be “{value}”.", name=name, value=value),
            why=Sentence("A list is narrowed by what its rows can be."),
            next_step=Sentence("Choose one of: {names}.", names=", ".join(choices)),
            fields={name: Sentence("Choose one of: {names}.", names=", ".join(choices))},
        )
    return value


def by_own_fields(request: HttpRequest, rows: QuerySet[Any], about: About) -> QuerySet[Any]:
    """Narrowed by custom fields in the address. Raises Problem("lists.no_such_field") for one that is not asked."""
    wanted = {key.removeprefix(OWN): value for key, value in request.GET.items() if key.startswith(OWN) and value}
    if not wanted:
        return rows
    asked = {each.key: each for each in fields_about(about)}
    for key, value in wanted.items():
        if key not in asked:
            raise Problem(
                "lists.no_such_field",
                what=Sentence("No field is called “{key}”.", key=key),
                why=Sentence("Only what the district asks of these can narrow the list."),
                next_step=Sentence("Read the fields at /custom-fields."),
                fields={f"{OWN}{key}": Sentence("No field is called so.")},
            )
        rows = only_with(rows, asked[key], str(value).replace("\0", ""))
    return rows


def _in_order(rows: QuerySet[Any], sort: str, sorts: Mapping[str, str]) -> QuerySet[Any]:
    column = sorts.get(sort.removeprefix("-"))
    if column is None:
        raise Problem(
            "lists.no_such_order",
            what=Sentence("This list cannot be sorted by “{name}”.", name=sort.removeprefix("-")),
            why=Sentence("Only some columns have an order that is found fast."),
            next_step=Sentence("Choose one of: {names}.", names=", ".join(sorts)),
            fields={"sort": Sentence("Choose one of: {names}.", names=", ".join(sorts))},
        )
    sign = "-" if sort.startswith("-") else ""
    return rows.order_by(f"{sign}{column}", f"{sign}pk")
