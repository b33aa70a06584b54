"""/api/v1/trainings: what people learn before they may use a tool, and who did it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor
from chalkline.rest.shapes import (
    REFUSALS,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    created,
    like,
    paged,
    who,
)
from chalkline.rollout.training.api import (
    Course,
    course_by_id,
    courses,
    current_of,
    offer_course,
    record_completions,
)

router = Place(tags=["roll-out"])


class CourseOffered(Sent):
    """A training: where people find it, and for how many months it holds (0: for always)."""

    model_config = like(title="AI basics for staff", where="Online, in the staff portal.", months=12)

    title: Short
    where: Short
    months: int = Field(ge=0, le=600)


class Completed(Sent):
    """People, by their addresses, who did a training on a day. All of them are recorded, or none."""

    model_config = like(addresses=["tess.moreno@cedarhollow.example"], completed_on="2026-11-20")

    addresses: list[Short] = Field(max_length=500)
    completed_on: date


class CourseTold(Schema):
    """A training. ``current``: how many people's is current, for those who keep the records."""

    id: str
    slug: str
    title: str
    where: str
    months: int
    current: int | None


class CoursePage(Page[CourseTold]):
    """Trainings by their names."""


@router.get("/trainings", response={200: CoursePage, REFUSALS: ProblemDocument})
def list_trainings(request: HttpRequest, span: Query[Span]) -> object:
    """Every training."""
    actor = who(request)
    return paged(courses(actor), span, lambda course: _told(actor, course))


@router.post("/trainings", response={201: CourseTold, REFUSALS: ProblemDocument})
def offer_a_training(request: HttpRequest, given: CourseOffered) -> object:
    """Offer a training; conditions and gates name it by its slug."""
    actor = who(request)
    made = offer_course(actor, title=given.title, where=given.where, months=given.months, now=utc_now())
    return created(_told(actor, made))


@router.post("/trainings/{course_id}/completions", response={200: CourseTold, REFUSALS: ProblemDocument})
def record_who_did_it(request: HttpRequest, course_id: UUID, given: Completed) -> object:
    """Record who did it on a day; the gateway knows within seconds."""
    actor = who(request)
    course = course_by_id(actor, str(course_id))
    record_completions(actor, course, given.addresses, completed_on=given.completed_on, now=utc_now())
    return _told(actor, course)


def _told(actor: Actor, course: Course) -> CourseTold:
    return CourseTold(
        id=str(course.pk),
        slug=course.slug,
        title=course.title,
        where=course.where,
        months=course.months,
        current=current_of(actor, course, localdate()) if actor.may("training.record") else None,
    )
