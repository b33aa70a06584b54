"""The public door of training."""

from chalkline.rollout.training.commands import offer_course, record_completions
from chalkline.rollout.training.models import Completion, Course
from chalkline.rollout.training.queries import (
    Mine,
    course_by_id,
    course_named,
    courses,
    current_of,
    my_trainings,
    share_current,
)

__all__ = [
    "Completion",
    "Course",
    "Mine",
    "course_by_id",
    "course_named",
    "courses",
    "current_of",
    "my_trainings",
    "offer_course",
    "record_completions",
    "share_current",
]
