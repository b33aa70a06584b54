"""Writing a review: saving as one goes, sending, doing it again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from chalkline.approve.requests.api import CHANGEABLE, RequestState, request_ref, terms_of, title_of
from chalkline.approve.requests.events import RequestMoved
from chalkline.approve.reviews import rules
from chalkline.approve.reviews.commands.opening import open_reviews
from chalkline.approve.reviews.commands.steps import (
    LARGEST_WORKING,
    QUESTION_LIMIT,
    locked,
    move_on,
    must_be_reviewer,
    name_in_history,
    put_anew,
)
from chalkline.approve.reviews.events import ReviewAnswered, ReviewOpened, ReviewSuperseded
from chalkline.approve.reviews.kinds import KINDS
from chalkline.approve.reviews.models import Review
from chalkline.approve.reviews.words import RECOMMENDATION_NAMES, ReviewAnswer, ReviewState, Severity
from chalkline.kernel.canonical import digest_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor


@command(records=(), may_change_nothing=True)
def keep_review(actor: Actor, review: Review, working: dict[str, Any], *, now: datetime) -> None:
    """Keep a review somebody is writing. The ledger says nothing of it until it is sent."""
    current = locked(review)
    must_be_reviewer(actor, current)
    if current.state != ReviewState.OPEN:
        raise rules.already_answered()
    if len(json.dumps(working)) > LARGEST_WORKING:
        raise rules.question_needed()
    current.working, current.working_by_id, current.working_at = working, actor.id, now
    current.save(update_fields=["working", "working_by", "working_at"])


@command(records=(ReviewAnswered, ReviewOpened, ReviewSuperseded, RequestMoved))
def answer_review(actor: Actor, review: Review, answer: ReviewAnswer, *, now: datetime) -> Review:
    """Send a review. With the last one, the request is ready for the committee."""
    current = locked(review)
    must_be_reviewer(actor, current)
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
        kind_name=name_in_history(kind),
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
    if kind.first:
        open_reviews(system_actor("reviews"), current.request, now=now)
    move_on(current.request, now=now)
    return current


@command(records=(ReviewSuperseded, ReviewOpened, RequestMoved))
def review_again(actor: Actor, review: Review, *, reason: str, now: datetime) -> Review:
    """Do a sent review again because something has changed; the sent one stays readable."""
    current = locked(review)
    must_be_reviewer(actor, current)
    if current.state != ReviewState.ANSWERED or RequestState(current.request.state) not in CHANGEABLE:
        raise rules.not_open()
    if not reason.strip() or len(reason) > QUESTION_LIMIT:
        raise rules.question_needed()
    anew = put_anew(actor, current, reason.strip(), now=now)
    move_on(current.request, now=now)
    return anew


def _what_it_says(review: Review) -> dict[str, Any]:
    return {
        "request": {"id": str(review.request_id), "digest": review.request_digest},
        "kind": review.kind,
        "version": review.version,
        "answered_by": str(review.answered_by_id),
        "answer": review.answer,
    }
