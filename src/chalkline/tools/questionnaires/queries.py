"""Reads of questionnaires."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet

from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rulebook.api import read_vocabulary
from chalkline.tools.questionnaires import rules
from chalkline.tools.questionnaires.models import Questionnaire
from chalkline.tools.questionnaires.words import Question, Questions


@lru_cache(maxsize=1)
def shipped_questions() -> tuple[str, Questions]:
    """The version and the questions that come with Chalkline."""
    data = read_vocabulary("vendor_questions")
    return str(data["meta"]["schema_version"]), rules.shipped(data)


def questionnaires(actor: Actor) -> QuerySet[Questionnaire]:
    """Every version, the newest first."""
    actor.must("questionnaires.see")
    return Questionnaire.objects.all()


def questionnaire_by_number(actor: Actor, number: int) -> Questionnaire:
    """One version. Raises Problem("not_found")."""
    found = questionnaires(actor).filter(number=number).first()
    if found is None:
        raise not_found(Sentence("version"))
    return found


def latest_questionnaire() -> Questionnaire | None:
    """The version in use; None before anybody began an evaluation. Takes no actor: it names nobody."""
    return Questionnaire.objects.first()


def questions_in_use() -> Questions:
    """The questions that a new evaluation would put, whether a version of them is kept yet or not."""
    latest = latest_questionnaire()
    return questions_of(latest) if latest else shipped_questions()[1]


def questions_of(questionnaire: Questionnaire) -> Questions:
    """The questions of a version."""
    return Questions(tuple(Question.read(row) for row in questionnaire.questions))


def newer_shipped() -> str:
    """The shipped version that came with an update and is not in use here yet; "" where there is none."""
    latest, (version, newest) = latest_questionnaire(), shipped_questions()
    if latest is None:
        return ""
    held = {each.id: each for each in questions_of(latest).items if not each.is_own}
    return "" if held == newest.by_id() else version
