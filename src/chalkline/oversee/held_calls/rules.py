"""Who may settle a held call, when it is due, what has to be said. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from chalkline.kernel.business_days import due_instant
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.held_calls.words import DUE, FEWEST_WORDS, LONGEST_WORDS, MAY_BECOME
from chalkline.rulebook.pack import HoldState


def due(held_at: datetime, *, zone: str, closed: Collection[date]) -> datetime:
    """Until when a call should be settled: the end of the next day of work."""
    return due_instant(held_at, DUE, zone=zone, closed=closed)


def refuse_own(is_own: bool) -> None:
    """Raise Problem("held_calls.own") where the person made the call."""
    if is_own:
        raise Problem(
            "held_calls.own",
            what=Sentence("You made this call, so another person settles it."),
            why=Sentence("A release is worth something only from somebody who did not ask for it."),
            next_step=Sentence("It stays in the queue. The AI coordinator can settle it too."),
            kind=Kind.NOT_ALLOWED,
        )


def refuse_settled(state: HoldState, wanted: HoldState) -> None:
    """Raise Problem("held_calls.settled") where it cannot become that any more."""
    if wanted not in MAY_BECOME[state]:
        raise Problem(
            "held_calls.settled",
            what=Sentence("This call does not wait any more."),
            why=Sentence("Somebody has settled it, or its time is over."),
            next_step=Sentence("Its page shows what became of it."),
            kind=Kind.CONFLICT,
        )


def refuse_unread(has_read: bool) -> None:
    """Raise Problem("held_calls.unread") where the person has not opened it."""
    if not has_read:
        raise Problem(
            "held_calls.unread",
            what=Sentence("Read the call before you settle it."),
            why=Sentence("Your name stands under what becomes of it."),
            next_step=Sentence("Open it and say why you read it; then release or refuse it."),
            kind=Kind.CONFLICT,
        )


def check_reason(reason: str) -> str:
    """The reason for reading. Raises Problem("held_calls.reason_missing")."""
    if len(reason.strip()) < FEWEST_WORDS:
        raise Problem(
            "held_calls.reason_missing",
            what=Sentence("Say why you read this."),
            why=Sentence("What people type is theirs; each reading is written down with its reason."),
            next_step=Sentence("One short sentence is enough."),
            fields={"reason": Sentence("Say why you read this.")},
        )
    return reason.strip()[:300]


def check_words(words: str, *, is_needed: bool) -> str:
    """What is said with a settlement. Raises Problem("held_calls.words_missing")."""
    said = words.strip()
    if len(said) > LONGEST_WORDS or (is_needed and len(said.split()) < FEWEST_WORDS):
        raise Problem(
            "held_calls.words_missing",
            what=Sentence("Say in a sentence why, at most {n} letters.", n=LONGEST_WORDS),
            why=Sentence("The caller reads it; near a high-stakes decision it is the record of what a person decided."),
            next_step=Sentence("Write what you decided and on what ground."),
            fields={"words": Sentence("Say in a sentence why.")},
        )
    return said


def refuse_same(person_id: str, deputy_id: str) -> None:
    """Raise Problem("held_calls.same_person") where nobody would be left for the releaser's own calls."""
    if person_id == deputy_id:
        raise Problem(
            "held_calls.same_person",
            what=Sentence("The deputy must be another person."),
            why=Sentence("The deputy settles what the releaser sent."),
            next_step=Sentence("Choose two people."),
            fields={"deputy": Sentence("Choose another person.")},
        )


def refuse_gone(is_kept: bool) -> None:
    """Raise Problem("held_calls.text_gone") where its text is kept no longer."""
    if not is_kept:
        raise Problem(
            "held_calls.text_gone",
            what=Sentence("The text of this call is kept no longer."),
            why=Sentence("It is removed a month after the call was settled; a repeated call is read at the first one."),
            next_step=Sentence("What became of it still stands on its page."),
            kind=Kind.CONFLICT,
        )
