"""What committees refuse of charters and seats, in words: each says why, and what to do instead."""

from __future__ import annotations

from datetime import date

from chalkline.kernel.problem import Kind, Problem, Words
from chalkline.kernel.sentences import Sentence


def charter_incomplete(fields: dict[str, Words]) -> Problem:
    return Problem(
        "committees.charter_incomplete",
        what=Sentence("The charter is not complete yet."),
        why=Sentence("Members and families rely on it: who decides, how they are chosen, how conflicts are handled."),
        next_step=Sentence("Fill in the marked parts."),
        fields=fields,
    )


def name_taken(name: str) -> Problem:
    return Problem(
        "committees.name_taken",
        what=Sentence("There is already a committee called {name}.", name=name),
        why=Sentence("Decisions name their committee, so two cannot have one name."),
        next_step=Sentence("Choose another name, or open the one that exists."),
        kind=Kind.CONFLICT,
    )


def charter_lapsed(name: str, since: date) -> Problem:
    return Problem(
        "committees.charter_lapsed",
        what=Sentence("The {name} cannot decide: its charter lapsed on {day}.", name=name, day=since),
        why=Sentence("Nobody looked at the charter again in time, and who may decide here must be sure."),
        next_step=Sentence("Ask the superintendent to look at the charter in the review calendar; then go on."),
        kind=Kind.CONFLICT,
    )


def charter_day(day: date) -> Problem:
    return Problem(
        "committees.charter_day",
        what=Sentence("Choose a later day for the next review of the charter."),
        why=Sentence("A charter holds until the day it is looked at next."),
        next_step=Sentence("Choose a day after {day}.", day=day),
        fields={"next_on": Sentence("Choose a day after {day}.", day=day)},
    )


def seat_taken(name: str) -> Problem:
    return Problem(
        "committees.seat_taken",
        what=Sentence("{name} already has a seat on this committee.", name=name),
        why=Sentence("One person has one seat and one vote."),
        next_step=Sentence("End the present seat first if it should change."),
        kind=Kind.CONFLICT,
    )


def chair_taken(name: str) -> Problem:
    return Problem(
        "committees.chair_taken",
        what=Sentence("{name} chairs this committee.", name=name),
        why=Sentence("A committee has one chair at a time."),
        next_step=Sentence("End that seat first, or seat this person as a member."),
        kind=Kind.CONFLICT,
    )


def cannot_sit(why: Words) -> Problem:
    return Problem(
        "committees.cannot_sit",
        what=Sentence("This person cannot be seated like this."),
        why=why,
        next_step=Sentence("Choose another person or another kind of seat."),
    )


def rules_stand() -> Problem:
    return Problem(
        "committees.rules_stand",
        what=Sentence("The charter cannot be changed just now."),
        why=Sentence("A meeting is open or a vote in writing runs, and rules do not change in the middle of a vote."),
        next_step=Sentence("Change it after the meeting has ended or the vote is over."),
        kind=Kind.CONFLICT,
    )


def not_oneself() -> Problem:
    return Problem(
        "committees.not_oneself",
        what=Sentence("Nobody gives a seat, a term or the chair to themselves."),
        why=Sentence("Who decides is chosen by somebody else."),
        next_step=Sentence("Ask a member of the school board, or another superintendent, to do it."),
        kind=Kind.NOT_ALLOWED,
    )


def interest_in_what() -> Problem:
    said = Sentence("Choose a tool, or write the name of a vendor.")
    return Problem(
        "committees.interest_in_what",
        what=Sentence("It is not clear what the interest is in."),
        why=Sentence("Chalkline keeps you out of items about exactly that tool or vendor."),
        next_step=said,
        fields={"subject": said},
    )
