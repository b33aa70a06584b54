"""Reads of families' choices, each only for those who answer for the child."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from chalkline.data.families.models import Choice, Letter
from chalkline.data.families.rules import letter_over
from chalkline.data.families.words import Said, SaidOf
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Person, digest_of_secret, students_of_schools, taught_together


def children(actor: Actor, words: str = "") -> QuerySet[Person]:
    """Students that the actor answers for: of the actor's school, or all. By name or number."""
    if not actor.could("choices.record"):
        actor.must("choices.record")
    everywhere = actor.may("choices.record")
    return students_of_schools(None if everywhere else _own_schools(actor), words)


def child_by_id(actor: Actor, child_id: str) -> Person:
    """One student. Raises Problem("not_found") also where the actor does not answer for this one."""
    found = children(actor).filter(pk=id_from(child_id)).first()
    if found is None:
        raise not_found(Sentence("student"))
    return found


def choices_of(actor: Actor, child: Person) -> QuerySet[Choice]:
    """Everything that the family of one student has said, what holds first."""
    actor.must("choices.record", school_id=str(child.school_id), hidden=True)
    return Choice.objects.filter(child=child).select_related("tool").order_by("-withdrawn_at", "-recorded_at")


def letters_of(actor: Actor, child: Person) -> QuerySet[Letter]:
    """The letters made for a family that can still be answered."""
    actor.must("choices.record", school_id=str(child.school_id), hidden=True)
    return Letter.objects.filter(child=child, ended_at=None, is_for_change=False)


def choices_in_force(actor: Actor) -> QuerySet[Choice]:
    """What holds now, of the students the actor answers for."""
    known = children(actor).values("pk")
    return Choice.objects.filter(withdrawn_at=None, child__in=known).select_related("child__school", "tool")


def choices_in_my_classes(actor: Actor) -> list[Choice]:
    """What holds now for the students of the classes that the actor teaches, and for nobody else."""
    actor.must("choices.see_in_class", owner_id=actor.id)
    held = Choice.objects.filter(withdrawn_at=None, child__is_active=True).select_related("child", "tool")
    mine = taught_together(actor.id, {each.child_id for each in held})
    return sorted(
        (each for each in held if each.child_id in mine),
        key=lambda each: (each.child.family_name, each.child.given_name, each.tool.name),
    )


def choice_by_id(actor: Actor, choice_id: str) -> Choice:
    """One choice. Raises Problem("not_found") also where the actor does not answer for the child."""
    found = Choice.objects.select_related("child", "tool").filter(pk=id_from(choice_id)).first()
    if found is None:
        raise not_found(Sentence("choice"))
    actor.must("choices.record", school_id=str(found.child.school_id), hidden=True)
    return found


def letter_by_secret(secret: str, *, now: datetime) -> Letter:
    """The letter behind a link. Raises Problem("families.letter_over") when it is unknown, used or too old."""
    found = Letter.objects.select_related("child__school").filter(
        digest=digest_of_secret(secret), ended_at=None, expires_at__gt=now, child__is_active=True
    )
    letter = found.first()
    if letter is None:
        raise letter_over()
    return letter


def said_now(letter: Letter) -> dict[str, Said]:
    """What the family of a letter has said about its tools so far. The letter is the proof of who asks."""
    held = Choice.objects.filter(child=letter.child_id, withdrawn_at=None, tool__slug__in=letter.tools)
    return {slug: Said(said) for slug, said in held.values_list("tool__slug", "said")}


def said_by_families() -> tuple[SaidOf, ...]:
    """What every family has said that holds now. Takes no actor: the standing pack is made of it."""
    found: dict[str, dict[Said, set[str]]] = {}
    held = Choice.objects.filter(withdrawn_at=None, child__is_active=True)
    for child, slug, said in held.values_list("child_id", "tool__slug", "said"):
        found.setdefault(str(child), {}).setdefault(Said(said), set()).add(slug)
    return tuple(
        SaidOf(child, frozenset(said.get(Said.NO, ())), frozenset(said.get(Said.YES, ())))
        for child, said in sorted(found.items())
    )


def students_kept_from(slug: str) -> int:
    """For how many students a no to a tool holds. Takes no actor: exact, for whoever shows it in tens from ten on."""
    return Choice.objects.filter(withdrawn_at=None, child__is_active=True, tool__slug=slug, said=Said.NO.value).count()


def _own_schools(actor: Actor) -> frozenset[str]:
    schools = {holding.school_id for holding in actor.holdings} | {actor.school_id}
    return frozenset(each for each in schools if each and actor.may("choices.record", school_id=each))
