"""The words of problems: the part of the goal, evidence, the outcome, the statement as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence


class GoalArea(StrEnum):
    """The part of the district's goal that a problem stands in the way of."""

    STUDENT_ACHIEVEMENT = "student_achievement"
    TEACHER_PRODUCTIVITY = "teacher_productivity"
    OPERATIONAL_EFFICIENCY = "operational_efficiency"


GOAL_AREA_NAMES: dict[GoalArea, Sentence] = {
    GoalArea.STUDENT_ACHIEVEMENT: Sentence("Student achievement"),
    GoalArea.TEACHER_PRODUCTIVITY: Sentence("Teacher productivity"),
    GoalArea.OPERATIONAL_EFFICIENCY: Sentence("Operational efficiency"),
}


@dataclass(frozen=True)
class Evidence:
    """One thing that shows the problem is real: what was seen, the figure in it, where it can be read."""

    text: str
    figure: str = ""
    link: str = ""

    def as_json(self) -> dict[str, str]:
        return {"text": self.text, "figure": self.figure, "link": self.link}


@dataclass(frozen=True)
class Outcome:
    """What will be measured, where it stands, where it should be, and by which day.

    ``unit`` is what the numbers count: "hours a week", "percent of grade 4".
    """

    measure: str
    unit: str
    baseline: Decimal
    target: Decimal
    by_on: date

    @property
    def is_rising(self) -> bool:
        """Whether more is better."""
        return self.target > self.baseline

    def as_json(self) -> dict[str, Any]:
        return {
            "measure": self.measure,
            "unit": self.unit,
            "baseline": number_text(self.baseline),
            "target": number_text(self.target),
            "by_on": self.by_on,
        }


@dataclass(frozen=True)
class ProblemStatement:
    """All that a problem says: what its digest is taken of, and what a committee reads."""

    title: str
    what_happens: str
    area: GoalArea
    evidence: tuple[Evidence, ...]
    outcome: Outcome
    owner_id: str
    tried: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "what_happens": self.what_happens,
            "area": self.area.value,
            "evidence": [each.as_json() for each in self.evidence],
            "outcome": self.outcome.as_json(),
            "owner_id": self.owner_id,
            "tried": self.tried,
        }

    @property
    def digest(self) -> str:
        """The version: changes with any word of it."""
        return digest_of(self.as_json())


def number_text(number: Decimal) -> str:
    """A decimal as people write it: 5.20 is "5.2", 100 is "100"."""
    return format(number.normalize(), "f")
