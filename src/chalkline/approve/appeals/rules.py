"""Whether an appeal may be made, and by whom it may be heard. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from chalkline.approve.appeals.words import TERM
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence

REASON_LIMIT = 2000


def must_be_in_time(decided_on: date, today: date) -> None:
    """Raise Problem("appeals.too_late") after the term."""
    if today <= decided_on + TERM:
        return
    raise Problem(
        "appeals.too_late",
        what=Sentence("An appeal could be made until {day}.", day=decided_on + TERM),
        why=Sentence("After thirty days everybody can rely on a decision."),
        next_step=Sentence("Ask again with what is new."),
        kind=Kind.CONFLICT,
    )


def must_say_why(reason: str, *, conditions: Collection[str] | None = None) -> str:
    """The reason without blanks. Raises Problem("appeals.incomplete"). ``conditions``: those appealed, where it is
    about conditions.
    """
    said, wrong = reason.strip(), dict[str, Words]()
    if not said or len(said) > REASON_LIMIT:
        wrong["reason"] = Sentence("Say in a few sentences what should be looked at again, and why.")
    if conditions is not None and not conditions:
        wrong["conditions"] = Sentence("Choose the conditions that you do not accept.")
    if not wrong:
        return said
    raise Problem(
        "appeals.incomplete",
        what=Sentence("The appeal is not complete yet."),
        why=Sentence("Whoever hears it has your words and the records, and nothing else."),
        next_step=Sentence("Look at the marked fields."),
        fields=wrong,
    )


def once() -> Problem:
    return Problem(
        "appeals.once",
        what=Sentence("This has been appealed."),
        why=Sentence("A decision is appealed once, and what came of an appeal is not appealed again."),
        next_step=Sentence("Ask again with what is new."),
        kind=Kind.CONFLICT,
    )


def nothing_to_appeal() -> Problem:
    return Problem(
        "appeals.nothing",
        what=Sentence("There is nothing to appeal here."),
        why=Sentence("One appeals a no, or a condition of an approval, while it stands."),
        next_step=Sentence("Open the decision to see how it stands."),
        kind=Kind.CONFLICT,
    )


def nobody_hears() -> Problem:
    return Problem(
        "appeals.nobody_hears",
        what=Sentence("Nobody can hear this appeal yet."),
        why=Sentence("Everybody who could took part in the decision, or asks for the same."),
        next_step=Sentence("Tell the AI coordinator: the school board names somebody."),
        kind=Kind.CONFLICT,
    )


def not_yours() -> Problem:
    return Problem(
        "appeals.not_yours",
        what=Sentence("This appeal is heard by somebody else."),
        why=Sentence("It is heard by who did not ask, review, vote or decide."),
        next_step=Sentence("Open the appeal to see who hears it, and by when."),
        kind=Kind.NOT_ALLOWED,
    )


def not_open() -> Problem:
    return Problem(
        "appeals.not_open",
        what=Sentence("This appeal is over."),
        why=Sentence("It was heard, or withdrawn."),
        next_step=Sentence("Open the request to see how it stands."),
        kind=Kind.CONFLICT,
    )
