"""Why a request needs a check of its models, which check counts, what going without takes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chalkline.approve.model_checks.words import FRESH
from chalkline.govern.committees.api import Light
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

REASON_LIMIT = 2000
FEWEST_WORDS = 3


def reasons(*, light: Light, has_students: bool, flags_people: bool, is_about_a_child: bool) -> tuple[Sentence, ...]:
    """What about a request calls for a check of the model; nothing where nothing does."""
    holds = (
        (is_about_a_child, Sentence("its answers are about one child")),
        (has_students, Sentence("students themselves use it")),
        (flags_people, Sentence("it flags or scores people")),
        (light is Light.RED, Sentence("it needs the most care")),
    )
    return tuple(said for true, said in holds if true)


def sets_that_fit(purpose: str, purposes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The sets of requests a check may have used: those made for the purpose, or any where none is."""
    made_for_it = frozenset(each for each, meant in purposes.items() if purpose in meant)
    return made_for_it or frozenset(purposes)


def counts(ended_on: date, *, has_changed: bool, says: bool, on: date) -> bool:
    """Whether a check counts on a day: it says something, is at most half a year old, and the model is the same."""
    return says and not has_changed and on <= ended_on + FRESH


def is_the_same(made: str, before: str) -> bool:
    """Whether what answers now is among what answered the check. Where that was not said, nobody can tell."""
    return not before or made in before.split(", ")


def must_be_checked(unchecked: tuple[str, ...]) -> None:
    """Raise Problem("model_checks.unchecked") while a model was not looked at and nobody said why not."""
    if not unchecked:
        return
    raise Problem(
        "model_checks.unchecked",
        what=Sentence("This cannot go to the committee yet: nobody has checked {models} for bias.", models=unchecked),
        why=Sentence("The same request under different names should get the same answer. Members see whether it does."),
        next_step=Sentence(
            "Check the model with requests of this kind, or let somebody who does not ask for it say on the request "
            "page why it goes without."
        ),
        kind=Kind.CONFLICT,
    )


def check_reason(reason: str) -> str:
    """Why it goes without, as said. Raises Problem("model_checks.say_why")."""
    said = reason.strip()
    if len(said.split()) >= FEWEST_WORDS and len(said) <= REASON_LIMIT:
        return said
    raise Problem(
        "model_checks.say_why",
        what=Sentence("Please say why this goes to the committee without a check."),
        why=Sentence("Members read it before they vote, and it stays on the page of what they approve."),
        next_step=Sentence("Write one or two sentences, at most 2,000 characters."),
        fields={"reason": Sentence("Write one or two sentences.")},
    )


def own_request() -> Problem:
    return Problem(
        "model_checks.own_request",
        what=Sentence("You cannot say that this goes without a check."),
        why=Sentence("You asked for the same thing yourself."),
        next_step=Sentence("Somebody else who answers for AI says it, or the model is checked."),
        kind=Kind.NOT_ALLOWED,
    )


def nothing_missing() -> Problem:
    return Problem(
        "model_checks.nothing_missing",
        what=Sentence("No check is missing here."),
        why=Sentence("Its models were checked, nothing calls for a check, or the request is before the committee."),
        next_step=Sentence("Look at the request page to see how each model stands."),
        kind=Kind.CONFLICT,
    )
