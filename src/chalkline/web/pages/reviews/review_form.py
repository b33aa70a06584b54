"""The form of a review: questions of its kind, findings, conditions, recommendation; kept as typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from chalkline.approve.reviews.api import (
    Finding,
    Recommendation,
    Replied,
    Reply,
    ReviewAnswer,
    ReviewKind,
    ReviewQuestion,
    Severity,
)
from chalkline.kernel.problem import Problem
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy
from chalkline.web.templatetags.saying import said

EMPTY_ROWS = 1
IN_PLACE = {"findings": "finding_text_0", "conditions": "condition_text_0", "replies": "reply_0"}


@dataclass(frozen=True)
class QuestionRow:
    """One question of the list with what was answered."""

    question: ReviewQuestion
    reply: str
    note: str
    error: str


@dataclass(frozen=True)
class FindingRow:
    """One finding as typed."""

    severity: str
    text: str


@dataclass(frozen=True)
class ConditionRow:
    """One condition as typed."""

    kind: str
    text: str
    kept_by: str


class ReviewForm:
    """What a reviewer has written so far. ``working`` is what is kept between visits: plain lists and texts."""

    def __init__(self, kind: ReviewKind, working: Mapping[str, Any], *, has_students: bool, more: str = "") -> None:
        self.kind = kind
        self.working = working
        self.asked = [each for each in kind.questions if has_students or not each.asked_of_students]
        self.more = more
        self.errors: dict[str, str] = {}

    @property
    def questions(self) -> list[QuestionRow]:
        """The questions, each with its answer."""
        given = {each.get("question"): each for each in self.working.get("replies", [])}
        return [
            QuestionRow(
                each,
                given.get(each.id, {}).get("reply", ""),
                given.get(each.id, {}).get("note", ""),
                self.errors.get(f"reply_{each.id}", ""),
            )
            for each in self.asked
        ]

    @property
    def findings(self) -> list[FindingRow]:
        """Findings, and room for more."""
        rows = [FindingRow(each["severity"], each["text"]) for each in self.working.get("findings", [])]
        return rows + [FindingRow("note", "")] * (self._room("finding") if rows else EMPTY_ROWS)

    @property
    def conditions(self) -> list[ConditionRow]:
        """Conditions, and room for more."""
        rows = [
            ConditionRow(each["kind"], each["text"], each["kept_by"]) for each in self.working.get("conditions", [])
        ]
        return rows + [ConditionRow("other", "", "people")] * (self._room("condition") if rows else EMPTY_ROWS)

    def _room(self, what: str) -> int:
        return EMPTY_ROWS if self.more == what else 0

    @property
    def recommendation(self) -> str:
        return str(self.working.get("recommendation", ""))

    @property
    def summary(self) -> str:
        return str(self.working.get("summary", ""))

    def answer(self) -> ReviewAnswer | None:
        """What the review says; None while nothing is recommended."""
        if self.recommendation not in set(Recommendation):
            return None
        return ReviewAnswer(
            recommendation=Recommendation(self.recommendation),
            summary=self.summary,
            replies=tuple(
                Replied(each["question"], Reply(each["reply"]), each.get("note", ""))
                for each in self.working.get("replies", [])
                if each.get("reply") in set(Reply)
            ),
            findings=tuple(
                Finding(Severity(each["severity"]), each["text"]) for each in self.working.get("findings", [])
            ),
            conditions=tuple(
                Condition(ConditionKind(each["kind"]), each["text"], KeptBy(each["kept_by"]))
                for each in self.working.get("conditions", [])
            ),
        )

    def refuse(self, problem: Problem) -> None:
        """Take over what the command said."""
        self.errors = {name: said(words) for name, words in problem.fields.items()}

    @property
    def errors_listed(self) -> list[tuple[str, str]]:
        """For the error summary: the control each error leads to."""
        return [(IN_PLACE.get(name, name), text) for name, text in self.errors.items()]


def typed(post: QueryDict, kind: ReviewKind) -> dict[str, Any]:
    """What was typed, as it is kept. Rows left empty fall away."""
    return {
        "recommendation": post.get("recommendation", ""),
        "summary": post.get("summary", ""),
        "replies": [
            {"question": each.id, "reply": post.get(f"reply_{each.id}", ""), "note": post.get(f"note_{each.id}", "")}
            for each in kind.questions
            if post.get(f"reply_{each.id}") or post.get(f"note_{each.id}")
        ],
        "findings": [
            {"severity": _known(severity, Severity, "note"), "text": text}
            for severity, text in _rows(post, "finding_severity", "finding_text")
            if text.strip()
        ],
        "conditions": [
            {
                "kind": _known(kind_of, ConditionKind, "other"),
                "text": text,
                "kept_by": _known(kept, KeptBy, "people"),
                "value": "",
            }
            for kind_of, text, kept in _rows(post, "condition_kind", "condition_text", "condition_kept_by")
            if text.strip()
        ],
    }


def _rows(post: QueryDict, *names: str) -> list[tuple[str, ...]]:
    columns: Sequence[list[str]] = [post.getlist(name) for name in names]
    return list(zip(*columns, strict=False))


def _known(value: str, among: Any, otherwise: str) -> str:
    return value if value in {str(each) for each in among} else otherwise
