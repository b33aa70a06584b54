"""The words of decisions: standing, number, and the record that a digest is taken of."""

from __future__ import annotations

from enum import StrEnum

from chalkline.govern.committees.words import Outcome
from chalkline.kernel.sentences import Sentence


class DecisionStanding(StrEnum):
    """Whether a decision stands, or waits for the superintendent (advisory committees)."""

    RECOMMENDED = "recommended"
    RECORDED = "recorded"


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
