"""The public door of class views."""

from chalkline.oversee.class_views.commands import read_class_text
from chalkline.oversee.class_views.queries import class_by_key, my_classes, text_of_class, texts_of_class
from chalkline.oversee.class_views.rules import WEEK, monday_of, whole_weeks
from chalkline.oversee.class_views.words import ClassSeen

__all__ = [
    "WEEK",
    "ClassSeen",
    "class_by_key",
    "monday_of",
    "my_classes",
    "read_class_text",
    "text_of_class",
    "texts_of_class",
    "whole_weeks",
]
