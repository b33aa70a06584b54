"""What follows from a vote, and what the superintendent's answer to a recommendation makes of it."""

from __future__ import annotations

from chalkline.govern.committees.words import Authority, Outcome
from chalkline.govern.decisions.words import Alone, Basis, DecisionStanding
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence


def standing_after(authority: Authority, outcome: Outcome) -> DecisionStanding:
    """A deciding committee's vote stands; an advisory one's waits, unless it only puts the matter off.

    Source: roles.yaml, committees, authority_note.
    """
    if authority is Authority.ADVISORY and outcome is not Outcome.DEFER:
        return DecisionStanding.RECOMMENDED
    return DecisionStanding.RECORDED


def outcome_after_answer(recommended: Outcome, agrees: bool) -> Outcome:
    """What the superintendent's answer decides.

    Turning down a recommended yes is a no. Turning down a recommended no is not a yes: nobody has
    approved it, so the committee looks at it again.
    """
    if agrees:
        return recommended
    return Outcome.DECLINE if recommended.approves else Outcome.DEFER


def must_be_whole(decided: Alone) -> None:
    """Raise ValueError for what no command may hand over: a vote, no version, an approval without a last day."""
    if decided.basis is Basis.VOTE or not decided.basis_ref.id or not decided.subject.digest:
        raise ValueError("one person decides by a right, on one version")
    if decided.outcome.approves and decided.expires_on is None:
        raise ValueError("an approval has a last day")


def already_decided(number: str) -> Problem:
    return Problem(
        "decisions.already_decided",
        what=Sentence("This has just been decided: decision {number}.", number=number),
        why=Sentence("The same version of a thing is decided once."),
        next_step=Sentence("Open decision {number} to see what was decided.", number=number),
        kind=Kind.CONFLICT,
    )


def not_waiting(number: str) -> Problem:
    return Problem(
        "decisions.not_waiting",
        what=Sentence("Decision {number} does not wait for an answer.", number=number),
        why=Sentence("Only a recommendation of an advisory committee does, and each is answered once."),
        next_step=Sentence("Open decision {number} to see how it stands.", number=number),
        kind=Kind.CONFLICT,
    )


def own_matter() -> Problem:
    return Problem(
        "decisions.own_matter",
        what=Sentence("You cannot decide this one."),
        why=Sentence("You asked for it, or declared an interest in it."),
        next_step=Sentence("Ask the school board to name who decides in your place."),
        kind=Kind.NOT_ALLOWED,
    )


def reason_needed() -> Problem:
    return Problem(
        "decisions.reason_needed",
        what=Sentence("Please say why you do not follow the committee."),
        why=Sentence("Its members and the person who asked will read it."),
        next_step=Sentence("Add one or two sentences."),
        fields={"reason": Sentence("Write one or two sentences, at most 2,000 characters.")},
    )
