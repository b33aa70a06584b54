"""Reads of custom fields: the fields, entries of rows, rows by what is entered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from chalkline.govern.custom_fields.models import Entry, Field
from chalkline.govern.custom_fields.rules import day_read, folded, read_entry
from chalkline.govern.custom_fields.words import COLUMNS, NO, YES, About, Choice, FieldKind
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import kept_until_something_happens
from chalkline.people.api import Actor, people_by_email, person_by_id

Row = TypeVar("Row", bound=Model)
FEW = 1000
AFTER_ALL = "\U0010ffff"


def fields_about(about: About) -> list[Field]:
    """The fields that are asked now. Takes no actor: whoever sees a thing may see what is asked of it."""
    return [each for each in _asked() if each.about == about.value]


@kept_until_something_happens
def _asked() -> tuple[Field, ...]:
    return tuple(Field.objects.filter(retired_at=None))


def fields(actor: Actor) -> QuerySet[Field]:
    """Every field, retired ones too."""
    actor.must("fields.see")
    return Field.objects.order_by("about", "added_at")


def field_by_id(actor: Actor, field_id: str) -> Field:
    """One field. Raises Problem("not_found")."""
    found = fields(actor).filter(pk=id_from(field_id)).first()
    if found is None:
        raise not_found(Sentence("field"))
    return found


def field_ref(field: Field) -> SubjectRef:
    """How facts name a field."""
    return SubjectRef("custom_field", str(field.pk))


def name_of(field: Field, language: str) -> str:
    """Its name in a language; English where there is no other."""
    return (field.name_es if language.startswith("es") else "") or field.name_en


def help_of(field: Field, language: str) -> str:
    """Its help in a language."""
    return (field.help_es if language.startswith("es") else "") or field.help_en


def choices_of(field: Field) -> tuple[Choice, ...]:
    """The choices of one that is one of a list."""
    return tuple(Choice(each["key"], each["en"], each["es"]) for each in field.choices)


def choice_named(field: Field, key: str, language: str) -> str:
    """A choice in a language."""
    found = next((each for each in choices_of(field) if each.key == key), None)
    return ((found.es if language.startswith("es") else "") or found.en) if found else key


def entries_of(rows: Collection[UUID], asked: Iterable[Field]) -> dict[UUID, dict[str, Entry]]:
    """What is entered of these rows: by row, then by the key of the field."""
    by_id = {field.pk: field.key for field in asked}
    found: dict[UUID, dict[str, Entry]] = {}
    if not by_id or not rows:
        return found
    entries = Entry.objects.filter(row_id__in=list(rows), field_id__in=list(by_id)).select_related("person")
    for entry in entries:
        found.setdefault(entry.row_id, {})[by_id[entry.field_id]] = entry
    return found


def as_typed(field: Field, entry: Entry | None) -> str:
    """An entry as it could be typed again: for forms, files and programs. "" for none."""
    if entry is None:
        return ""
    kind = FieldKind(field.kind)
    if kind is FieldKind.NUMBER:
        return plain_number(entry.number)
    if kind is FieldKind.DAY:
        return entry.day.isoformat() if entry.day else ""
    if kind is FieldKind.PERSON:
        return entry.person.email if entry.person else ""
    return entry.text


def reads_as(field: Field, given: str) -> str:
    """What is typed, as it would be typed again once entered. Raises Problem("fields.not_of_its_kind")."""
    kind = FieldKind(field.kind)
    if kind is FieldKind.PERSON:
        person = people_by_email([given]).get(given)
        return person.email if person else given
    held = read_entry(kind, field.name_en, given, choices_of(field))
    return as_typed(field, Entry(field=field, text=held.text, number=held.number, day=held.day))


def plain_number(number: Decimal | None) -> str:
    """1200 and 12.5, without zeros that say nothing."""
    if number is None:
        return ""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"


def rows_with(field: Field, wanted: str) -> QuerySet[Any]:
    """The ids of all rows in which the field says what is wanted: quicker to count than the rows themselves."""
    said = _says(field, wanted.strip())
    found = Entry.objects.order_by().filter(said, field=field) if said is not None else Entry.objects.none()
    return found.values_list("row_id", flat=True)


def only_with(rows: QuerySet[Row], field: Field, wanted: str) -> QuerySet[Row]:
    """Of these rows, those in which the field says what is wanted: a choice by its key, yes or no, the beginning of a
    text; a number or a day itself, or from ("12..") or to ("..12") or both. What means nothing finds nothing.
    """
    said = _says(field, wanted.strip())
    if said is None:
        return rows.none()
    saying = Entry.objects.filter(said, field=field)
    if saying[: FEW + 1].count() <= FEW:
        return rows.filter(pk__in=saying.values("row_id"))
    return rows.filter(Exists(saying.filter(row_id=OuterRef("pk"))))


def in_order_of(rows: QuerySet[Row], field: Field, *, falling: bool) -> tuple[QuerySet[Any], QuerySet[Row]]:
    """The keys of rows in the order of what is entered, and the rows of which nothing is, which come after."""
    of_rows = rows.order_by().filter(pk=OuterRef("row_id"))
    column = F(COLUMNS[FieldKind(field.kind)])
    entered = Entry.objects.filter(Exists(of_rows), field=field)
    ordered = entered.order_by(column.desc() if falling else column.asc(), "-row_id" if falling else "row_id")
    without = rows.filter(~Exists(Entry.objects.filter(field=field, row_id=OuterRef("pk"))))
    return ordered.values_list("row_id", flat=True), without


def _says(field: Field, wanted: str) -> Q | None:
    kind = FieldKind(field.kind)
    if kind is FieldKind.ONE_OF:
        return Q(folded=folded(wanted))
    if kind is FieldKind.YES_NO:
        return Q(number=int(wanted == YES)) if wanted in {YES, NO} else None
    if kind is FieldKind.TEXT:
        start = folded(wanted)[:160]
        return Q(folded__gte=start, folded__lt=start + AFTER_ALL) if start else None
    if kind is FieldKind.PERSON:
        person = person_by_id(wanted)
        return Q(person=person) if person else None
    return _between(wanted, kind)


def _between(wanted: str, kind: FieldKind) -> Q | None:
    column = "number" if kind is FieldKind.NUMBER else "day"
    low, dots, high = wanted.partition("..")
    ends = [(f"{column}__gte", low), (f"{column}__lte", high if dots else low)]
    found = Q(**{f"{column}__isnull": False})
    for name, text in ends:
        if text.strip():
            value = _number(text) if kind is FieldKind.NUMBER else day_read(text.strip())
            if value is None:
                return None
            found &= Q(**{name: value})
    return found


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip().replace(",", ""))
    except ArithmeticError:
        return None
    return number if number.is_finite() else None
