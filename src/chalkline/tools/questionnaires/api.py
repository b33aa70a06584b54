"""The public door of questionnaires."""

from chalkline.tools.questionnaires.commands import keep_first_version, make_questionnaire, take_over_newer_questions
from chalkline.tools.questionnaires.models import Questionnaire
from chalkline.tools.questionnaires.queries import (
    latest_questionnaire,
    newer_shipped,
    questionnaire_by_number,
    questionnaires,
    questions_in_use,
    questions_of,
    shipped_questions,
)
from chalkline.tools.questionnaires.words import (
    APPLIES_NAMES,
    FACETS,
    GROUP_NAMES,
    OWN_GROUP,
    Applies,
    OwnQuestion,
    Question,
    Questions,
    group_name,
    in_words,
)

__all__ = [
    "APPLIES_NAMES",
    "FACETS",
    "GROUP_NAMES",
    "OWN_GROUP",
    "Applies",
    "OwnQuestion",
    "Question",
    "Questionnaire",
    "Questions",
    "group_name",
    "in_words",
    "keep_first_version",
    "latest_questionnaire",
    "make_questionnaire",
    "newer_shipped",
    "questionnaire_by_number",
    "questionnaires",
    "questions_in_use",
    "questions_of",
    "shipped_questions",
    "take_over_newer_questions",
]
