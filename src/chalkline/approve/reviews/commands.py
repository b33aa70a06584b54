"""Writes of reviews: opening, saving as one goes, sending, asking back, doing it again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from chalkline.approve.requests.api import (
    CHANGEABLE,
    Request,
    RequestState,
    asks_now,
    everyone_who_asked,
    light_of_request,
    move_request,
    request_ref,
    terms_of,
    title_of,
)
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.reviews import rules
from chalkline.approve.reviews.events import (
    QuestionAnswered,
    QuestionAsked,
    ReviewAnswered,
    ReviewOpened,
    ReviewSuperseded,
)
from chalkline.approve.reviews.kinds import KINDS, ReviewKind
from chalkline.approve.reviews.models import Question, Review
from chalkline.approve.reviews.queries import kinds_needed_by, reviews_of
from chalkline.approve.reviews.words import RECOMMENDATION_NAMES, ReviewAnswer, ReviewState, Severity
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor

LARGEST_WORKING = 128 * 1024  # characters of its JSON
QUESTION_LIMIT = 2000
WAITS = frozenset({RequestState.IN_REVIEW, RequestState.NEEDS_INFORMATION})


@command(records=(ReviewOpened, RequestMoved, ReviewSuperseded), may_change_nothing=True)
def open_reviews(actor: Actor, request: Request, *, now: datetime) -> list[Review]:
    """Open every review the request needs now, side by side; those that looked at other terms are done again."""
    actor.must("reviews.open")
    current = _locked_request(request)
    if RequestState(current.state) not in CHANGEABLE:
        return []
    standing = {review.kind: review for review in reviews_of(current)}
    opened: list[Review] = []
    for kind in kinds_needed_by(current):
        review = standing.get(kind.id)
        if review is None:
            opened.append(_open(actor, current, kind, version=_next_version(current, kind), now=now))
        elif review.state == ReviewState.ANSWERED and review.request_digest != current.digest:
            reason = str(Sentence("What is asked for has changed."))
            opened.append(_again(actor, review, reason, now=now))
    _move_on(current, now=now)
    return opened


@command(records=(), may_change_nothing=True)
def keep_review(actor: Actor, review: Review, working: dict[str, Any], *, now: datetime) -> None:
    """Keep a review somebody is writing. The ledger says nothing of it until it is sent."""
    current = _locked(review)
    _must_be_reviewer(actor, current)
    if current.state != ReviewState.OPEN:
        raise rules.already_answered()
    if len(json.dumps(working)) > LARGEST_WORKING:
        raise rules.question_needed()
    current.working, current.working_by_id, current.working_at = working, actor.id, now
    current.save(update_fields=["working", "working_by", "working_at"])


@command(records=(ReviewAnswered, RequestMoved))
def answer_review(actor: Actor, review: Review, answer: ReviewAnswer, *, now: datetime) -> Review:
    """Send a review. With the last one, the request is ready for the committee."""
    current = _locked(review)
    _must_be_reviewer(actor, current)
    if current.state != ReviewState.OPEN:
        raise rules.already_answered()
    if RequestState(current.request.state) not in CHANGEABLE:
        raise rules.not_open()
    kind = KINDS[current.kind]
    rules.must_hold_together(answer, kind, has_students=terms_of(current.request).has_students)
    current.state, current.answer = ReviewState.ANSWERED.value, answer.as_json()
    current.answered_by_id, current.answered_at = actor.id, now
    current.request_digest, current.working = current.request.digest, {}
    current.digest = digest_of(_what_it_says(current))
    current.save()
    told = ReviewAnswered(
        review=SubjectRef("review", str(current.pk), current.digest),
        request=request_ref(current.request),
        kind=current.kind,
        kind_name=_name(kind),
        title=title_of(current.request),
        version=current.version,
        recommendation=answer.recommendation.value,
        recommendation_said=str(RECOMMENDATION_NAMES[answer.recommendation]).lower(),
        findings=len(answer.findings),
        red_flags=sum(1 for each in answer.findings if each.severity is Severity.RED_FLAG),
        conditions=tuple(each.text for each in answer.conditions),
        summary=answer.summary,
    )
    record(told, actor_id=actor.id, now=now)
    _move_on(current.request, now=now)
    return current


@command(records=(ReviewSuperseded, ReviewOpened, RequestMoved))
def review_again(actor: Actor, review: Review, *, reason: str, now: datetime) -> Review:
    """Do a sent review again because something has changed; the sent one stays readable."""
    current = _locked(review)
    _must_be_reviewer(actor, current)
    if current.state != ReviewState.ANSWERED or RequestState(current.request.state) not in CHANGEABLE:
        raise rules.not_open()
    if not reason.strip() or len(reason) > QUESTION_LIMIT:
        raise rules.question_needed()
    anew = _again(actor, current, reason.strip(), now=now)
    _move_on(current.request, now=now)
    return anew


@command(records=(QuestionAsked, RequestMoved))
def ask_for_information(actor: Actor, review: Review, text: str, *, now: datetime) -> Question:
    """Ask the person who asked something, while reviewing."""
    current = _locked(review)
    _must_be_reviewer(actor, current)
    if current.state != ReviewState.OPEN or RequestState(current.request.state) not in WAITS:
        raise rules.not_open()
    if not text.strip() or len(text) > QUESTION_LIMIT:
        raise rules.question_needed()
    question = Question.objects.create(review=current, text=text.strip(), asked_by_id=actor.id, asked_at=now)
    ref = SubjectRef("review", str(current.pk))
    told = QuestionAsked(ref, request_ref(current.request), title_of(current.request), question.text)
    record(told, actor_id=actor.id, now=now)
    _move_on(current.request, now=now)
    return question


@command(records=(QuestionAnswered, RequestMoved))
def give_information(actor: Actor, question: Question, text: str, *, now: datetime) -> Question:
    """Answer a reviewer's question; the review goes on."""
    current = Question.objects.select_for_update(of=("self",), no_key=True).get(pk=question.pk)
    request = _locked_request(current.review.request)
    owner = actor.id if asks_now(actor.id, request) else str(request.asked_by_id)
    actor.must("requests.revise", owner_id=owner)
    if current.answered_at or RequestState(request.state) not in WAITS:
        raise rules.not_open()
    if not text.strip() or len(text) > QUESTION_LIMIT:
        raise rules.question_needed()
    current.answer, current.answered_by_id, current.answered_at = text.strip(), actor.id, now
    current.save()
    ref = SubjectRef("review", str(current.review_id))
    record(QuestionAnswered(ref, request_ref(request), title_of(request), current.answer), actor_id=actor.id, now=now)
    _move_on(request, now=now)
    return current


