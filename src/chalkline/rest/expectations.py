"""/api/v1/classes: how far one's own classes work with AI."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema
from pydantic import Field

from chalkline.kernel.clock import utc_now
from chalkline.publish.expectations.api import (
    Asked,
    Expectation,
    Taught,
    Work,
    WorkAsked,
    end_work,
    my_class,
    my_classes,
    my_expectation,
    my_work,
    set_class_level,
    set_work,
    works_of,
)
from chalkline.rest.shapes import REFUSALS, Id, Place, ProblemDocument, Sent, Short, Text, created, like, who

router = Place(tags=["classes"])


class WorkTold(Schema):
    """A piece of work with a level of its own. ``code`` names it in X-Chalkline-Class."""

    id: str
    code: str
    title: str
    level: int
    opens_on: date
    due_on: date
    holds_class: bool
    note: str


class LeveledClassTold(Schema):
    """A class of one's own. ``level`` null: nobody has set one. ``highest``: as far as approved uses go."""

    class_id: str
    label: str
    level: int | None
    highest: int
    uses: list[str]
    link: str
    works: list[WorkTold]


class LevelSaid(Sent):
    """How far a class works with AI."""

    model_config = like(class_id="C-4410", level=3, label="Period 3, Biology")

    class_id: Id
    level: int = Field(ge=0, le=9)
    label: Short
    note: Text = ""


class WorkSaid(Sent):
    """A piece of work with a level of its own, both days included."""

    model_config = like(class_id="C-4410", title="Test", level=1, opens_on="2027-02-12", due_on="2027-02-12")

    class_id: Id
    title: Short
    level: int = Field(ge=0, le=9)
    opens_on: date
    due_on: date
    holds_class: bool = False
    note: Text = ""


@router.get("/classes", response={200: list[LeveledClassTold], REFUSALS: ProblemDocument})
def list_own_classes(request: HttpRequest) -> object:
    """The classes that the caller teaches by the roster."""
    actor = who(request)
    return [
        _told(each, my_expectation(actor, each.expectation_id) if each.expectation_id else None)
        for each in my_classes(actor)
    ]


@router.post("/classes/level", response={200: LeveledClassTold, REFUSALS: ProblemDocument})
def set_a_level(request: HttpRequest, said: LevelSaid) -> object:
    """Set how far one of one's own classes works with AI, inside what is approved."""
    actor = who(request)
    held = set_class_level(actor, said.class_id, Asked(said.level, said.label, said.note), now=utc_now())
    return _told(my_class(actor, said.class_id), held)


@router.post("/classes/work", response={201: WorkTold, REFUSALS: ProblemDocument})
def set_a_piece_of_work(request: HttpRequest, said: WorkSaid) -> object:
    """Give a piece of work of one's own class a level of its own."""
    actor = who(request)
    held = my_expectation(actor, my_class(actor, said.class_id).expectation_id)
    asked = WorkAsked(said.title, said.level, said.opens_on, said.due_on, said.note, said.holds_class)
    return created(_work(set_work(actor, held, asked, now=utc_now())))


@router.post("/classes/work/{work_id}/end", response={200: WorkTold, REFUSALS: ProblemDocument})
def end_a_piece_of_work(request: HttpRequest, work_id: UUID) -> object:
    """The work is at the level of its class again."""
    actor = who(request)
    return _work(end_work(actor, my_work(actor, str(work_id)), now=utc_now()))


def _told(of: Taught, held: Expectation | None) -> LeveledClassTold:
    return LeveledClassTold(
        class_id=of.class_id,
        label=held.label if held else "",
        level=held.level if held else None,
        highest=of.highest.value,
        uses=list(of.uses),
        link=held.link if held else "",
        works=[_work(each) for each in works_of(held, localdate())] if held else [],
    )


def _work(of: Work) -> WorkTold:
    return WorkTold(
        id=str(of.pk),
        code=of.code,
        title=of.title,
        level=of.level,
        opens_on=of.opens_on,
        due_on=of.due_on,
        holds_class=of.holds_class,
        note=of.note,
    )
