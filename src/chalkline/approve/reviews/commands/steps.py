"""What the commands of reviews share: holding the rows, who may, opening one, moving the request on."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.approve.requests.api import (
    Request,
    RequestState,
    everyone_who_asked,
    move_request,
    request_ref,
    title_of,
)
from chalkline.approve.reviews import rules
from chalkline.approve.reviews.events import ReviewOpened, ReviewSuperseded
from chalkline.approve.reviews.kinds import KINDS, ReviewKind
from chalkline.approve.reviews.models import Question, Review
from chalkline.approve.reviews.queries import is_reviewer, reviews_of, whose_name
from chalkline.approve.reviews.words import ReviewState
from chalkline.approve.routes.api import level_of
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, system_actor

LARGEST_WORKING = 128 * 1024  # characters of its JSON
QUESTION_LIMIT = 2000
WAITS = frozenset({RequestState.IN_REVIEW, RequestState.NEEDS_INFORMATION, RequestState.CHANGES_WANTED})


def must_be_reviewer(actor: Actor, review: Review) -> None:
    actor.must("reviews.answer", assigned=is_reviewer(actor, review))
    if actor.id in everyone_who_asked(review.request):
        raise rules.own_request()


def move_on(request: Request, *, now: datetime) -> None:
    """Move the request to where its reviews have brought it."""
    request.refresh_from_db(fields=["state", "state_at"])
    state = RequestState(request.state)
    standing = reviews_of(request)
    waiting = any(review.state == ReviewState.OPEN for review in standing)
    asked = Question.objects.filter(review__in=standing, review__state=ReviewState.OPEN.value, answered_at=None)
    way: list[RequestState] = []
    if waiting and asked.filter(wants_change=True).exists():
        way = [RequestState.IN_REVIEW, RequestState.CHANGES_WANTED]
    elif waiting and asked.exists():
        way = [RequestState.IN_REVIEW, RequestState.NEEDS_INFORMATION]
    elif waiting:
        way = [RequestState.IN_REVIEW]
    elif state is not RequestState.DEFERRED:
        way = [RequestState.IN_REVIEW, RequestState.READY]
    if state in way:
        way = way[way.index(state) + 1 :]
    for step in way:
        move_request(system_actor("reviews"), request, step, now=now)


def open_one(actor: Actor, request: Request, kind: ReviewKind, *, version: int, now: datetime) -> Review:
    review = Review.objects.create(
        request=request,
        kind=kind.id,
        version=version,
        state=ReviewState.OPEN.value,
        opened_at=now,
        assigned_to=whose_name(request, kind),
        due_on=rules.due_on(localdate(now), level_of(request)),
    )
    told = ReviewOpened(
        review=SubjectRef("review", str(review.pk)),
        request=request_ref(request),
        kind=kind.id,
        kind_name=name_in_history(kind),
        title=title_of(request),
        version=version,
        due_on=review.due_on.isoformat(),
    )
    record(told, actor_id=actor.id, now=now)
    return review


def put_anew(actor: Actor, review: Review, reason: str, *, now: datetime) -> Review:
    """Put a new open version in place of an answered one, begun with what that one said."""
    kind = KINDS[review.kind]
    review.state = ReviewState.SUPERSEDED.value
    review.save(update_fields=["state"])
    told = ReviewSuperseded(
        SubjectRef("review", str(review.pk), review.digest),
        request_ref(review.request),
        kind.id,
        name_in_history(kind),
        title_of(review.request),
        reason,
    )
    record(told, actor_id=actor.id, now=now)
    anew = open_one(actor, review.request, kind, version=review.version + 1, now=now)
    anew.working = review.answer
    anew.save(update_fields=["working"])
    return anew


def next_version(request: Request, kind: ReviewKind) -> int:
    last = Review.objects.filter(request=request, kind=kind.id).order_by("-version").values_list("version", flat=True)
    return (last.first() or 0) + 1


def locked(review: Review) -> Review:
    """The review with its request, both held: reviews of one request take turns, and none is the last twice."""
    locked_request(Request.objects.get(pk=review.request_id))
    found = Review.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("request__tool", "request__use_case").get(pk=review.pk)


def locked_request(request: Request) -> Request:
    found = Request.objects.select_for_update(of=("self",), no_key=True)
    return found.select_related("tool", "use_case", "asked_by").get(pk=request.pk)


def name_in_history(kind: ReviewKind) -> str:
    return str(kind.name).lower()
