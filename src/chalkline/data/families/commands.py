"""Writes of families: take down a choice, take it back, make a letter, answer one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from chalkline.data.families import rules
from chalkline.data.families.events import ChoiceRecorded, ChoiceWithdrawn, LetterAnswered, LetterMade
from chalkline.data.families.models import Choice, Letter
from chalkline.data.families.queries import letter_by_secret
from chalkline.data.families.words import CHANGING_GOOD_FOR, LETTER_GOOD_FOR, HeardBy, Said
from chalkline.kernel.ids import new_secret
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, command, digest_of_secret
from chalkline.tools.register.api import Tool, registered, tool_ref


@command(records=(ChoiceRecorded, ChoiceWithdrawn), may_change_nothing=True)
def record_choice(actor: Actor, child: Person, tool: Tool, said: Said, heard_by: HeardBy, *, now: datetime) -> Choice:
    """Take down what a family said about a tool. The gateway knows within seconds; an earlier answer ends.

    Raises Problem("families.not_a_student").
    """
    actor.must("choices.record", school_id=str(child.school_id))
    current = Person.objects.select_for_update(of=("self",)).get(pk=child.pk)
    rules.must_be_a_student(is_student=current.roster_role == "student", is_here=current.is_active)
    return _take_down(actor, current, tool, said, heard_by, now=now)


@command(records=(ChoiceWithdrawn,), may_change_nothing=True)
def withdraw_choice(actor: Actor, choice: Choice, heard_by: HeardBy, *, now: datetime) -> Choice:
    """Take back what a family said, because it says so. Twice changes nothing."""
    current = Choice.objects.select_for_update(of=("self",)).select_related("child", "tool").get(pk=choice.pk)
    actor.must("choices.record", school_id=str(current.child.school_id))
    if current.withdrawn_at is None:
        _end(actor, current, heard_by, now=now)
    return current


@command(records=(LetterMade,))
def make_letter(actor: Actor, child: Person, tools: Sequence[Tool], *, now: datetime) -> tuple[Letter, str]:
    """Make the link for a letter home, good once and for thirty days. Its secret is told now and never again.

    Letters made before for the same family stop working.
    """
    actor.must("choices.record", school_id=str(child.school_id))
    rules.must_be_a_student(is_student=child.roster_role == "student", is_here=child.is_active)
    slugs = sorted({tool.slug for tool in tools})
    rules.must_ask_something(len(slugs))
    Letter.objects.filter(child=child, ended_at=None, is_for_change=False).update(ended_at=now)
    secret = new_secret("cf")
    letter = Letter.objects.create(
        child=child,
        tools=slugs,
        digest=digest_of_secret(secret),
        made_by=actor.id,
        made_at=now,
        expires_at=now + LETTER_GOOD_FOR,
    )
    told = LetterMade(_letter_ref(letter), len(slugs), letter.expires_at.date().isoformat())
    record(told, actor_id=actor.id, now=now)
    return letter, secret


@command(records=(LetterAnswered, ChoiceRecorded, ChoiceWithdrawn))
def answer_letter(actor: Actor, secret: str, answers: Mapping[str, Said], *, now: datetime) -> str:
    """Take down what a family says by its link: yes or no for each tool that the letter asks about.

    Gives the secret of another link, by which the family can change its answer just as easily for a year.
    Raises Problem: families.letter_over, families.not_answered.
    """
    actor.must("choices.answer_letter")
    found = letter_by_secret(secret, now=now)
    child = Person.objects.select_for_update(of=("self",)).get(pk=found.child_id)
    letter = letter_by_secret(secret, now=now)  # of two at once, the second finds it used
    rules.must_answer_each(frozenset(letter.tools), frozenset(answers))
    for slug in letter.tools:
        _take_down(actor, child, registered(slug), answers[slug], HeardBy.LETTER, now=now)
    Letter.objects.filter(child=child, ended_at=None).update(ended_at=now)
    following = new_secret("cf")
    Letter.objects.create(
        child=child,
        tools=letter.tools,
        digest=digest_of_secret(following),
        is_for_change=True,
        made_by=actor.id,
        made_at=now,
        expires_at=now + CHANGING_GOOD_FOR,
    )
    record(LetterAnswered(_letter_ref(letter)), actor_id=actor.id, now=now)
    return following


def _take_down(actor: Actor, child: Person, tool: Tool, said: Said, heard_by: HeardBy, *, now: datetime) -> Choice:
    """The caller holds the lock of the child's row: of two answers at once, one follows the other."""
    held = Choice.objects.filter(child=child, tool=tool, withdrawn_at=None).first()
    if held and held.said == said:
        return held
    if held:
        _end(actor, held, heard_by, now=now)
    made = Choice.objects.create(
        child=child, tool=tool, said=said, heard_by=heard_by, recorded_by=actor.id, recorded_at=now
    )
    record(ChoiceRecorded(_choice_ref(made), tool_ref(tool), heard_by.value), actor_id=actor.id, now=now)
    return made


def _end(actor: Actor, choice: Choice, heard_by: HeardBy, *, now: datetime) -> None:
    choice.withdrawn_by, choice.withdrawn_at = actor.id, now
    choice.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record(ChoiceWithdrawn(_choice_ref(choice), tool_ref(choice.tool), heard_by.value), actor_id=actor.id, now=now)


def _choice_ref(choice: Choice) -> SubjectRef:
    return SubjectRef("choice", str(choice.pk))


def _letter_ref(letter: Letter) -> SubjectRef:
    return SubjectRef("letter", str(letter.pk))
