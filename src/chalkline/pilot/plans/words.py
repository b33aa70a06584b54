"""The words of plans: how a pilot stands, how people come to a side, the plan as a value with its digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence


class PilotState(StrEnum):
    """How a pilot stands."""

    DRAFT = "draft"
    LOCKED = "locked"
    RUNNING = "running"
    JUDGED = "judged"
    ENDED = "ended"


MAY_BECOME: dict[PilotState, frozenset[PilotState]] = {
    PilotState.DRAFT: frozenset({PilotState.LOCKED, PilotState.RUNNING, PilotState.ENDED}),
    PilotState.LOCKED: frozenset({PilotState.RUNNING, PilotState.ENDED}),
    PilotState.RUNNING: frozenset({PilotState.JUDGED, PilotState.ENDED}),
    PilotState.JUDGED: frozenset(),
    PilotState.ENDED: frozenset(),
}
PILOT_STATE_NAMES: dict[PilotState, Sentence] = {
    PilotState.DRAFT: Sentence("Being planned"),
    PilotState.LOCKED: Sentence("Locked, waits for the draw"),
    PilotState.RUNNING: Sentence("Running"),
    PilotState.JUDGED: Sentence("Has its verdict"),
    PilotState.ENDED: Sentence("Ended without a verdict"),
}


class Assigned(StrEnum):
    """What is assigned to a side as a whole."""

    STUDENT = "student"
    TEACHER = "teacher"
    CLASS = "class"
    SCHOOL = "school"

    @property
    def is_group(self) -> bool:
        """Whether many people stand in one unit."""
        return self in {Assigned.CLASS, Assigned.SCHOOL}


ASSIGNED_NAMES: dict[Assigned, Sentence] = {
    Assigned.STUDENT: Sentence("Students"),
    Assigned.TEACHER: Sentence("Teachers"),
    Assigned.CLASS: Sentence("Classes"),
    Assigned.SCHOOL: Sentence("Schools"),
}


class Design(StrEnum):
    """How units come to a side."""

    RANDOM = "random"
    COMPARISON = "comparison"


DESIGN_NAMES: dict[Design, Sentence] = {
    Design.RANDOM: Sentence("A random draw, made by Chalkline"),
    Design.COMPARISON: Sentence("A comparison group that somebody chooses"),
}


class Strata(StrEnum):
    """Inside which groups the draw is made, so that each has both sides."""

    NONE = "none"
    SCHOOL = "school"
    GRADE = "grade"
    SCHOOL_AND_GRADE = "school_and_grade"


STRATA_NAMES: dict[Strata, Sentence] = {
    Strata.NONE: Sentence("Among all of them"),
    Strata.SCHOOL: Sentence("Inside each school"),
    Strata.GRADE: Sentence("Inside each grade"),
    Strata.SCHOOL_AND_GRADE: Sentence("Inside each grade of each school"),
}


class Arm(StrEnum):
    """The two sides."""

    TREATMENT = "treatment"
    COMPARISON = "comparison"


ARM_NAMES: dict[Arm, Sentence] = {
    Arm.TREATMENT: Sentence("With the tool"),
    Arm.COMPARISON: Sentence("Without it"),
}


class Standard(StrEnum):
    """How sure one must be to use it more widely."""

    STRICT = "strict"
    LIKELY = "likely"


STANDARD_NAMES: dict[Standard, Sentence] = {
    Standard.STRICT: Sentence("The whole interval must reach it"),
    Standard.LIKELY: Sentence("The best estimate must reach it, and the interval must lie above zero"),
}


@dataclass(frozen=True)
class PlanStatement:
    """All that a plan registers. Effects are in the unit of the measure, always as positive numbers for "better"."""

    title: str
    question: str
    who: str
    measure: str
    counts: str
    direction: str  # "more" or "less" is better
    smallest: Decimal
    spread: Decimal
    level: int  # percent
    standard: Standard
    assigned: Assigned
    design: Design
    strata: Strata
    planned_units: int
    planned_each: int
    pretest: str
    explained: int  # percent of the spread that the pretest is expected to explain
    alike: int  # percent of the spread that lies between classes or schools
    subgroups: tuple[str, ...]
    harm: Decimal
    starts_on: date
    ends_on: date
    measured_until: date
    stop_rule: str
    guardrail: str = ""  # what must not get worse, measured after on both sides; "" for nothing
    guardrail_counts: str = ""
    guardrail_direction: str = "more"
    guardrail_harm: Decimal = Decimal(0)

    @property
    def has_guardrail(self) -> bool:
        """Whether something is kept safe by the rule."""
        return bool(self.guardrail)

    @property
    def has_pretest(self) -> bool:
        """Whether people are measured before, too."""
        return bool(self.pretest)

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.direction == "more" else -1

    def as_json(self) -> dict[str, Any]:
        """Plain values with one spelling."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        if not self.has_guardrail:  # a plan that keeps nothing safe has the digest it always had
            plain = {name: value for name, value in plain.items() if not name.startswith("guardrail")}
        numbers = {name: format(value.normalize(), "f") for name, value in plain.items() if isinstance(value, Decimal)}
        return {**plain, **numbers}

    @property
    def digest(self) -> str:
        """The version: changes with any word of it."""
        return digest_of(self.as_json())


@dataclass(frozen=True)
class UnitListed:
    """A unit as it was handed in: its key (for people a keyed code), where it belongs, how many are in it."""

    key: str
    school: str = ""
    grade: str = ""
    students: int = 1
    arm: str = ""


def stratum_of(unit: UnitListed, strata: Strata) -> str:
    """The group inside which a unit is drawn."""
    return {
        Strata.NONE: "",
        Strata.SCHOOL: unit.school,
        Strata.GRADE: unit.grade,
        Strata.SCHOOL_AND_GRADE: f"{unit.school} / {unit.grade}",
    }[strata]
