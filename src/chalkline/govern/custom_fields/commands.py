"""Writes of custom fields: add one, retire one, fill one in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from chalkline.govern.custom_fields import rules
from chalkline.govern.custom_fields.events import FieldAdded, FieldFilledIn, FieldRetired
from chalkline.govern.custom_fields.models import Entry, Field
from chalkline.govern.custom_fields.queries import as_typed, choices_of, field_ref
from chalkline.govern.custom_fields.registering import row_meant
from chalkline.govern.custom_fields.words import About, FieldKind, FieldPlan, Held
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import CHILDREN_AND_FAMILIES, Actor, command, people_by_email
from chalkline.people.models import Person


@command(records=(FieldAdded,))
def add_field(actor: Actor, plan: FieldPlan, *, now: datetime) -> Field:
    """Ask something more of every tool, request or maker."""
    actor.must("fields.define")
    tidy = rules.checked(plan)
    if Field.objects.filter(about=tidy.about.value, retired_at=None).count() >= rules.MOST_FIELDS:
        raise rules.too_many()
    choices = [{"key": each.key, "en": each.en, "es": each.es} for each in tidy.choices]
    try:
        with transaction.atomic():
            field = Field.objects.create(
                about=tidy.about.value, key=rules.key_of(tidy.name_en), kind=tidy.kind.value, name_en=tidy.name_en,
                name_es=tidy.name_es, help_en=tidy.help_en, help_es=tidy.help_es, choices=choices,
                is_required=tidy.is_required, added_by=actor.id, added_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise rules.taken(tidy.name_en) from None
    named = tuple(each.en for each in tidy.choices)
    told = FieldAdded(field_ref(field), field.about, field.kind, field.name_en, field.is_required, named)
    record(told, actor_id=actor.id, now=now)
    return field


@command(records=(FieldRetired,), may_change_nothing=True)
def retire_field(actor: Actor, field: Field, *, now: datetime) -> Field:
    """No longer ask it. What was entered stays, and the name stays taken."""
    actor.must("fields.define")
    current = Field.objects.select_for_update().get(pk=field.pk)
    if current.retired_at:
        return current
    current.retired_at = now
    current.save(update_fields=["retired_at"])
    record(FieldRetired(field_ref(current), current.name_en), actor_id=actor.id, now=now)
    return current


@command(records=(FieldFilledIn,), may_change_nothing=True)
def fill_in(actor: Actor, field: Field, row_id: UUID, given: str, *, now: datetime) -> None:
    """Enter what a field says of one row, as it is typed (a person by e-mail); "" empties it.

    The same again changes nothing. Raises Problem("not_found") for a row that is not there.
    """
    row = row_meant(About(field.about), row_id)
    if row is None or field.retired_at:
        actor.must("fields.fill_in")
        raise not_found(Sentence("field"))
    actor.must("fields.fill_in", owner_id=row.owner_id)
    held, person = _read(field, given)
    if held.is_empty and field.is_required:
        raise rules.missing(field.name_en)
    held_now = Entry.objects.select_for_update(of=("self",)).select_related("person")
    entry = held_now.filter(field=field, row_id=row_id).first()
    before = as_typed(field, entry)
    if held.is_empty:
        if entry is None:
            return
        entry.delete()
        after = ""
    else:
        entry = entry or Entry(field=field, row_id=row_id)
        entry.text, entry.number, entry.day = held.text, held.number, held.day
        entry.folded = rules.folded(held.text)[:160]
        entry.person = person
        after = as_typed(field, entry)
        if after == before:
            return
        entry.entered_by, entry.entered_at = actor.id, now
        entry.save()
    told = FieldFilledIn(
        SubjectRef(field.about, row.subject_id), field_ref(field), field.name_en, row.name, before, after
    )
    record(told, actor_id=actor.id, now=now)


def _read(field: Field, given: str) -> tuple[Held, Person | None]:
    kind = FieldKind(field.kind)
    if kind is not FieldKind.PERSON or not given.strip():
        return rules.read_entry(kind, field.name_en, given, choices_of(field)), None
    person = people_by_email([given]).get(given)
    if person is None or person.roster_role in CHILDREN_AND_FAMILIES:
        raise rules.not_of_its_kind(kind, field.name_en)
    return Held(person_id=str(person.pk)), person
