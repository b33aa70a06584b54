"""Reads of reviews: those of a request, those that wait for somebody, who may answer which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from chalkline.approve.requests.api import Request, everyone_who_asked, terms_of
from chalkline.approve.requests.models import Asking
from chalkline.approve.requests.rules import classes_of
from chalkline.approve.reviews import rules
from chalkline.approve.reviews.kinds import KINDS, ReviewKind
from chalkline.approve.reviews.models import Question, Review
from chalkline.approve.reviews.words import ReviewAnswer, ReviewState, answer_from_json
from chalkline.approve.routes.api import Lane, route_of
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Role, holders_of, open_grants
from chalkline.people.models import Person
from chalkline.rulebook.api import vocabulary

PRINCIPAL = "principal"
MOST_TOLD = 26  # reviews of nobody: more than are told at once, each asked by itself

STAND_IN = frozenset({Role.TECHNOLOGY_DIRECTOR, Role.SUPERINTENDENT})


def reviews(actor: Actor) -> QuerySet[Review]:
    """Reviews that count, of all requests."""
    actor.must("requests.see")
    found = Review.objects.exclude(state=ReviewState.SUPERSEDED.value)
    return found.select_related("request__tool", "request__asked_by", "answered_by", "working_by", "assigned_to")


def review_by_id(actor: Actor, review_id: str) -> Review:
    """One review, superseded ones included. Raises Problem("not_found")."""
    actor.must("requests.see")
    found = Review.objects.select_related(
        "request__tool", "request__asked_by", "answered_by", "working_by", "assigned_to"
    )
    review = found.filter(pk=id_from(review_id)).first()
    if review is None:
        raise not_found(Sentence("review"))
    return review


def reviews_of(request: Request) -> list[Review]:
    """The reviews of a request that count, in the order of the kinds."""
    order = list(KINDS)
    found = Review.objects.filter(request=request).exclude(state=ReviewState.SUPERSEDED.value)
    return sorted(found.select_related("answered_by", "assigned_to"), key=lambda review: order.index(review.kind))


def reviews_sent(requests: Collection[Request]) -> dict[UUID, tuple[int, int]]:
    """How many reviews of each request are sent, and of how many; a request without any is left out."""
    if not requests:
        return {}
    found = Review.objects.order_by().filter(request__in=requests).exclude(state=ReviewState.SUPERSEDED.value)
    sent = Count("id", filter=Q(state=ReviewState.ANSWERED.value))
    counted = found.values("request_id").annotate(done=sent, of=Count("id"))
    return {each["request_id"]: (each["done"], each["of"]) for each in counted}


def reviews_waiting_for(actor: Actor) -> QuerySet[Review]:
    """Open reviews this person may answer, the first due first."""
    mine = [kind.id for kind in KINDS.values() if kind.roles & actor.roles and not kind.first]
    schools = [each.school_id for each in actor.holdings if each.role is Role.PRINCIPAL and each.school_id]
    by_role = Q(kind__in=mine) | Q(kind=PRINCIPAL, request__asked_by__school_id__in=schools)
    waiting = reviews(actor).filter(by_role | Q(assigned_to_id=id_from(actor.id)), state=ReviewState.OPEN.value)
    return waiting.exclude(request__askings__person_id=id_from(actor.id)).order_by("due_on", "opened_at", "kind")


def reviews_of_nobody(actor: Actor) -> list[Review]:
    """Open reviews that nobody can do as things stand: no name on them that holds, and nobody with the role."""
    nameless = Q(assigned_to=None) | Q(assigned_to__is_active=False)
    open_now = reviews(actor).filter(nameless, _perhaps_of_nobody(), state=ReviewState.OPEN.value).order_by("due_on")
    return list(islice((review for review in open_now.iterator(MOST_TOLD) if not reviewers_for(review)), MOST_TOLD))


def _perhaps_of_nobody() -> Q:
    """What must be so where nobody can do a review: nobody holds a role of it, or one who does asks for the same."""
    perhaps = Q(pk=None)
    leading = open_grants().order_by().filter(role=Role.PRINCIPAL.value, person__is_active=True)
    for kind in KINDS.values():
        able = list(leading.values_list("person_id", flat=True)) if kind.first else _holders(kind)[:1]
        asking = Q(request__in=Asking.objects.order_by().filter(person__in=able).values("request"))
        if kind.first:
            asking |= ~Q(request__asked_by__school__in=leading.exclude(school=None).values("school"))
        elif not able:
            asking = Q()
        perhaps |= Q(kind=kind.id) & asking
    return perhaps


def _holders(kind: ReviewKind) -> list[UUID]:
    return [pk for role in sorted(kind.roles) for pk in holders_of(role).order_by().values_list("pk", flat=True)[:1]]


def may_answer(actor: Actor, review: Review) -> bool:
    """Whether this person may answer it now: holds the role, and asks for nothing of it."""
    assigned = is_reviewer(actor, review)
    asked = actor.id in everyone_who_asked(review.request)
    return review.state == ReviewState.OPEN and not asked and actor.may("reviews.answer", assigned=assigned)


def is_reviewer(actor: Actor, review: Review) -> bool:
    """Whether a review is this person's to do: by a role of its kind, or by name."""
    if review.assigned_to_id and str(review.assigned_to_id) == actor.id:
        return True
    if KINDS[review.kind].first:
        school = str(review.request.asked_by.school_id or "")
        return any(each.role is Role.PRINCIPAL and each.school_id == school for each in actor.holdings)
    return bool(KINDS[review.kind].roles & actor.roles)


