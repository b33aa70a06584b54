"""The words of decisions: standing, number, and the record that a digest is taken of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.govern.committees.words import Keeper, Light, Outcome
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.rulebook.api import Condition


class DecisionStanding(StrEnum):
    """Whether a decision stands, or waits for the superintendent (advisory committees)."""

    RECOMMENDED = "recommended"
    RECORDED = "recorded"


class Basis(StrEnum):
    """By what right a decision was taken: a vote, a committee's delegation to one person, an appeal that was heard."""

    VOTE = "vote"
    DELEGATION = "delegation"
    APPEAL = "appeal"


@dataclass(frozen=True)
class Alone:
    """What one person decided. ``basis_ref``: the delegation or the appeal; ``rests_on``: the number of the decision
    that this right comes from ("" where it comes from no decision).
    """

    basis: Basis
    basis_ref: SubjectRef
    rests_on: str
    subject: SubjectRef
    title: str
    light: Light
    outcome: Outcome
    conditions: tuple[Condition, ...] = ()
    expires_on: date | None = None
    reason: str = ""
    keepers: tuple[Keeper, ...] = ()


@dataclass(frozen=True)
class VotesCounted:
    """How the votes fell."""

    in_favor: int
    against: int
    abstained: int


OUTCOME_IN_HISTORY: dict[Outcome, str] = {
    Outcome.APPROVE: "approved",
    Outcome.APPROVE_WITH_CONDITIONS: "approved with conditions",
    Outcome.DECLINE: "declined",
    Outcome.DEFER: "deferred",
}
RECOMMENDATION_NAMES: dict[Outcome, Sentence] = {
    Outcome.APPROVE: Sentence("Recommended"),
    Outcome.APPROVE_WITH_CONDITIONS: Sentence("Recommended with conditions"),
    Outcome.DECLINE: Sentence("Not recommended"),
    Outcome.DEFER: Sentence("Deferred"),
}


def number_said(year: int, number: int) -> str:
    """How a decision is cited: "2026-14"."""
    return f"{year}-{number}"


def number_read(text: str) -> tuple[int, int] | None:
    """The year and number in "2026-14", or None."""
    year, dash, number = text.strip().partition("-")
    if not (dash and year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
        return None
    return (int(year), int(number)) if len(year) == 4 and len(number) <= 6 else None
