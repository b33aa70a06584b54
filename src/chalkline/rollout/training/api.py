"""The public door of training."""

from chalkline.rollout.training.commands import offer_course, record_completions, take_over_completions
from chalkline.rollout.training.importing import CompletedRow, read_completions
from chalkline.rollout.training.models import Completion, Course
from chalkline.rollout.training.queries import (
    Mine,
    completions,
    course_by_id,
    course_named,
    courses,
    current_of,
    my_trainings,
    share_current,
)

__all__ = [
    "CompletedRow",
    "Completion",
    "Course",
    "Mine",
    "completions",
    "course_by_id",
    "course_named",
    "courses",
    "current_of",
    "my_trainings",
    "offer_course",
    "read_completions",
    "record_completions",
    "share_current",
    "take_over_completions",
]
