"""/api/v1: committees with their charters and seats, alternates, who keeps the minutes, standing interests."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import (
    Authority,
    Charter,
    Committee,
    Constituency,
    Interest,
    Light,
    Openness,
    QuorumKind,
    QuorumRule,
    Seat,
    Voice,
    VoteRule,
    amend_charter,
    charter_committee,
    committee_by_id,
    committees,
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
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["meetings"])


class CommitteeTold(Schema):
    """A committee with the facts of its charter."""

    id: str
    name: str
    purpose: str
    authority: str
    cadence: str
    notice_days: int
    review_on: date


class CommitteePage(Page[CommitteeTold]):
    """Committees, by name."""


class CharterSent(Sent):
    """A charter. ``quorum_value`` is a number of members or a percent, 0 for a majority."""

    model_config = like(
        name="AI oversight committee", purpose="Decides which AI may be used here.", authority="deciding",
        chosen_how="The superintendent seats members.", cadence="Monthly", conflict_rule="Declares it and leaves.",
        records_rule="Minutes within a week.", review_on="2027-11-01", reason="",
    )  # fmt: skip

    name: Short
    purpose: Text
    authority: Authority = Authority.DECIDING
    chosen_how: Text
    cadence: Short
    conflict_rule: Text
    records_rule: Text
    review_on: date
    notice_days: int = 3
    term_months: int = 24
    voices: dict[Light, list[Voice]] = Field(
        default_factory=lambda: {Light.YELLOW: list(Voice), Light.RED: list(Voice)}
    )
    two_thirds_for: list[Light] = [Light.RED]
    quorum_kind: QuorumKind = QuorumKind.MAJORITY
    quorum_value: int = 0
    carries_with: VoteRule = VoteRule.MAJORITY
    promised: dict[Constituency, int] = {}
    in_writing: bool = False
    openness: Openness = Openness.MEMBERS
    reason: Text = ""

    def charter(self) -> Charter:
        """As the commands take it."""
        return Charter(
            self.name, self.purpose, self.authority, self.chosen_how, self.cadence, self.conflict_rule,
            self.records_rule, self.review_on, self.notice_days, self.term_months,
            {light: tuple(voices) for light, voices in self.voices.items()}, frozenset(self.two_thirds_for),
            QuorumRule(self.quorum_kind, self.quorum_value), self.carries_with, self.promised, self.in_writing,
            self.openness,
        )  # fmt: skip


class CharterTold(Schema):
    """A committee and the version of its charter."""

    id: str
    name: str
    version: int


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


@router.get("/committees", response={200: CommitteePage, REFUSALS: ProblemDocument})
def list_committees(request: HttpRequest, span: Query[Span]) -> object:
    """Every committee of the district."""
    return paged(committees(who(request)), span, _committee)


@router.post("/committees", response={201: CharterTold, REFUSALS: ProblemDocument})
def charter_a_committee(request: HttpRequest, sent: CharterSent) -> object:
    """Create a committee by its charter."""
    return created(_charter(charter_committee(who(request), sent.charter(), now=utc_now())))


@router.put("/committees/{committee_id}/charter", response={200: CharterTold, REFUSALS: ProblemDocument})
def amend_a_charter(request: HttpRequest, committee_id: UUID, sent: CharterSent) -> object:
    """Change the charter as a new version, with its reason."""
    actor = who(request)
    committee = committee_by_id(actor, str(committee_id))
    return _charter(amend_charter(actor, committee, sent.charter(), reason=sent.reason, now=utc_now()))


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


def _charter(committee: Committee) -> CharterTold:
    return CharterTold(id=str(committee.pk), name=committee.name, version=committee.version)


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


def _committee(committee: Committee) -> CommitteeTold:
    return CommitteeTold(
        id=str(committee.pk),
        name=committee.name,
        purpose=committee.purpose,
        authority=committee.authority,
        cadence=committee.cadence,
        notice_days=committee.notice_days,
        review_on=committee.review_on,
    )
