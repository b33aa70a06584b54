"""Reads of training: courses, one's own completions, how many of the staff are current."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Q, QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, staff, system_actor
from chalkline.protect.disclosure import Suppressed, share
from chalkline.rollout.training.models import Completion, Course


@dataclass(frozen=True)
class Mine:
    """A course, and how the actor stands to it: ``until_on`` None and ``is_current`` means without an end."""

    course: Course
    is_current: bool
    until_on: date | None


def courses(actor: Actor) -> QuerySet[Course]:
    """Every training."""
    actor.must("training.see")
    return Course.objects.all()


def course_by_id(actor: Actor, course_id: str) -> Course:
    """One training. Raises Problem("not_found")."""
    found = courses(actor).filter(pk=id_from(course_id)).first()
    if found is None:
        raise not_found(Sentence("training"))
    return found


def course_named(slug: str) -> Course | None:
    """The training that conditions and gates call so, or None. Takes no actor: it names no person."""
    return Course.objects.filter(slug=slug).first() if slug else None


def my_trainings(actor: Actor, on: date) -> list[Mine]:
    """Every training and whether the actor's own is current on a day."""
    held: dict[object, Completion] = {}
    for each in Completion.objects.filter(person_id=id_from(actor.id)).order_by("completed_on"):
        held[each.course_id] = each
    return [_mine(course, held.get(course.pk), on) for course in courses(actor)]


def current_of(actor: Actor, course: Course, on: date) -> int:
    """How many people's training is current on a day."""
    actor.must("training.record")
    held = Completion.objects.filter(Q(until_on=None) | Q(until_on__gte=on), course=course, person__is_active=True)
    return held.values("person").distinct().count()


def share_current(actor: Actor, course: Course, on: date) -> tuple[Literal["", "<=", ">="], int] | Suppressed:
    """The percentage of the staff whose training is current, its ends coded; hidden for a small staff. For reports."""
    actor.must("training.see")
    everybody = staff(system_actor("report"))
    held = Completion.objects.filter(Q(until_on=None) | Q(until_on__gte=on), course=course, person__in=everybody)
    return share(held.values("person").distinct().count(), everybody.count())


def completions(actor: Actor) -> QuerySet[Completion]:
    """Who did which training when, the newest first: for those who keep the records."""
    actor.must("training.record")
    return Completion.objects.select_related("course", "person__school")


def _mine(course: Course, held: Completion | None, on: date) -> Mine:
    if held is None:
        return Mine(course, False, None)
    return Mine(course, held.until_on is None or held.until_on >= on, held.until_on)
