"""The words of reviews: findings, recommendation, answers, what a review says as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalkline.govern.committees.api import condition_as_json, condition_from_json
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Condition


class ReviewState(StrEnum):
    """Where a review is. Superseded: a later version took its place."""

    OPEN = "open"
    ANSWERED = "answered"
    SUPERSEDED = "superseded"


class Severity(StrEnum):
    """How much a finding weighs. A red flag stands in the way."""

    NOTE = "note"
    CONCERN = "concern"
    RED_FLAG = "red_flag"


SEVERITY_NAMES: dict[Severity, Sentence] = {
    Severity.NOTE: Sentence("Note"),
    Severity.CONCERN: Sentence("Concern"),
    Severity.RED_FLAG: Sentence("Red flag"),
}


class Recommendation(StrEnum):
    """What the reviewer says to the committee."""

    SUPPORT = "support"
    SUPPORT_WITH_CONDITIONS = "support_with_conditions"
    OBJECT = "object"


RECOMMENDATION_NAMES: dict[Recommendation, Sentence] = {
    Recommendation.SUPPORT: Sentence("Supports"),
    Recommendation.SUPPORT_WITH_CONDITIONS: Sentence("Supports with conditions"),
    Recommendation.OBJECT: Sentence("Objects"),
}


class Reply(StrEnum):
    """How a reviewer answered one question of the kind's list."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Finding:
    """One thing a reviewer found."""

    severity: Severity
    text: str

    def as_json(self) -> dict[str, str]:
        return {"severity": self.severity.value, "text": self.text}


@dataclass(frozen=True)
class Replied:
    """The answer to one question of the list, with a note."""

    question: str
    reply: Reply
    note: str = ""

    def as_json(self) -> dict[str, str]:
        return {"question": self.question, "reply": self.reply.value, "note": self.note}


@dataclass(frozen=True)
class ReviewAnswer:
    """All that a review says."""

    recommendation: Recommendation
    summary: str
    replies: tuple[Replied, ...] = ()
    findings: tuple[Finding, ...] = ()
    conditions: tuple[Condition, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "recommendation": self.recommendation.value,
            "summary": self.summary,
            "replies": [each.as_json() for each in self.replies],
            "findings": [each.as_json() for each in self.findings],
            "conditions": [condition_as_json(each) for each in self.conditions],
        }


def answer_from_json(row: dict[str, Any]) -> ReviewAnswer:
    """The answer kept as ``row``."""
    return ReviewAnswer(
        recommendation=Recommendation(row["recommendation"]),
        summary=row["summary"],
        replies=tuple(Replied(each["question"], Reply(each["reply"]), each["note"]) for each in row["replies"]),
        findings=tuple(Finding(Severity(each["severity"]), each["text"]) for each in row["findings"]),
        conditions=tuple(condition_from_json(each) for each in row["conditions"]),
    )
