"""/api/v1/custom-fields: what the district asks besides of tools, requests and makers, and what is entered."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Field as Said
from ninja import Schema

from chalkline.govern.custom_fields.api import (
    About,
    Field,
    as_typed,
    choices_of,
    entries_of,
    fields_about,
    fill_in,
    row_named,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import Problem, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.rest.shapes import REFUSALS, Id, Place, ProblemDocument, Sent, Short, Text, like, who
from chalkline.tools.register.api import maker_id, registered

router = Place(tags=["custom fields"])
SEES = {About.TOOL: "tools.see", About.MAKER: "tools.see", About.REQUEST: "requests.see"}


class CustomFieldTold(Schema):
    """One field. ``kind``: text, number, day, yes_no, one_of or person (by e-mail address)."""

    model_config = like(
        key="tier", about="tool", kind="one_of", name_en="Tier", name_es="Nivel", is_required=False, choices=["one"]
    )

    key: str
    about: str
    kind: str
    name_en: str
    name_es: str
    is_required: bool
    choices: list[str] = Said(description="The keys that can be entered; empty where it is no choice.")


class CustomEntries(Sent):
    """What is entered of one thing, by the key of the field, as it would be typed; "" for nothing."""

    model_config = like(entries={"tier": "one"})

    entries: dict[Id, Text] = Said(max_length=100)


@router.get("/custom-fields", response={200: list[CustomFieldTold], REFUSALS: ProblemDocument})
def list_custom_fields(request: HttpRequest, about: About | None = None) -> object:
    """What is asked of tools, requests and makers; ``about`` for one of them."""
    wanted = [about] if about else list(About)
    for kind in wanted:
        who(request).must(SEES[kind])
    return [_told(each) for kind in wanted for each in fields_about(kind)]


@router.get("/custom-fields/{about}/{of}", response={200: CustomEntries, REFUSALS: ProblemDocument})
def read_custom_entries(request: HttpRequest, about: Id, of: Short) -> object:
    """What is entered of a tool (by its id), a request (by its id) or a maker (by its name)."""
    kind = _kind(about)
    who(request).must(SEES[kind])
    return _entries(kind, _row(kind, of))


@router.put("/custom-fields/{about}/{of}", response={200: CustomEntries, REFUSALS: ProblemDocument})
def enter_custom_fields(request: HttpRequest, about: Id, of: Short, given: CustomEntries) -> object:
    """Enter these fields, all of them or none; fields that are not sent stay as they are, "" empties one."""
    actor, kind = who(request), _kind(about)
    row_id = _row(kind, of)
    actor.must("fields.fill_in", owner_id=row_named(kind, row_id).owner_id)
    asked = {each.key: each for each in fields_about(kind)}
    errors: dict[str, Sentence | str] = {}
    with transaction.atomic():
        for key, text in given.entries.items():
            try:
                if key not in asked:
                    raise not_found(Sentence("field"))
                with transaction.atomic():
                    fill_in(actor, asked[key], row_id, text, now=utc_now())
            except Problem as problem:
                errors[key] = next(iter(problem.fields.values()), problem.what)
        if errors:
            transaction.set_rollback(True)
    if errors:
        raise Problem(
            "fields.not_entered",
            what=Sentence("Nothing was entered."),
            why=Sentence("Some of what was sent does not fit its field."),
            next_step=Sentence("Correct the fields named here and send all of it again."),
            fields=errors,
        )
    return _entries(kind, row_id)


def _kind(about: str) -> About:
    if about not in set(About):
        raise not_found()
    return About(about)


def _row(about: About, of: str) -> UUID:
    if about is About.TOOL:
        return registered(of).pk
    row_id = maker_id(of) if about is About.MAKER else id_from(of)
    if row_id is None:
        raise not_found(Sentence("request"))
    row_named(about, row_id)
    return row_id


def _entries(about: About, row_id: UUID) -> CustomEntries:
    asked = fields_about(about)
    held = entries_of([row_id], asked).get(row_id, {})
    return CustomEntries(entries={each.key: as_typed(each, held.get(each.key)) for each in asked})


def _told(field: Field) -> CustomFieldTold:
    return CustomFieldTold(
        key=field.key,
        about=field.about,
        kind=field.kind,
        name_en=field.name_en,
        name_es=field.name_es,
        is_required=field.is_required,
        choices=[each.key for each in choices_of(field)],
    )
