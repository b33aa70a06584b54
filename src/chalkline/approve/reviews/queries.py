"""Reads of reviews: those of a request, those that wait for somebody, who may answer which."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.approve.requests.api import Request, everyone_who_asked, light_of_request, terms_of
from chalkline.approve.requests.rules import classes_of
from chalkline.approve.reviews import rules
from chalkline.approve.reviews.kinds import KINDS, ReviewKind
from chalkline.approve.reviews.models import Question, Review
from chalkline.approve.reviews.words import ReviewAnswer, ReviewState, answer_from_json
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, holders_of
from chalkline.people.models import Person
from chalkline.rulebook.api import vocabulary


def reviews(actor: Actor) -> QuerySet[Review]:
    """Reviews that count, of all requests."""
    actor.must("requests.see")
    found = Review.objects.exclude(state=ReviewState.SUPERSEDED.value)
    return found.select_related("request__tool", "request__asked_by", "answered_by", "working_by")


def review_by_id(actor: Actor, review_id: str) -> Review:
    """One review, superseded ones included. Raises Problem("not_found")."""
    actor.must("requests.see")
    found = Review.objects.select_related("request__tool", "request__asked_by", "answered_by", "working_by")
    review = found.filter(pk=id_from(review_id)).first()
    if review is None:
        raise not_found(Sentence("review"))
    return review


def reviews_of(request: Request) -> list[Review]:
    """The reviews of a request that count, in the order of the kinds."""
    order = list(KINDS)
    found = Review.objects.filter(request=request).exclude(state=ReviewState.SUPERSEDED.value)
    return sorted(found.select_related("answered_by"), key=lambda review: order.index(review.kind))


def reviews_waiting_for(actor: Actor) -> QuerySet[Review]:
    """Open reviews this person may answer, the first due first."""
    mine = [kind.id for kind in KINDS.values() if kind.roles & actor.roles]
    waiting = reviews(actor).filter(state=ReviewState.OPEN.value, kind__in=mine)
    return waiting.exclude(request__askings__person_id=id_from(actor.id)).order_by("due_on", "opened_at")


def may_answer(actor: Actor, review: Review) -> bool:
    """Whether this person may answer it now: holds the role, and asks for nothing of it."""
    assigned = bool(KINDS[review.kind].roles & actor.roles)
    asked = actor.id in everyone_who_asked(review.request)
    return review.state == ReviewState.OPEN and not asked and actor.may("reviews.answer", assigned=assigned)


def reviewers_for(review: Review) -> list[Person]:
    """Who could answer it: holders of the kind's roles who do not ask for the same."""
    asked = everyone_who_asked(review.request)
    found: dict[str, Person] = {}
    for role in sorted(KINDS[review.kind].roles):
        found.update({str(person.pk): person for person in holders_of(role)})
    return [person for person_id, person in found.items() if person_id not in asked]


def answer_of(review: Review) -> ReviewAnswer | None:
    """What the review says, once it was sent."""
    return answer_from_json(review.answer) if review.answer else None


def is_overdue(review: Review, today: date) -> bool:
    """Whether it should have been sent by now."""
    return review.state == ReviewState.OPEN and review.due_on < today


def kinds_needed_by(request: Request) -> tuple[ReviewKind, ...]:
    """The kinds of review this request needs, by its risk."""
    terms = terms_of(request)
    found = rules.triggers(
        light=light_of_request(request),
        classes=classes_of(terms, vocabulary()),
        has_students=terms.has_students,
        area=vocabulary().purposes[terms.purpose].area,
        judges_people=bool(request.use_case and request.use_case.flags_people),
    )
    return rules.kinds_needed(found, KINDS.values())


def questions_of(request: Request) -> QuerySet[Question]:
    """What reviewers asked about a request, oldest first."""
    found = Question.objects.filter(review__request=request)
    return found.select_related("review", "asked_by", "answered_by")


def question_by_id(actor: Actor, question_id: str) -> Question:
    """One question. Raises Problem("not_found")."""
    actor.must("requests.see")
    found = Question.objects.select_related("review__request__tool").filter(pk=id_from(question_id)).first()
    if found is None:
        raise not_found(Sentence("question"))
    return found
