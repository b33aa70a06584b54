"""Whether a delegation is sound, and whether it covers a matter. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from chalkline.govern.delegations.words import CARE, CLASSES, LEVELS, DelegationState, Limits, Matter
from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence

REASON_LIMIT = 2000
LONGEST = timedelta(days=366)
MOST_A_MONTH = 50


def must_be_sound(limits: Limits, because: str, *, names_one: bool, today: date) -> str:
    """The reason without blanks around it. Raises Problem("delegations.not_sound") with the fields to look at."""
    said, wrong = because.strip(), dict[str, Words]()
    if not names_one:
        wrong["to"] = Sentence("Choose a role, or one person.")
    if limits.level not in LEVELS:
        wrong["level"] = Sentence("Red matters always go to the committee.")
    if not limits.classes or not limits.classes <= CLASSES.keys():
        wrong["classes"] = Sentence("Choose at least one kind of data. Restricted data is never decided by one person.")
    if not 1 <= limits.a_month <= MOST_A_MONTH:
        wrong["a_month"] = Sentence("Write a number from 1 to {most}.", most=MOST_A_MONTH)
    if not today < limits.until_on <= today + LONGEST:
        wrong["until_on"] = Sentence("Choose a day within a year from today.")
    if not 5 <= limits.percent <= 100:
        wrong["percent"] = Sentence("Write a share from 5 to 100.")
    if not said or len(said) > REASON_LIMIT:
        wrong["because"] = Sentence("Say in a sentence or two why.")
    if wrong:
        raise Problem(
            "delegations.not_sound",
            what=Sentence("This delegation cannot be proposed yet."),
            why=Sentence("The committee reads exactly who may decide what, how often, and until when."),
            next_step=Sentence("Look at the marked fields."),
            fields=wrong,
        )
    return said


def what_exceeds(limits: Limits, matter: Matter, taken: int, today: date) -> Sentence | None:
    """Why a matter is beyond a delegation; None when it is covered. ``taken``: decisions this month."""
    if today > limits.until_on:
        return Sentence("It ended on {day}.", day=limits.until_on)
    if CARE[matter.level] > CARE[limits.level]:
        return Sentence("The matter needs more care than it reaches.")
    if not matter.classes <= limits.classes:
        return Sentence("The matter is about data that it does not reach.")
    if taken >= limits.a_month:
        return Sentence("{n} matters were decided by it this month, and that is its limit.", n=taken)
    return None


def state_on(stored: DelegationState, until_on: date, today: date) -> DelegationState:
    """The state on a day: what is in force is over after its last day."""
    if stored is DelegationState.IN_FORCE and today > until_on:
        return DelegationState.OVER
    return stored


def must_not_be_own(person_id: str, barred: Collection[str]) -> None:
    """Raise Problem("delegations.own_matter")."""
    if person_id not in barred:
        return
    raise Problem(
        "delegations.own_matter",
        what=Sentence("You cannot decide this one."),
        why=Sentence("You asked for it, joined the asking, reviewed it, or declared an interest in it."),
        next_step=Sentence("Put it on an agenda: the committee decides it."),
        kind=Kind.NOT_ALLOWED,
    )


def not_covered(why: Sentence) -> Problem:
    return Problem(
        "delegations.not_covered",
        what=Sentence("This cannot be decided by delegation."),
        why=why,
        next_step=Sentence("Put it on an agenda: the committee decides it."),
        kind=Kind.CONFLICT,
    )


def not_now() -> Problem:
    return Problem(
        "delegations.not_now",
        what=Sentence("This cannot be done now."),
        why=Sentence("The delegation, or the look at it, has gone on meanwhile."),
        next_step=Sentence("Open the delegation to see how it stands."),
        kind=Kind.CONFLICT,
    )


def reason_needed() -> Problem:
    return Problem(
        "delegations.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("The committee and whoever asked will read it."),
        next_step=Sentence("Write one or two sentences, at most 2,000 characters."),
        fields={"reason": Sentence("Write one or two sentences.")},
    )
