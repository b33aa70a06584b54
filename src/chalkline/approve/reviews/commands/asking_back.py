"""Asking the person who asked: a question, or a change; and what they answer."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.requests.api import Request, RequestState, acts_for, request_ref, title_of
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.reviews import rules
from chalkline.approve.reviews.commands.steps import (
    QUESTION_LIMIT,
    WAITS,
    locked,
    locked_request,
    move_on,
    must_be_reviewer,
)
from chalkline.approve.reviews.events import ChangeWanted, QuestionAnswered, QuestionAsked
from chalkline.approve.reviews.models import Question, Review
from chalkline.approve.reviews.words import ReviewState
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(QuestionAsked, RequestMoved))
def ask_for_information(actor: Actor, review: Review, text: str, *, now: datetime) -> Question:
    """Ask the person who asked something, while reviewing."""
    current = locked(review)
    must_be_reviewer(actor, current)
    if current.state != ReviewState.OPEN or RequestState(current.request.state) not in WAITS:
        raise rules.not_open()
    if not text.strip() or len(text) > QUESTION_LIMIT:
        raise rules.question_needed()
    return _ask(current, actor, text, QuestionAsked, now=now)


@command(records=(ChangeWanted, RequestMoved))
def ask_for_change(actor: Actor, review: Review, text: str, *, now: datetime) -> Question:
    """Ask that the request be changed: it goes back to whoever asked, who changes it or says why not, and returns."""
    current = locked(review)
    must_be_reviewer(actor, current)
    if current.state != ReviewState.OPEN or RequestState(current.request.state) not in WAITS:
        raise rules.not_open()
    if not text.strip() or len(text) > QUESTION_LIMIT:
        raise rules.question_needed()
    return _ask(current, actor, text, ChangeWanted, now=now)


def _ask(
    review: Review, actor: Actor, text: str, kind: type[QuestionAsked | ChangeWanted], *, now: datetime
) -> Question:
    question = Question.objects.create(
        review=review, text=text.strip(), wants_change=kind is ChangeWanted, asked_by_id=actor.id, asked_at=now
    )
    ref = SubjectRef("review", str(review.pk))
    told = kind(ref, request_ref(review.request), title_of(review.request), question.text)
    record(told, actor_id=actor.id, now=now)
    move_on(review.request, now=now)
    return question


@command(records=(QuestionAnswered, RequestMoved), may_change_nothing=True)
def note_changed(actor: Actor, request: Request, *, now: datetime) -> None:
    """The request was changed: what reviewers asked to be changed counts as answered. Only Chalkline itself."""
    actor.must("reviews.open")
    current = locked_request(request)
    waiting = Question.objects.filter(review__request=current, wants_change=True, answered_at=None)
    for question in waiting.select_related("review"):
        question.answer = str(Sentence("The request was changed."))
        question.answered_by_id, question.answered_at = current.asked_by_id, now
        question.save()
        ref = SubjectRef("review", str(question.review_id))
        told = QuestionAnswered(ref, request_ref(current), title_of(current), question.answer)
        record(told, actor_id=actor.id, now=now)
    move_on(current, now=now)


@command(records=(QuestionAnswered, RequestMoved))
def give_information(actor: Actor, question: Question, text: str, *, now: datetime) -> Question:
    """Answer a reviewer's question; the review goes on."""
    current = Question.objects.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    request = locked_request(current.review.request)
    actor.must("requests.revise", owner_id=acts_for(actor, request))
    if current.answered_at or RequestState(request.state) not in WAITS:
        raise rules.not_open()
    if not text.strip() or len(text) > QUESTION_LIMIT:
        raise rules.question_needed()
    current.answer, current.answered_by_id, current.answered_at = text.strip(), actor.id, now
    current.save()
    ref = SubjectRef("review", str(current.review_id))
    record(QuestionAnswered(ref, request_ref(request), title_of(request), current.answer), actor_id=actor.id, now=now)
    move_on(request, now=now)
    return current
