"""The public door of families."""

from chalkline.data.families.commands import answer_letter, make_letter, record_choice, withdraw_choice
from chalkline.data.families.models import Choice, Letter
from chalkline.data.families.queries import (
    child_by_id,
    children,
    choice_by_id,
    choices_in_force,
    choices_in_my_classes,
    choices_of,
    letter_by_secret,
    letters_of,
    said_by_families,
    said_now,
    students_kept_from,
)
from chalkline.data.families.words import HEARD_BY_NAMES, MOST_TOOLS, SAID_NAMES, HeardBy, Said, SaidOf

__all__ = [
    "HEARD_BY_NAMES",
    "MOST_TOOLS",
    "SAID_NAMES",
    "Choice",
    "HeardBy",
    "Letter",
    "Said",
    "SaidOf",
    "answer_letter",
    "child_by_id",
    "children",
    "choice_by_id",
    "choices_in_force",
    "choices_in_my_classes",
    "choices_of",
    "letter_by_secret",
    "letters_of",
    "make_letter",
    "record_choice",
    "said_by_families",
    "said_now",
    "students_kept_from",
    "withdraw_choice",
]
