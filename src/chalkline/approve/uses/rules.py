"""Whether a use may be granted, stopped, let go on, ended."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from chalkline.approve.uses.words import USE_STATE_NAMES, UseState
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Opening

REASON_LIMIT = 2000


def state_on(stored: UseState, expires_on: date, on: date) -> UseState:
    """The state on a day: whatever was not ended expires after its last day, stopped or not."""
    if stored is not UseState.ENDED and on > expires_on:
        return UseState.EXPIRED
    return stored


def must_be_as_decided(decided: str, now: str) -> None:
    """Raise Problem("uses.packet_changed") when the request is no longer what was decided on."""
    if decided and decided == now:
        return
    raise Problem(
        "uses.packet_changed",
        what=Sentence("The request changed after the committee decided on it."),
        why=Sentence("A decision allows exactly the version that members read, and nothing else."),
        next_step=Sentence("Put the request on the agenda again as it is now."),
        kind=Kind.CONFLICT,
    )


def not_asked() -> Problem:
    return Problem(
        "uses.not_asked",
        what=Sentence("Nobody asks for this any more."),
        why=Sentence("The request was withdrawn before the decision took effect."),
        next_step=Sentence("Ask again if it is still wanted."),
        kind=Kind.CONFLICT,
    )


def decision_altered() -> Problem:
    return Problem(
        "uses.decision_altered",
        what=Sentence("The record of this decision does not match its digest."),
        why=Sentence("Nothing may be used on the word of a record that was altered."),
        next_step=Sentence("Tell the auditor, and verify the ledger."),
        kind=Kind.CONFLICT,
    )


def not_approved() -> Problem:
    return Problem(
        "uses.not_approved",
        what=Sentence("This decision does not approve anything."),
        why=Sentence("An approved use follows only from an approval that stands."),
        next_step=Sentence("Open the decision to see what was decided."),
        kind=Kind.CONFLICT,
    )


def not_now(state: UseState) -> Problem:
    return Problem(
        "uses.not_now",
        what=Sentence("This cannot be done now: the use is “{state}”.", state=USE_STATE_NAMES[state]),
        why=Sentence("Only an approved use can be stopped, and only a stopped one can go on."),
        next_step=Sentence("Open the use to see its history. What has ended takes a new decision."),
        kind=Kind.CONFLICT,
    )


def must_say_why(reason: str) -> str:
    """The reason without blanks around it. Raises Problem("uses.reason_needed")."""
    said = reason.strip()
    if said and len(said) <= REASON_LIMIT:
        return said
    raise Problem(
        "uses.reason_needed",
        what=Sentence("Please say why."),
        why=Sentence("People who work with the tool will ask, and the committee looks at it afterwards."),
        next_step=Sentence("Write one or two sentences, at most 2,000 characters."),
        fields={"reason": Sentence("Write one or two sentences.")},
    )


def must_lie_within(openings: Iterable[Opening], schools: Collection[str], roles: Collection[str]) -> None:
    """Raise Problem("uses.limit_too_wide") for an opening beyond what was decided. No ``schools``: it holds in any."""
    for each in openings:
        if (schools and each.schools - set(schools)) or each.roles - set(roles):
            raise Problem(
                "uses.limit_too_wide",
                what=Sentence("This goes beyond what was approved."),
                why=Sentence("A roll-out opens a part of an approved use; only a decision widens it."),
                next_step=Sentence("Choose among the schools and people of the use, or ask the committee."),
                kind=Kind.CONFLICT,
            )


def look_first(*, is_approved: bool) -> Problem:
    return Problem(
        "uses.look_first",
        what=Sentence("This is approved already: you may use it.")
        if is_approved
        else Sentence("Somebody already asks for the same."),
        why=Sentence("One request for a thing is looked at once, and everybody who joins it counts."),
        next_step=Sentence("Use it or join, or say in a sentence why you ask anew."),
        kind=Kind.CONFLICT,
        fields={"insists": Sentence("Say in a sentence why you ask anew.")},
    )


def must_be_kept_by(due_on: date, starts_on: date, expires_on: date, *, works_here: bool) -> None:
    """Raise Problem("uses.keeper_unfit") for a person who does not work here, or a day outside the use."""
    if works_here and starts_on <= due_on <= expires_on:
        return
    raise Problem(
        "uses.keeper_unfit",
        what=Sentence("A condition needs somebody who works here, and a day while the use holds."),
        why=Sentence("What nobody sees to by a day is not kept."),
        next_step=Sentence("Choose another person, or another day."),
        fields={"due_on" if works_here else "person": Sentence("Choose another.")},
    )


def kept_already() -> Problem:
    return Problem(
        "uses.kept_already",
        what=Sentence("This condition was noted as kept."),
        why=Sentence("Who kept it, and how, is on record."),
        next_step=Sentence("Open the use to read it. If it is not kept any more, stop the use."),
        kind=Kind.CONFLICT,
    )


def two_people_needed() -> Problem:
    return Problem(
        "uses.second_person",
        what=Sentence("A second person has to agree that it may go on."),
        why=Sentence("One person can stop a use; letting it go on takes two."),
        next_step=Sentence("Ask the technology director, the privacy officer, security or the AI coordinator."),
        kind=Kind.NOT_ALLOWED,
    )


def own_use() -> Problem:
    return Problem(
        "uses.own_use",
        what=Sentence("You cannot decide that this use goes on."),
        why=Sentence("You asked for it yourself."),
        next_step=Sentence("Two others who answer for safety decide it."),
        kind=Kind.NOT_ALLOWED,
    )


def nothing_asked() -> Problem:
    return Problem(
        "uses.lift_not_asked",
        what=Sentence("Nobody has asked yet for this use to go on."),
        why=Sentence("The first of two people asks and says what was done about the reason for the stop."),
        next_step=Sentence("Ask for it to go on; then a second person agrees."),
        kind=Kind.CONFLICT,
    )
