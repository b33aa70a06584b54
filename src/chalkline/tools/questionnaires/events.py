"""The facts of questionnaires."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "tools.questionnaire.made/1",
    says="{actor} made version {number} of the questions to vendors: {questions} questions, {own} of them our own.",
)
@dataclass(frozen=True)
class QuestionnaireMade:
    """The district asks this from now on. Evaluations under way keep the version they began with."""

    questionnaire: SubjectRef
    number: int
    questions: int
    own: int
    shipped_version: str