def _must_be_reviewer(actor: Actor, review: Review) -> None:
    actor.must("reviews.answer", assigned=bool(KINDS[review.kind].roles & actor.roles))
    if actor.id in everyone_who_asked(review.request):
        raise rules.own_request()


def _move_on(request: Request, *, now: datetime) -> None:
    """Move the request to where its reviews have brought it."""
    request.refresh_from_db(fields=["state", "state_at"])
    state = RequestState(request.state)
    standing = reviews_of(request)
    waiting = any(review.state == ReviewState.OPEN for review in standing)
    asked = Question.objects.filter(
        review__in=standing, review__state=ReviewState.OPEN.value, answered_at=None
    ).exists()
    way: list[RequestState] = []
    if waiting and asked:
        way = [RequestState.IN_REVIEW, RequestState.NEEDS_INFORMATION]
    elif waiting:
        way = [RequestState.IN_REVIEW]
    elif state is not RequestState.DEFERRED:
        way = [RequestState.IN_REVIEW, RequestState.READY]
    if state in way:
        way = way[way.index(state) + 1 :]
    for step in way:
        move_request(system_actor("reviews"), request, step, now=now)


def _open(actor: Actor, request: Request, kind: ReviewKind, *, version: int, now: datetime) -> Review:
    review = Review.objects.create(
        request=request,
        kind=kind.id,
        version=version,
        state=ReviewState.OPEN.value,
        opened_at=now,
        due_on=rules.due_on(localdate(now), light_of_request(request)),
    )
    told = ReviewOpened(
        review=SubjectRef("review", str(review.pk)),
        request=request_ref(request),
        kind=kind.id,
        kind_name=_name(kind),
        title=title_of(request),
        version=version,
        due_on=review.due_on.isoformat(),
    )
    record(told, actor_id=actor.id, now=now)
    return review


def _again(actor: Actor, review: Review, reason: str, *, now: datetime) -> Review:
    """Put a new open version in place of an answered one, begun with what that one said."""
    kind = KINDS[review.kind]
    review.state = ReviewState.SUPERSEDED.value
    review.save(update_fields=["state"])
    told = ReviewSuperseded(
        SubjectRef("review", str(review.pk), review.digest),
        request_ref(review.request),
        kind.id,
        _name(kind),
        title_of(review.request),
        reason,
    )
    record(told, actor_id=actor.id, now=now)
    anew = _open(actor, review.request, kind, version=review.version + 1, now=now)
    anew.working = review.answer
    anew.save(update_fields=["working"])
    return anew


def _next_version(request: Request, kind: ReviewKind) -> int:
    last = Review.objects.filter(request=request, kind=kind.id).order_by("-version").values_list("version", flat=True)
    return (last.first() or 0) + 1


def _what_it_says(review: Review) -> dict[str, Any]:
    return {
        "request": {"id": str(review.request_id), "digest": review.request_digest},
        "kind": review.kind,
        "version": review.version,
        "answered_by": str(review.answered_by_id),
        "answer": review.answer,
    }


def _locked(review: Review) -> Review:
    """The review with its request, both held: reviews of one request take turns, and none is the last twice."""
    _locked_request(Request.objects.get(pk=review.request_id))
    found = Review.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("request__tool", "request__use_case").get(pk=review.pk)


def _locked_request(request: Request) -> Request:
    found = Request.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tool", "use_case", "asked_by").get(pk=request.pk)


def _name(kind: ReviewKind) -> str:
    return str(kind.name).lower()
