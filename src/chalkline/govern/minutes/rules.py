"""What may be written into minutes and when, what the public reads of them, and what is refused. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from chalkline.govern.committees.api import CLOSED_FOR_NAMES, Choice, ClosedFor, Constituency
from chalkline.govern.decisions.api import ItemNoted, Minutes
from chalkline.govern.minutes.words import ABOUT_ITEM, FREE_PASSAGES
from chalkline.kernel.problem import Kind, Problem, not_found
from chalkline.kernel.sentences import Sentence

PASSAGE_LIMIT = 8000
NOTE_LIMIT = 20_000
# Who is named by what they speak for, never by their own name, where anyone can read it.
UNNAMED: dict[str, Sentence] = {
    Constituency.FAMILY.value: Sentence("a family representative"),
    Constituency.STUDENT.value: Sentence("a student representative"),
}


def may_be_written(passage: str, item_ids: Iterable[str]) -> bool:
    """Whether this is a passage of these minutes: free, or about an item that was on the agenda."""
    if passage.startswith(ABOUT_ITEM):
        return passage.removeprefix(ABOUT_ITEM) in set(item_ids)
    return passage in FREE_PASSAGES


@dataclass(frozen=True)
class PublicItem:
    """An item as anyone reads it. ``closed``: the reason of law, where nothing else is said; None where it was open."""

    number: int
    title: str
    sentences: tuple[Sentence, ...]
    conditions: tuple[str, ...]
    votes: tuple[tuple[Sentence | str, Choice], ...]
    decision_number: str
    talk: str
    closed: Sentence | None = None


@dataclass(frozen=True)
class PublicMinutes:
    """Approved minutes as anyone reads them."""

    committee_name: str
    held_on: date
    place: str
    opened_at: datetime | None
    ended_at: datetime | None
    present: tuple[Sentence | str, ...]
    items: tuple[PublicItem, ...]
    passages: Mapping[str, str]


def for_the_public(facts: Minutes, passages: Mapping[str, str]) -> PublicMinutes:
    """Without names of families and students, without reasons of votes and conflicts, without closed sessions."""
    return PublicMinutes(
        committee_name=facts.committee_name,
        held_on=facts.held_on,
        place=facts.place,
        opened_at=facts.opened_at,
        ended_at=facts.ended_at,
        present=tuple(named(each.name, each.speaks_for) for each in facts.attended),
        items=tuple(_public_item(each, passages.get(f"{ABOUT_ITEM}{each.item_id}", "")) for each in facts.items),
        passages={name: passages[name] for name in FREE_PASSAGES if passages.get(name)},
    )


def _public_item(item: ItemNoted, talk: str) -> PublicItem:
    if item.closed_law:
        law = CLOSED_FOR_NAMES[ClosedFor(item.closed_law)]
        return PublicItem(item.number, "", (), (), (), "", "", closed=law)
    return PublicItem(
        number=item.number,
        title=item.title,
        sentences=item.result,
        conditions=item.conditions,
        votes=tuple((named(each.name, each.speaks_for), each.choice) for each in item.votes),
        decision_number=item.decision_number,
        talk=talk,
    )


def named(name: str, speaks_for: str) -> Sentence | str:
    """A name as anyone may read it."""
    return UNNAMED.get(speaks_for, name)


def not_a_passage() -> Problem:
    return Problem(
        "minutes.not_a_passage",
        what=Sentence("This part of the minutes cannot be written."),
        why=Sentence("Who was there, motions, votes and decisions are read from what was recorded; nobody edits them."),
        next_step=Sentence("Write what was said about an item, what the public said, or how it opened and ended."),
    )


def approved_already(number: str) -> Problem:
    return Problem(
        "minutes.approved",
        what=Sentence("These minutes are approved, and nobody changes them any more."),
        why=Sentence("The committee approved exactly this text by decision {number}.", number=number),
        next_step=Sentence("What was wrong is said in the minutes of the next meeting."),
        kind=Kind.CONFLICT,
    )


def too_long(limit: int) -> Problem:
    said = Sentence("Keep this under {n} characters.", n=limit)
    return Problem(
        "minutes.too_long",
        what=Sentence("This passage is too long."),
        why=Sentence("Minutes say what was said in short."),
        next_step=said,
        fields={"text": said},
    )


def names_a_student() -> Problem:
    said = Sentence("Write it without the name: “a student”, “a fourth grader”.")
    return Problem(
        "minutes.names_a_student",
        what=Sentence("This passage seems to name a student, or holds a number or address of a person."),
        why=Sentence("Minutes are read by many and kept for ever."),
        next_step=said,
        fields={"text": said},
    )


def not_over() -> Problem:
    return Problem(
        "minutes.not_over",
        what=Sentence("These minutes cannot be put before the committee yet."),
        why=Sentence("The meeting they tell of has not ended."),
        next_step=Sentence("End the meeting first."),
        kind=Kind.CONFLICT,
    )


def other_meeting() -> Problem:
    return Problem(
        "minutes.other_meeting",
        what=Sentence("These minutes do not go before that meeting."),
        why=Sentence("The committee that met approves its own minutes, at a later meeting."),
        next_step=Sentence("Choose a meeting of the same committee that is still to come."),
        kind=Kind.CONFLICT,
    )


def say_it() -> Problem:
    said = Sentence("Write how it should read.")
    return Problem(
        "minutes.say_it",
        what=Sentence("It is not clear how the passage should read."),
        why=Sentence("The secretary takes your words in, or says why not."),
        next_step=said,
        fields={"text": said},
    )


def settled_already() -> Problem:
    return Problem(
        "minutes.settled_already",
        what=Sentence("This correction is settled."),
        why=Sentence("Each is taken in or set aside once."),
        next_step=Sentence("Ask for another correction if it is still wrong."),
        kind=Kind.CONFLICT,
    )


def reason_needed() -> Problem:
    said = Sentence("Write one sentence.")
    return Problem(
        "minutes.reason_needed",
        what=Sentence("Please say why the correction is set aside."),
        why=Sentence("Whoever asked for it reads it."),
        next_step=said,
        fields={"reason": said},
    )


def session_open() -> Problem:
    return Problem(
        "minutes.session_open",
        what=Sentence("Nothing is sealed about this item."),
        why=Sentence("Notes are sealed while the item is in closed session, by a member in the room."),
        next_step=Sentence("Take the item into closed session first; what is public goes into the minutes."),
        kind=Kind.CONFLICT,
    )


def no_such_note() -> Problem:
    """The same for who may not know that there is one."""
    return not_found(Sentence("note"))
