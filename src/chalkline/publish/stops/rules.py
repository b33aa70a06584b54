"""Whether something may be stopped as a whole, or go on again. Pure."""

from __future__ import annotations

from collections.abc import Collection

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.publish.stops.words import StopOf

REASON_LIMIT = 2000
INSTEAD_LIMIT = 300  # it stands in every refusal
MOST_NAMED = 12


def must_say_why(reason: str, field: str = "reason") -> str:
    """The reason without blanks around it. Raises Problem("stops.reason_needed")."""
    said = reason.strip()
    if said and len(said) <= REASON_LIMIT:
        return said
    raise Problem(
        "stops.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("Everybody who works with it will ask, and a committee looks at it within ten days."),
        next_step=Sentence("Write one or two sentences, at most 2,000 characters."),
        fields={field: Sentence("Write one or two sentences.")},
    )


def must_fit_in_a_refusal(instead: str) -> str:
    """What to use instead, without blanks around it. Raises Problem("stops.instead_too_long")."""
    said = " ".join(instead.split())
    if len(said) <= INSTEAD_LIMIT:
        return said
    raise Problem(
        "stops.instead_too_long",
        what=Sentence("What to use instead is too long."),
        why=Sentence("People read it with every call that is refused."),
        next_step=Sentence("Say it in at most {n} characters.", n=INSTEAD_LIMIT),
        fields={"instead": Sentence("Say it in at most {n} characters.", n=INSTEAD_LIMIT)},
    )


def model_unknown(name: str, known: Collection[str]) -> Problem:
    """No tool has a model of this name: a misspelled stop would stop nothing."""
    named = tuple(sorted(known)[:MOST_NAMED])
    next_step = (
        Sentence("Choose one of: {models}.", models=named)
        if named
        else Sentence("Name the models of a tool first, or stop the tool.")
    )
    return Problem(
        "stops.model_unknown",
        what=Sentence("No tool here calls a model named “{name}”.", name=name),
        why=Sentence("A stop under a wrong name would look safe and stop nothing."),
        next_step=next_step,
        fields={"subject": next_step},
    )


def already_stopped(called: str) -> Problem:
    """It is stopped already."""
    return Problem(
        "stops.already",
        what=Sentence("{name} is stopped already.", name=called),
        why=Sentence("One stop holds for everybody; a second one would change nothing."),
        next_step=Sentence("Open the page of stops to see since when, and why."),
        kind=Kind.CONFLICT,
    )


def drill_waits(called: str) -> Problem:
    """The stop of an earlier drill is still there."""
    return Problem(
        "stops.drill_waits",
        what=Sentence("The stop of an earlier drill of {name} is not over yet.", name=called),
        why=Sentence("Two people let it go on, as with a real stop: that is part of the drill."),
        next_step=Sentence("Open it on the page of drills, and let two people agree that it goes on."),
        kind=Kind.CONFLICT,
    )


def not_stopped(called: str) -> Problem:
    """It goes on already."""
    return Problem(
        "stops.over",
        what=Sentence("{name} is not stopped any more.", name=called),
        why=Sentence("Two people have let it go on."),
        next_step=Sentence("Open the page of stops to see who, and when."),
        kind=Kind.CONFLICT,
    )


def nothing_asked() -> Problem:
    """The second step before the first."""
    return Problem(
        "stops.restore_not_asked",
        what=Sentence("Nobody has asked yet that it may go on."),
        why=Sentence("The first of two people asks, and says what was done about the reason for the stop."),
        next_step=Sentence("Ask that it may go on; then a second person agrees."),
        kind=Kind.CONFLICT,
    )


def two_people_needed() -> Problem:
    """The same person twice."""
    return Problem(
        "stops.second_person",
        what=Sentence("A second person has to agree that it may go on."),
        why=Sentence("One person can stop; letting it go on takes two."),
        next_step=Sentence("Ask the technology director, the privacy officer, security or the AI coordinator."),
        kind=Kind.NOT_ALLOWED,
    )


def own_wish(of: StopOf, called: str) -> Problem:
    """Whoever asked for what was stopped."""
    why = (
        Sentence("You asked for an approved use of {name} yourself.", name=called)
        if of is StopOf.TOOL
        else Sentence("You asked for an approved use that calls {name} yourself.", name=called)
    )
    return Problem(
        "stops.own_use",
        what=Sentence("You cannot decide that {name} goes on.", name=called),
        why=why,
        next_step=Sentence("Two others who answer for safety decide it."),
        kind=Kind.NOT_ALLOWED,
    )
