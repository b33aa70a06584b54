"""The words of the public register: what is listed of an approved use, and what stands beside the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import PublicCount
from chalkline.rulebook.api import Condition
from chalkline.rulebook.class_level import LEVEL_NAMES, Level
from chalkline.rulebook.class_view import CLASS_VIEW_SAID, ClassView

Names = tuple[Sentence, ...]


class Touch(StrEnum):
    """How a use concerns the children of a grade."""

    CHILD = "child"  # students use it themselves
    CLASS = "class"  # staff use it for a class
    OFFICE = "office"  # adults' own work, without a class


TOUCH_NAMES: dict[Touch, Sentence] = {
    Touch.CHILD: Sentence("Students use these"),
    Touch.CLASS: Sentence("Staff use these for classes"),
    Touch.OFFICE: Sentence("Staff use these in their own work"),
}


@dataclass(frozen=True)
class Numbers:
    """The effect of a pilot in the unit of its measure (good as positive), as text."""

    measure: str
    unit: str
    effect: str
    low: str
    high: str
    smallest: str
    percent: int


@dataclass(frozen=True)
class Found:
    """What a pilot of the use came to: the verdict, what follows by the registered rule, and the sentences for it.

    ``numbers`` is None where fewer than ten people stood on one side; groups of people are never told here.
    """

    pilot: str
    question: str
    on: date
    verdict: str
    name: Sentence
    advice: Sentence
    sentences: tuple[Sentence, ...]
    numbers: Numbers | None


TEACHER_SEES = Sentence("What the teacher sees")
HOW_FAR = Sentence("How far a class works with it")
PEOPLE_DECIDE = Sentence("A named person decides each case and writes down why. The tool never decides.")


@dataclass(frozen=True)
class Listed:
    """One approved use, as a family reads it."""

    anchor: str
    tool: str
    tool_name: str
    purposes: Names
    roles: Names
    grades: Names
    schools: Names
    data: Names
    gets_student_records: bool
    conditions: tuple[Condition, ...]
    decision_number: str
    decided_on: date
    decided_by: str
    until: date
    agreement: str
    agreement_until: date | None
    kept_by: Names
    touch: Touch
    is_paused: bool
    codes: ListedCodes
    found: tuple[Found, ...] = ()
    people_decide: bool = False  # each matter, first or apart, with a record of it
    teacher_sees: ClassView | None = None  # what the teacher of a class may see of it
    highest: Level | None = None  # how far a class may go with it, where students use it themselves

    @property
    def level_said(self) -> Sentence | None:
        """How far a class goes with it, and who says so; None where students do not use it."""
        if self.highest is None:
            return None
        return Sentence(
            "Each teacher sets it for a class or a piece of work: at most “{level}” with this.",
            level=LEVEL_NAMES[self.highest],
        )

    @property
    def teacher_sees_said(self) -> Sentence | None:
        """The same in words; None where it is nothing."""
        return CLASS_VIEW_SAID[self.teacher_sees] if self.teacher_sees else None


@dataclass(frozen=True)
class ListedCodes:
    """The same in the ids of the vocabularies, for programs."""

    purposes: tuple[str, ...]
    roles: tuple[str, ...]
    grade_bands: tuple[str, ...]
    elements: tuple[str, ...]
    kept_by: tuple[str, ...]


@dataclass(frozen=True)
class SaidNo:
    """A tool that was looked at and declined."""

    tool_name: str
    decision_number: str
    decided_on: date
    reason: str


@dataclass(frozen=True)
class NoLonger:
    """A use that was approved once, has ended, and does not go on under a later decision. ``purposes``: where known."""

    tool_name: str
    decision_number: str
    ended_on: date
    purposes: Names = ()


@dataclass(frozen=True)
class Register:
    """The whole register on one day. ``revision`` and ``digest`` name the policy it was made from.

    ``incidents``: how often something went wrong in ``year``, as far as a stranger may know.
    """

    district: str
    on: date
    revision: int
    digest: str
    in_force_since: date | None
    listed: tuple[Listed, ...]
    said_no: tuple[SaidNo, ...]
    no_longer: tuple[NoLonger, ...]
    never: Names
    year: int
    incidents: PublicCount

    def by_touch(self) -> tuple[tuple[Touch, Sentence, tuple[Listed, ...]], ...]:
        """The list in the order in which it concerns a family; empty parts are left out."""
        parts = ((touch, TOUCH_NAMES[touch], tuple(x for x in self.listed if x.touch is touch)) for touch in Touch)
        return tuple(part for part in parts if part[2])