def reviewers_for(review: Review) -> list[Person]:
    """Who could answer it, whose name is on it first: nobody who asks for the same is among them."""
    able = able_to_review(review.request, KINDS[review.kind])
    asked = everyone_who_asked(review.request)
    named = review.assigned_to
    if named is None or not named.is_active or str(named.pk) in asked:
        return able
    return [named, *(person for person in able if person.pk != named.pk)]


def able_to_review(request: Request, kind: ReviewKind) -> list[Person]:
    """Holders of the kind's roles who do not ask for the same; of principals, those of the asker's school."""
    asked = everyone_who_asked(request)
    if kind.first:
        return [each for each in principals_of(str(request.asked_by.school_id or "")) if str(each.pk) not in asked]
    found: dict[str, Person] = {}
    for role in sorted(kind.roles):
        found.update({str(person.pk): person for person in holders_of(role)})
    return [person for person_id, person in found.items() if person_id not in asked]


def principals_of(school_id: str) -> list[Person]:
    """Who leads a school, as far as they hold the role there."""
    held = open_grants().filter(role=Role.PRINCIPAL.value, school_id=id_from(school_id))
    return [grant.person for grant in held.select_related("person") if grant.person.is_active]


def whose_name(request: Request, kind: ReviewKind) -> Person | None:
    """Whose name is put on a new review: of those who can do it, whoever has the fewest open ones.

    Who answers for much else does it only where nobody holds the role that it belongs to.
    """
    able = able_to_review(request, kind)
    theirs = {person.pk for role in kind.roles - STAND_IN for person in holders_of(role)}
    able = [person for person in able if person.pk in theirs] or able
    open_now = Review.objects.filter(state=ReviewState.OPEN.value, assigned_to__in=able)
    many = Counter(open_now.values_list("assigned_to_id", flat=True))
    return min(able, key=lambda person: many[person.pk], default=None)


def answer_of(review: Review) -> ReviewAnswer | None:
    """What the review says, once it was sent."""
    return answer_from_json(review.answer) if review.answer else None


def is_overdue(review: Review, today: date) -> bool:
    """Whether it should have been sent by now."""
    return review.state == ReviewState.OPEN and review.due_on < today


def kinds_needed_by(request: Request) -> tuple[ReviewKind, ...]:
    """The kinds of review this request needs, by its risk and its lane."""
    called_for, lane = _called_for(request)
    return tuple(kind for kind in called_for if kind.in_fast_lane) if lane is Lane.FAST else called_for


def kinds_spared(request: Request) -> tuple[ReviewKind, ...]:
    """The kinds of review that the fast lane leaves out: the committee would have asked for them."""
    called_for, lane = _called_for(request)
    return tuple(kind for kind in called_for if not kind.in_fast_lane) if lane is Lane.FAST else ()


def _called_for(request: Request) -> tuple[tuple[ReviewKind, ...], Lane]:
    terms, route = terms_of(request), route_of(request)
    principal = route.principal_first and bool(able_to_review(request, KINDS[PRINCIPAL]))
    found = rules.triggers(
        light=route.level,
        classes=classes_of(terms, vocabulary()),
        has_students=terms.has_students,
        area=vocabulary().purposes[terms.purpose].area,
        judges_people=bool(request.use_case and request.use_case.flags_people),
        costs=terms.costs == "yes",
        principal_first=principal,
    )
    return rules.kinds_needed(found, KINDS.values()), route.lane


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
