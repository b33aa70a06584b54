"""The facts of training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("rollout.course.offered/1", says="{actor} offered the training “{title}”.")
@dataclass(frozen=True)
class CourseOffered:
    """A training that conditions can ask for."""

    course: SubjectRef
    title: str
    months: int


@fact("rollout.course.completed/1", says="{actor} recorded who did the training “{title}”.")
@dataclass(frozen=True)
class CourseCompleted:
    """People did a training on a day."""

    course: SubjectRef
    title: str
    people: int
    completed_on: date
