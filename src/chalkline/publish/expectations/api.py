"""The public door of expectations."""

from chalkline.publish.expectations.commands import end_work, renew_link, set_class_level, set_work
from chalkline.publish.expectations.models import Expectation, Work
from chalkline.publish.expectations.queries import (
    class_by_link,
    has_levels,
    levels_counted,
    levels_in_pack,
    my_class,
    my_classes,
    my_expectation,
    my_work,
    shown,
    works_of,
)
from chalkline.publish.expectations.words import Asked, ClassShown, Taught, WorkAsked, WorkShown
from chalkline.rulebook.class_level import LEVEL_NAMES, LEVEL_SAID, Level

__all__ = [
    "LEVEL_NAMES",
    "LEVEL_SAID",
    "Asked",
    "ClassShown",
    "Expectation",
    "Level",
    "Taught",
    "Work",
    "WorkAsked",
    "WorkShown",
    "class_by_link",
    "end_work",
    "has_levels",
    "levels_counted",
    "levels_in_pack",
    "my_class",
    "my_classes",
    "my_expectation",
    "my_work",
    "renew_link",
    "set_class_level",
    "set_work",
    "shown",
    "works_of",
]
