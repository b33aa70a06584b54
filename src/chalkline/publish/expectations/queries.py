"""Reads of expectations: one's own classes, what the pack says, what is read under a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

from django.utils.timezone import localdate

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, classes_taught, grades_of_classes, person_by_id
from chalkline.protect.disclosure import THRESHOLD
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.expectations.models import Expectation, Work
from chalkline.publish.expectations.rules import highest_of, uses_for
from chalkline.publish.expectations.words import ClassShown, Taught, WorkShown
from chalkline.rulebook.class_level import Level
from chalkline.rulebook.policy import Terms
from chalkline.rulebook.stops import ClassLevel
from chalkline.rulebook.words import KeptBy, band_of_grade


def my_classes(actor: Actor) -> list[Taught]:
    """The classes that this person teaches by the roster, those with a level first."""
    actor.must("expectations.set", owner_id=actor.id)
    person = person_by_id(actor.id)
    if person is None or person.school_id is None:
        return []
    taught, school_id = classes_taught(actor.id), str(person.school_id)
    known = {each.class_id: each for each in Expectation.objects.filter(class_id__in=taught)}
    grades = grades_of_classes(school_id, taught)
    terms, today = policy_in_force().terms, localdate()
    found = [
        _taught(each, school_id, grades[each], known.get(each), number, terms, today)
        for number, each in enumerate(sorted(taught), 1)
    ]
    return sorted(found, key=lambda each: (each.level is None, each.label, each.number))


def has_levels(actor: Actor) -> bool:
    """Whether any class that this person teaches has a level: a cheap question before ``my_classes``."""
    actor.must("expectations.set", owner_id=actor.id)
    return Expectation.objects.filter(class_id__in=classes_taught(actor.id)).exists()


def my_class(actor: Actor, class_id: str) -> Taught:
    """One of one's own classes. Raises Problem("not_found") for whatever else there is."""
    actor.must("expectations.set", owner_id=actor.id, hidden=True)
    person, taught = person_by_id(actor.id), sorted(classes_taught(actor.id))
    if person is None or person.school_id is None or class_id not in taught:
        raise not_found(Sentence("class"))
    held, school_id = Expectation.objects.filter(class_id=class_id).first(), str(person.school_id)
    grades, number = grades_of_classes(school_id, [class_id])[class_id], taught.index(class_id) + 1
    return _taught(class_id, school_id, grades, held, number, policy_in_force().terms, localdate())


def my_expectation(actor: Actor, expectation_id: str) -> Expectation:
    """How one of one's own classes stands. Raises Problem("not_found")."""
    actor.must("expectations.set", owner_id=actor.id, hidden=True)
    held = Expectation.objects.filter(pk=id_from(expectation_id)).first()
    if held is None or held.class_id not in classes_taught(actor.id):
        raise not_found(Sentence("class"))
    return held


def my_work(actor: Actor, work_id: str) -> Work:
    """A piece of work of one of one's own classes. Raises Problem("not_found")."""
    actor.must("expectations.set", owner_id=actor.id, hidden=True)
    held = Work.objects.select_related("of").filter(pk=id_from(work_id)).first()
    if held is None or held.of.class_id not in classes_taught(actor.id):
        raise not_found(Sentence("piece of work"))
    return held


def works_of(held: Expectation, today: date) -> list[Work]:
    """Work that runs or is still to come, by the day it is due. Takes no actor: who asks has found its class."""
    return list(held.works.filter(ended_at=None, due_on__gte=today))


def class_by_link(link: str, today: date) -> ClassShown:
    """What students and families read. Whoever has the link may. Raises Problem("not_found").

    A class of few students is not named: its label could say what is nobody's business.
    """
    held = Expectation.objects.select_related("school").filter(link=link).first() if link else None
    if held is None:
        raise not_found(Sentence("class"))
    grades = grades_of_classes(str(held.school_id), [held.class_id])[held.class_id]
    uses = _uses(grades, str(held.school_id), today, policy_in_force().terms)
    return ClassShown(
        label=held.label if sum(grades.values()) >= THRESHOLD else "",
        school=held.school.name,
        level=Level(held.level),
        note=held.note,
        set_on=localdate(held.set_at),
        works=tuple(shown(each) for each in works_of(held, today)),
        uses=tuple(sorted({each.tool_name for each in uses})),
        by_gateway=any(KeptBy.GATEWAY in each.kept_by for each in uses),
    )


def shown(work: Work) -> WorkShown:
    """A piece of work, as it is read."""
    return WorkShown(work.title, Level(work.level), work.note, work.opens_on, work.due_on, work.holds_class, work.code)


def levels_in_pack(today: date) -> tuple[ClassLevel, ...]:
    """What the standing pack says of classes, by class; work that is over is left out."""
    found = [ClassLevel(each.class_id, each.level) for each in Expectation.objects.order_by("class_id")]
    works = Work.objects.filter(ended_at=None, due_on__gte=today).select_related("of").order_by("code")
    found += [
        ClassLevel(each.of.class_id, each.level, each.code, each.opens_on, each.due_on, each.holds_class)
        for each in works
    ]
    return tuple(found)


def levels_counted() -> dict[Level, int]:
    """How many classes stand at each level. Classes, never students."""
    counted = Counter(Expectation.objects.order_by().values_list("level", flat=True))
    return {level: counted[level.value] for level in Level}


def _taught(
    class_id: str, school_id: str, grades: dict[str, int], held: Expectation | None, number: int,
    terms: Collection[Terms], today: date,
) -> Taught:  # fmt: skip
    uses = _uses(grades, school_id, today, terms)
    return Taught(
        class_id=class_id,
        label=held.label if held else "",
        level=Level(held.level) if held else None,
        highest=highest_of(uses),
        uses=tuple(sorted({each.tool_name for each in uses})),
        students=sum(grades.values()),
        expectation_id=str(held.pk) if held else "",
        number=number,
        grades=tuple(sorted(grade for grade in grades if grade)),
    )


def _uses(grades: dict[str, int], school_id: str, on: date, terms: Collection[Terms]) -> tuple[Terms, ...]:
    bands = {band for grade in grades if (band := band_of_grade(grade))}
    return uses_for(terms, bands, school_id, on)
