"""/api/v1: seats of committees, alternates, who keeps the minutes, standing interests."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.govern.committees.api import (
    Constituency,
    Interest,
    Seat,
    committee_by_id,
    declare_interest,
    end_interest,
    end_seat,
    interest_by_id,
    name_chair,
    name_secretary,
    renew_seat,
    seat_alternate,
    seat_by_id,
    seat_member,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Person, person_by_id
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
    Place,
    ProblemDocument,
    Sent,
    Short,
    Text,
    created,
    like,
    who,
)

router = Place(tags=["meetings"])


class SeatSent(Sent):
    """Who sits for whom."""

    model_config = like(person_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", constituency="teacher")

    person_id: UUID
    constituency: Constituency
    has_vote: bool = True
    is_chair: bool = False


class PersonSent(Sent):
    """Somebody of the district."""

    model_config = like(person_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    person_id: UUID


class SeatTold(Schema):
    """A seat."""

    id: str
    person: str
    constituency: str
    has_vote: bool
    is_chair: bool
    ends_on: date
    stands_in_for: str


class InterestSent(Sent):
    """In which tool (by its id) or vendor (by name), and what it is."""

    model_config = like(kind="tool", subject="magicschool", name="MagicSchool", reason="My sister works there.")

    kind: Id
    subject: Id
    name: Short
    reason: Text


class InterestTold(Schema):
    """A standing interest."""

    id: str
    kind: str
    subject: str
    name: str


@router.put("/committees/{committee_id}/secretary", response={204: None, REFUSALS: ProblemDocument})
def name_a_secretary(request: HttpRequest, committee_id: UUID, sent: PersonSent) -> object:
    """Say who keeps the minutes."""
    actor = who(request)
    name_secretary(actor, committee_by_id(actor, str(committee_id)), _person(sent.person_id), now=utc_now())
    return NOTHING


@router.post("/committees/{committee_id}/seats", response={201: SeatTold, REFUSALS: ProblemDocument})
def give_a_seat(request: HttpRequest, committee_id: UUID, sent: SeatSent) -> object:
    """Give somebody a seat; never oneself."""
    actor = who(request)
    seat = seat_member(
        actor,
        committee_by_id(actor, str(committee_id)),
        _person(sent.person_id),
        sent.constituency,
        has_vote=sent.has_vote,
        is_chair=sent.is_chair,
        now=utc_now(),
    )
    return created(_seat(seat))


@router.post("/seats/{seat_id}/alternate", response={201: SeatTold, REFUSALS: ProblemDocument})
def name_an_alternate(request: HttpRequest, seat_id: UUID, sent: PersonSent) -> object:
    """Let somebody stand in for a member whenever that member is away."""
    actor = who(request)
    return created(
        _seat(seat_alternate(actor, seat_by_id(actor, str(seat_id)), _person(sent.person_id), now=utc_now()))
    )


@router.post("/seats/{seat_id}/renew", response={200: SeatTold, REFUSALS: ProblemDocument})
def renew_a_seat(request: HttpRequest, seat_id: UUID) -> object:
    """Give another term."""
    actor = who(request)
    return _seat(renew_seat(actor, seat_by_id(actor, str(seat_id)), now=utc_now()))


@router.post("/seats/{seat_id}/chair", response={200: SeatTold, REFUSALS: ProblemDocument})
def name_a_chair(request: HttpRequest, seat_id: UUID) -> object:
    """Let a member chair; never oneself."""
    actor = who(request)
    return _seat(name_chair(actor, seat_by_id(actor, str(seat_id)), now=utc_now()))


@router.post("/seats/{seat_id}/end", response={204: None, REFUSALS: ProblemDocument})
def end_a_seat(request: HttpRequest, seat_id: UUID) -> object:
    """End it; the member votes no more."""
    actor = who(request)
    end_seat(actor, seat_by_id(actor, str(seat_id)), now=utc_now())
    return NOTHING


@router.post("/interests", response={201: InterestTold, REFUSALS: ProblemDocument})
def declare_an_interest(request: HttpRequest, sent: InterestSent) -> object:
    """Say once what one has to do with a tool or a vendor; it bars from all items about it."""
    subject = SubjectRef(sent.kind, sent.subject.casefold() if sent.kind == "vendor" else sent.subject)
    return created(_interest(declare_interest(who(request), subject, sent.name, reason=sent.reason, now=utc_now())))


@router.post("/interests/{interest_id}/end", response={204: None, REFUSALS: ProblemDocument})
def end_an_interest(request: HttpRequest, interest_id: UUID) -> object:
    """One of one's own is over."""
    actor = who(request)
    end_interest(actor, interest_by_id(actor, str(interest_id)), now=utc_now())
    return NOTHING


def _seat(seat: Seat) -> SeatTold:
    return SeatTold(
        id=str(seat.pk),
        person=str(seat.person),
        constituency=seat.constituency,
        has_vote=seat.has_vote,
        is_chair=seat.is_chair,
        ends_on=seat.ends_on,
        stands_in_for=str(seat.stands_in_for.person) if seat.stands_in_for else "",
    )


def _interest(interest: Interest) -> InterestTold:
    return InterestTold(
        id=str(interest.pk), kind=interest.subject_kind, subject=interest.subject_id, name=interest.subject_name
    )


def _person(person_id: UUID) -> Person:
    found = person_by_id(str(person_id))
    if found is None:
        raise not_found(Sentence("person"))
    return found
