"""The words of goals: the plan it comes from, the statement as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence


class GoalPlan(StrEnum):
    """The plan that a goal is part of."""

    IMPROVEMENT_PLAN = "improvement_plan"
    ACADEMIC_PRIORITIES = "academic_priorities"
    TECHNOLOGY_ROADMAP = "technology_roadmap"


PLAN_NAMES: dict[GoalPlan, Sentence] = {
    GoalPlan.IMPROVEMENT_PLAN: Sentence("Improvement plan"),
    GoalPlan.ACADEMIC_PRIORITIES: Sentence("Academic priorities"),
    GoalPlan.TECHNOLOGY_ROADMAP: Sentence("Technology roadmap"),
}


@dataclass(frozen=True)
class GoalStatement:
    """All that a goal says.

    ``adopted_by`` is who adopted it ("School board"). It holds from ``from_on`` to ``until_on``, both included.
    """

    title: str
    what_it_says: str
    plan: GoalPlan
    adopted_by: str
    from_on: date
    until_on: date
    link: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "what_it_says": self.what_it_says,
            "plan": self.plan.value,
            "adopted_by": self.adopted_by,
            "from_on": self.from_on,
            "until_on": self.until_on,
            "link": self.link,
        }

    @property
    def digest(self) -> str:
        """The version: changes with any word of it."""
        return digest_of(self.as_json())
