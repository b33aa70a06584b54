"""Writes of training: offer one, record who did it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import CHILDREN_AND_FAMILIES, Actor, command, people_by_email
from chalkline.people.standing.api import note_training
from chalkline.people.standing.events import TrainingNoted
from chalkline.rollout.training import rules
from chalkline.rollout.training.events import CourseCompleted, CourseOffered
from chalkline.rollout.training.importing import CompletedRow
from chalkline.rollout.training.models import Completion, Course
from chalkline.rulebook.words import training_id


@command(records=(CourseOffered,))
def offer_course(actor: Actor, *, title: str, where: str, months: int, now: datetime) -> Course:
    """Offer a training; conditions name it by its title. Raises Problem: training.incomplete, training.known."""
    actor.must("training.record")
    rules.must_be_a_course(title, where, months)
    slug = training_id(title)
    if Course.objects.filter(slug=slug).exists():
        raise rules.known_already()
    course = Course.objects.create(
        slug=slug, title=title.strip(), where=where.strip(), months=months, offered_by=actor.id, offered_at=now
    )
    told = CourseOffered(SubjectRef("course", str(course.pk)), course.title, months)
    record(told, actor_id=actor.id, now=now)
    return course


@command(records=(CourseCompleted, TrainingNoted))
def record_completions(
    actor: Actor, course: Course, addresses: Sequence[str], *, completed_on: date, now: datetime
) -> int:
    """Record that these people did a training on a day; the gateway knows within seconds. All of them, or none.

    Raises Problem: training.nobody, training.not_yet, training.unknown_people.
    """
    actor.must("training.record")
    wanted = list(dict.fromkeys(each.strip().lower() for each in addresses if each.strip()))
    rules.must_name_some(len(wanted))
    rules.must_have_been(completed_on, localdate(now))
    found = people_by_email(wanted)
    people = {address: each for address, each in found.items() if each.roster_role not in CHILDREN_AND_FAMILIES}
    _must_know_all([each for each in wanted if each not in people])
    last = rules.until(completed_on, course.months)
    for person in people.values():
        Completion.objects.get_or_create(
            course=course,
            person=person,
            completed_on=completed_on,
            defaults={"until_on": last, "recorded_by": actor.id, "recorded_at": now},
        )
        newest = Completion.objects.filter(course=course, person=person).order_by("-completed_on")[0]
        note_training(actor, person, course.slug, newest.until_on, now=now)
    told = CourseCompleted(SubjectRef("course", str(course.pk)), course.title, len(people), completed_on)
    record(told, actor_id=actor.id, now=now)
    return len(people)


@command(records=(CourseCompleted, TrainingNoted))
def take_over_completions(actor: Actor, course: Course, rows: Sequence[CompletedRow], *, now: datetime) -> int:
    """Record the rows of a file, day by day. All of them, or none; what was recorded before changes nothing."""
    actor.must("training.record")
    days: dict[date, list[str]] = {}
    for row in rows:
        days.setdefault(row.completed_on, []).append(row.email)
    rules.must_name_some(min(len(rows), 1))
    for day, addresses in sorted(days.items()):
        for start in range(0, len(addresses), rules.MOST_AT_ONCE):
            part = addresses[start : start + rules.MOST_AT_ONCE]
            record_completions(actor, course, part, completed_on=day, now=now)
    return len(rows)


def _must_know_all(unknown: list[str]) -> None:
    if not unknown:
        return
    raise Problem(
        "training.unknown_people",
        what=Sentence("Nobody who works here has the address {addresses}.", addresses=tuple(unknown[:5])),
        why=Sentence("Nothing was recorded: half a list would look like a whole one."),
        next_step=Sentence("Correct the addresses, then send the list again."),
        fields={"addresses": Sentence("Not known: {addresses}", addresses=tuple(unknown[:5]))},
    )
