"""Whether a choice can be taken down and a letter answered."""

from __future__ import annotations

from chalkline.data.families.words import MOST_TOOLS
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence


def must_be_a_student(*, is_student: bool, is_here: bool) -> None:
    """Raise Problem("families.not_a_student") unless the choice is about a student who is on the roster now."""
    if is_student and is_here:
        return
    raise Problem(
        "families.not_a_student",
        what=Sentence("A family's choice is about a student who is here now."),
        why=Sentence("The gateway looks the student up on the roster; nobody else could be found there."),
        next_step=Sentence("Search for the student again. Who has left needs no choice any more."),
        fields={"child": Sentence("Choose a student.")},
    )


def must_ask_something(tools: int) -> None:
    """Raise Problem("families.nothing_asked") unless a letter asks about at least one tool, and not too many."""
    if 1 <= tools <= MOST_TOOLS:
        return
    raise Problem(
        "families.nothing_asked",
        what=Sentence("A letter asks about one to {n} tools.", n=MOST_TOOLS),
        why=Sentence("A family answers about each of them, and a long list is not read."),
        next_step=Sentence("Choose the tools that the letter is about."),
        fields={"tools": Sentence("Choose at least one tool.")},
    )


def must_answer_each(asked: frozenset[str], answered: frozenset[str]) -> None:
    """Raise Problem("families.not_answered") unless every tool asked about has an answer, and no other."""
    if asked == answered:
        return
    raise Problem(
        "families.not_answered",
        what=Sentence("One of the tools has no answer yet."),
        why=Sentence("Nothing is decided for you: where you say nothing, we would have to guess."),
        next_step=Sentence("Choose yes or no for each tool."),
        fields={tool: Sentence("Choose yes or no.") for tool in sorted(asked - answered)},
    )


def letter_over() -> Problem:
    """The one answer to a letter that is unknown, used or too old."""
    return Problem(
        "families.letter_over",
        what=Sentence("This link does not work any more."),
        why=Sentence("Each link works once and for a limited time, so that nobody else answers for you."),
        next_step=Sentence("Ask the school office for a new one, or tell them your answer: that counts just as much."),
        kind=Kind.NOT_FOUND,
    )
