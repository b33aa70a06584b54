"""Taking a question in, closing it, forgetting what was written."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from django.conf import settings

from chalkline.assist.drafts.commands.referring import locked, may_work_on, question_ref
from chalkline.assist.drafts.events import QuestionClosed, QuestionsForgotten, QuestionTaken
from chalkline.assist.drafts.models import Correction, Draft, Question
from chalkline.assist.drafts.personal import masked, personal_data
from chalkline.assist.drafts.rules import check_open, check_question
from chalkline.assist.drafts.theming import kept_words, theme_of
from chalkline.assist.drafts.words import Asker, QuestionState
from chalkline.assist.retrieval.api import language_of
from chalkline.kernel.clock import local_day
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(QuestionTaken,))
def take_question(actor: Actor, text: str, asker: Asker, *, language: str = "", now: datetime) -> Question:
    """Take in a question that came by mail, telephone or at the counter. Its text is kept for some days only."""
    actor.must("questions.draft")
    plain = text.strip().replace("\0", "")
    check_question(plain)
    kinds = Counter(each.element for each in personal_data(plain))
    spoken = language or language_of(plain)
    question = Question.objects.create(
        asker=asker,
        language=spoken,
        text=plain,
        keep_until=local_day(now, settings.TIME_ZONE) + timedelta(days=settings.CHALKLINE.question_days),
        found=dict(sorted(kinds.items())),
        theme=theme_of(plain, (), sure=False),
        words=kept_words(masked(plain)),
        state=QuestionState.OPEN,
        taken_by_id=actor.id,
        asked_at=now,
    )
    fact = QuestionTaken(question_ref(question), asker, spoken, question.theme, tuple(sorted(kinds)))
    record(fact, actor_id=actor.id, now=now)
    return question


@command(records=(QuestionClosed,))
def close_question(actor: Actor, question: Question, *, now: datetime) -> Question:
    """Close a question that needs no reply from here. Personal data in it is masked at once: nobody needs it now."""
    current = locked(question)
    may_work_on(actor, current)
    check_open(QuestionState(current.state), QuestionState.OPEN)
    current.state, current.closed_at, current.text = QuestionState.CLOSED, now, masked(current.text)
    current.save(update_fields=["state", "closed_at", "text"])
    record(QuestionClosed(question_ref(current)), actor_id=actor.id, now=now)
    return current


@command(records=(QuestionsForgotten,), may_change_nothing=True)
def forget_texts(actor: Actor, *, now: datetime) -> int:
    """Empty the texts of questions and replies whose time is over. Numbers and sources stay."""
    actor.must("questions.forget")
    over = Question.objects.filter(keep_until__lt=local_day(now, settings.TIME_ZONE), forgotten_at=None)
    ids = list(over.values_list("pk", flat=True))
    if not ids:
        return 0
    Correction.objects.filter(draft__question_id__in=ids).update(wrong="", text="")
    Draft.objects.filter(question_id__in=ids).update(text="", reply="", sentences=[])
    Question.objects.filter(pk__in=ids).update(text="", forgotten_at=now)
    record(QuestionsForgotten(SubjectRef("questions", "texts"), len(ids)), actor_id=actor.id, now=now)
    return len(ids)
