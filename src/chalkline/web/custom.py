"""Custom fields in lists and on pages: columns and filters of the district's own, and what is entered of one thing.

A list shows the first two as columns and has all of them as filters and in its files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chalkline.govern.custom_fields.api import (
    About,
    Entry,
    Field,
    FieldKind,
    choice_named,
    choices_of,
    entries_of,
    fields_about,
    in_order_of,
    name_of,
    only_with,
    rows_with,
)
from chalkline.people.api import Actor
from chalkline.web.cells import Column, Filter
from chalkline.web.routes import address_of
from chalkline.web.rows import Ordered

SHOWN = 2
NUMBERS = {FieldKind.NUMBER}
Known = dict[UUID, dict[str, Entry]]


@dataclass(frozen=True)
class Custom:
    """The fields about one kind of row, as a list uses them."""

    fields: tuple[Field, ...]
    of_all: bool = False

    @property
    def columns(self) -> list[Column]:
        """A column each; those after the second stand in files alone."""
        return [
            Column(
                _key(field), name_of(field, language()), sort=_ordering(field), number=field.kind in NUMBERS,
                in_file=at >= SHOWN,
            )
            for at, field in enumerate(self.fields)
        ]  # fmt: skip

    @property
    def filters(self) -> list[Filter]:
        """A filter each: chosen where there is a choice, else typed (a number or a day also as from..to)."""
        return [
            Filter(_key(field), name_of(field, language()), _choices(field), _keeping(field), typed=_typed(field),
                   alone=partial(rows_with, field) if self.of_all else None)
            for field in self.fields
            if field.kind != FieldKind.PERSON
        ]  # fmt: skip

    def entries(self, rows: Iterable[Any]) -> Known:
        """What is entered of these rows."""
        return entries_of([row.pk for row in rows], self.fields)

    def cells(self, row: Any, known: Known) -> list[Any]:
        """The cells of one row, in the order of the columns."""
        entries = known.get(row.pk, {})
        return [shown(field, entries.get(field.key)) for field in self.fields]


def custom(about: About, *, of_all: bool = False) -> Custom:
    """The fields that are asked about a kind of row. ``of_all``: the list holds every row of its kind for everybody."""
    return Custom(tuple(fields_about(about)), of_all)


def shown(field: Field, entry: Entry | None) -> Any:
    """What is entered, as a cell or a fact shows it; "" for nothing."""
    if entry is None:
        return ""
    kind = FieldKind(field.kind)
    if kind is FieldKind.NUMBER:
        number = entry.number
        return "" if number is None else int(number) if number == number.to_integral_value() else float(number)
    if kind is FieldKind.DAY:
        return entry.day
    if kind is FieldKind.YES_NO:
        return _("Yes") if entry.number else _("No")
    if kind is FieldKind.ONE_OF:
        return choice_named(field, entry.text, language())
    return str(entry.person) if kind is FieldKind.PERSON else entry.text


def more_about(actor: Actor, about: About, row_id: UUID, owner_id: str = "") -> dict[str, Any]:
    """What is entered of one thing, for its page, and the way to fill it in for those who may."""
    asked = fields_about(about)
    entries = entries_of([row_id], asked).get(row_id, {})
    may = bool(asked) and actor.may("fields.fill_in", owner_id=owner_id)
    said = [(name_of(field, language()), shown(field, entries.get(field.key))) for field in asked]
    return {
        "rows": [(name, text) for name, text in said if text != ""],
        "missing": [name for name, text in said if text == ""],
        "url": address_of("fields.fill_in", about.value, row_id) if may else "",
    }


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def _key(field: Field) -> str:
    return f"own-{field.key}"


def _ordering(field: Field) -> Any:
    def order(rows: QuerySet[Any], falling: bool) -> Ordered:
        keys, rest = in_order_of(rows, field, falling=falling)
        return Ordered(rows, keys, rest)

    return order


def _keeping(field: Field) -> Any:
    return lambda rows, value: only_with(rows, field, value)


def _choices(field: Field) -> Sequence[tuple[str, Any]]:
    if field.kind == FieldKind.ONE_OF:
        return [(each.key, choice_named(field, each.key, language())) for each in choices_of(field)]
    return [("yes", _("Yes")), ("no", _("No"))] if field.kind == FieldKind.YES_NO else []


def _typed(field: Field) -> str:
    return "" if _choices(field) else "text"
