"""Writes of questionnaires: a new version, from this district or with an update."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.tools.questionnaires import rules
from chalkline.tools.questionnaires.events import QuestionnaireMade
from chalkline.tools.questionnaires.models import Questionnaire
from chalkline.tools.questionnaires.queries import latest_questionnaire, questions_of, shipped_questions
from chalkline.tools.questionnaires.words import OwnQuestion, Questions


@command(records=(QuestionnaireMade,), may_change_nothing=True)
def keep_first_version(actor: Actor, *, now: datetime) -> Questionnaire:
    """The version in use; where none is kept yet, the shipped questions become version 1."""
    actor.must("questionnaires.keep_first")
    latest = latest_questionnaire()
    if latest:
        return latest
    version, questions = shipped_questions()
    try:
        with transaction.atomic():
            return _kept(actor, questions, 1, version, "", now)
    except IntegrityError:  # somebody else began an evaluation in the same moment
        return Questionnaire.objects.latest("number")


@command(records=(QuestionnaireMade,))
def make_questionnaire(
    actor: Actor, *, added: Sequence[OwnQuestion] = (), dropped: Collection[str] = (), note: str = "", now: datetime
) -> Questionnaire:
    """A new version with own questions added or left out. What is under way keeps the version it began with.

    Raises Problem: questionnaires.not_ours, questionnaires.nothing_new, questionnaires.question_unclear.
    """
    actor.must("questionnaires.make")
    before = _locked_latest(actor, now)
    ever = {row["id"] for each in Questionnaire.objects.all() for row in each.questions if row["group"] == "own"}
    questions = rules.next_version(questions_of(before), added, dropped, ever)
    return _kept(actor, questions, before.number + 1, before.shipped_version, note, now)


@command(records=(QuestionnaireMade,))
def take_over_newer_questions(actor: Actor, *, now: datetime) -> Questionnaire:
    """A new version with the questions that came with an update, and our own. Raises questionnaires.nothing_new."""
    actor.must("questionnaires.make")
    before = _locked_latest(actor, now)
    version, newest = shipped_questions()
    return _kept(actor, rules.renewed(questions_of(before), newest), before.number + 1, version, "", now)


def _locked_latest(actor: Actor, now: datetime) -> Questionnaire:
    """Of two who make a version at once, the second builds on the first's."""
    latest = latest_questionnaire()
    if latest is None:
        version, questions = shipped_questions()
        latest = _kept(actor, questions, 1, version, "", now)
    Questionnaire.objects.select_for_update().get(pk=latest.pk)
    return Questionnaire.objects.latest("number")


def _kept(actor: Actor, questions: Questions, number: int, version: str, note: str, now: datetime) -> Questionnaire:
    made = Questionnaire.objects.create(
        number=number,
        digest=questions.digest,
        questions=[each.as_json() for each in questions.items],
        shipped_version=version,
        note=" ".join(note.split())[:500],
        made_by=actor.id,
        made_at=now,
    )
    ref = SubjectRef("questionnaire", str(made.pk), made.digest)
    own = sum(each.is_own for each in questions.items)
    record(QuestionnaireMade(ref, number, len(questions.items), own, version), actor_id=actor.id, now=now)
    return made
