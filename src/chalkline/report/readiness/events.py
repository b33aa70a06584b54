"""The facts of readiness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import lowered
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact
from chalkline.report.readiness.words import STEP_STATE_NAMES

STATES = {each.value: lowered(name) for each, name in STEP_STATE_NAMES.items()}


@fact("report.readiness.begun/1", says="{actor} began to look at how ready the district is for AI.")
@dataclass(frozen=True)
class AssessmentBegun:
    """An assessment is open."""

    assessment: SubjectRef
    version: str


@fact("report.readiness.shared/1", says="{actor} gave the questions on “{domain}” to a colleague.")
@dataclass(frozen=True)
class DomainShared:
    """Somebody answers the questions of a domain."""

    assessment: SubjectRef
    person: SubjectRef
    domain: str


@fact("report.readiness.answered/1", says="{actor} answered question {item}: level {level} of 3.")
@dataclass(frozen=True)
class ItemAnswered:
    """A person answered. ``by_records`` is the level of the records, -1 where they do not tell."""

    assessment: SubjectRef
    item: str
    level: int
    by_records: int


@fact("report.readiness.taken_back/1", says="{actor} took an answer to question {item} back.")
@dataclass(frozen=True)
class AnswerTakenBack:
    """What the records say counts again, or nothing does."""

    assessment: SubjectRef
    item: str


@fact("report.readiness.finished/1", says="{actor} finished the assessment: {answered} questions answered, {open} not.")
@dataclass(frozen=True)
class AssessmentFinished:
    """It stays as it is from now on."""

    assessment: SubjectRef
    answered: int
    open: int


@fact("report.readiness.step_planned/1", says="{actor} planned a step until {due_on}: {text}")
@dataclass(frozen=True)
class StepPlanned:
    """Somebody is to do something about a question."""

    assessment: SubjectRef
    owner: SubjectRef
    item: str
    text: str
    due_on: date


@fact(
    "report.readiness.step_settled/1", says="{actor} noted about a step ({state}): {note}", words={"state": STATES.get}
)
@dataclass(frozen=True)
class StepSettled:
    """A step was done or dropped."""

    assessment: SubjectRef
    item: str
    state: str
    note: str
