"""The facts of expectations. What a class is called stays out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("publish.class_level.set/1", says="{actor} set the AI level of a class to {level} of 5.")
@dataclass(frozen=True)
class ClassLevelSet:
    """How far a class works with AI from now on. ``before``: the level until then, 0 for none."""

    expectation: SubjectRef
    school: SubjectRef
    level: int
    before: int


@fact("publish.class_work.set/1", says="{actor} set the AI level of a piece of work to {level} of 5, until {due_on}.")
@dataclass(frozen=True)
class ClassWorkSet:
    """A piece of work of a class has a level of its own."""

    work: SubjectRef
    expectation: SubjectRef
    level: int
    opens_on: date
    due_on: date
    holds_class: bool


@fact("publish.class_work.ended/1", says="{actor} ended the AI level of a piece of work.")
@dataclass(frozen=True)
class ClassWorkEnded:
    """The work is at the level of its class again."""

    work: SubjectRef
    expectation: SubjectRef


@fact("publish.class_link.renewed/1", says="{actor} gave the page of a class a new link.")
@dataclass(frozen=True)
class ClassLinkRenewed:
    """The old link leads nowhere any more."""

    expectation: SubjectRef
