"""Rules of plans: its steps in their order, who may take them and when. What a plan must say: completeness.py. Pure."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.plans.words import (
    MAY_BECOME,
    PilotState,
)

LONGEST_TITLE, LONGEST = 120, 2000
LEAST_UNITS = 4
MOST_DAYS_TO_MEASURE = 180


def must_become(state: PilotState, wanted: PilotState) -> None:
    """Refuse a step that the transition table does not know."""
    if wanted not in MAY_BECOME[state]:
        raise not_now()


def must_wait_for_draw(state: PilotState) -> None:
    """Refuse a draw before the lock, and a second one."""
    if state is not PilotState.LOCKED:
        raise not_now()


def must_be_going_on(state: PilotState) -> None:
    """Refuse an amendment of what is not locked, or is over."""
    if state not in {PilotState.LOCKED, PilotState.RUNNING}:
        raise not_now()


def not_now() -> Problem:
    """A step out of its order."""
    return Problem(
        "pilots.not_now",
        what=Sentence("This step does not fit where the pilot stands."),
        why=Sentence("A pilot is planned, locked, drawn, measured and judged, each once and in this order."),
        next_step=Sentence("Look at the pilot's page: it says what comes next."),
        kind=Kind.CONFLICT,
    )


def must_be_draft(state: PilotState) -> None:
    """Refuse a change to what was locked."""
    if state is not PilotState.DRAFT:
        raise Problem(
            "pilots.locked",
            what=Sentence("This plan is locked."),
            why=Sentence("A plan that changes once data can be seen proves nothing."),
            next_step=Sentence("Record a dated amendment, or plan a new pilot."),
            kind=Kind.CONFLICT,
        )


def must_be_from_outside(*, planned_it: bool, asked_for_it: bool) -> None:
    """Refuse a lock by those who want it to work."""
    if planned_it or asked_for_it:
        raise Problem(
            "pilots.second_person",
            what=Sentence("Somebody else has to lock this plan."),
            why=Sentence("Whoever planned a pilot, or asked for the tool, does not check their own plan."),
            next_step=Sentence("Ask the AI coordinator, the chief academic officer or the superintendent."),
            kind=Kind.NOT_ALLOWED,
        )


def must_be_in_time(today: date, starts_on: date) -> None:
    """Refuse a lock after the start."""
    if today > starts_on:
        raise Problem(
            "pilots.already_begun",
            what=Sentence("The pilot was to begin on {day}.", day=starts_on),
            why=Sentence("A plan counts only if it is locked before anything has happened."),
            next_step=Sentence("Set a first day that is still to come, and lock it then."),
            kind=Kind.CONFLICT,
        )


def must_be_before_outcomes(today: date, ends_on: date) -> None:
    """Refuse an amendment once outcomes may be known."""
    if today >= ends_on:
        raise Problem(
            "pilots.too_late_to_amend",
            what=Sentence("The pilot ended on {day}.", day=ends_on),
            why=Sentence("From its last day on, outcomes may be known."),
            next_step=Sentence("Say it where the result is discussed. What was registered stays as it is."),
            kind=Kind.CONFLICT,
        )


def must_be_later(measured_until: date, ends_on: date) -> None:
    """Refuse a last day for outcomes that lies before the end, or half a year after it."""
    if not 0 <= (measured_until - ends_on).days <= MOST_DAYS_TO_MEASURE:
        raise Problem(
            "pilots.day_unclear",
            what=Sentence("Outcomes cannot be handed in until {day}.", day=measured_until),
            why=Sentence("They are handed in from the last day of the pilot on, within half a year."),
            next_step=Sentence("Choose a day in that half year."),
            fields={"measured_until": Sentence("Choose a day within half a year after the end.")},
        )


def must_say(text: str, field: str) -> str:
    """Refuse silence where a reason belongs."""
    said = text.strip()
    if not 3 <= len(said) <= LONGEST:
        raise Problem(
            "pilots.reason_needed",
            what=Sentence("Please write it down."),
            why=Sentence("Others will read it next to the result."),
            next_step=Sentence("One or two sentences are enough."),
            fields={field: Sentence("Write one or two sentences.")},
        )
    return said


def no_checkpoint() -> Problem:
    """The ledger has not signed the lock yet."""
    return Problem(
        "pilots.no_checkpoint",
        what=Sentence("The draw cannot be made yet."),
        why=Sentence("It rests on the ledger's first signature after the lock, and there is none yet."),
        next_step=Sentence("Wait a minute and try again. If it stays so, ask the operator whether the jobs run."),
        kind=Kind.CONFLICT,
    )


def nothing_to_draw() -> Problem:
    """The sides were chosen."""
    return Problem(
        "pilots.nothing_to_draw",
        what=Sentence("There is nothing to draw in this pilot."),
        why=Sentence("Its sides were chosen in the list, not drawn."),
        next_step=Sentence("Go on with the pilot."),
        kind=Kind.CONFLICT,
    )


def no_home() -> Problem:
    """A pilot belongs to something that was approved or asked for, and to a problem."""
    return Problem(
        "pilots.no_problem",
        what=Sentence("This pilot has no problem behind it."),
        why=Sentence("A pilot tests whether a tool helps with a problem the district has named."),
        next_step=Sentence("Choose an approved use or a request that rests on a use case of a problem."),
        fields={"about": Sentence("Choose one that has a problem behind it.")},
    )
