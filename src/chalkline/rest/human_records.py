"""/api/v1/human-records: matters that people decide themselves, and what they decided."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import get_current_timezone
from ninja import Schema

from chalkline.approve.human_records.api import (
    Decided,
    Followed,
    HumanRecord,
    Matter,
    RecordState,
    accept_record,
    calls_under,
    decided_records,
    end_offer,
    offer_record,
    open_record,
    own_records,
    record_by_id,
    withdraw_record,
    write_decision,
)
from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.people.api import person_by_id
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["human records"])


class RecordTold(Schema):
    """A matter that a person decides. What was decided is said once it is."""

    id: str
    use: str
    purpose: str
    matter: str
    decider: str
    offered_to: str
    opened_at: datetime
    until_on: date
    state: RecordState
    ended_at: datetime | None
    decision: str
    decided_first: bool | None
    followed: Followed | None
    why: str
    withdrawn_because: str


class RecordPage(Page[RecordTold]):
    """Records."""


class CallsDay(Schema):
    """Calls of a day under a record."""

    day: date
    calls: int
    answered: int


class WholeRecord(RecordTold):
    """A record with the calls made under it, by days. What they said is kept nowhere here."""

    calls: list[CallsDay]


class MatterSaid(Sent):
    """What is decided, with which approved use, until when."""

    model_config = like(
        use="5b0b5f6e-7c6c-4a4c-8d0e-3f3d2a0a7c11", matter="Who is invited to the reading group", until_on="2027-02-12"
    )

    use: Id
    matter: Text
    until_on: date


class DecisionSaid(Sent):
    """What a person decided, before or after an answer, following it or not, and why."""

    model_config = like(
        decision="Six of the nine are invited.", why="Their own teachers know them best.", followed="partly",
        decided_first=True,
    )  # fmt: skip

    decision: Text
    why: Text
    followed: Followed
    decided_first: bool


class RecordReasonSaid(Sent):
    """Why a record is withdrawn."""

    model_config = like(reason="The group does not take place.")

    reason: Text


class ColleagueSaid(Sent):
    """Who is asked to decide instead."""

    model_config = like(person="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    person: Id


@router.get("/human-records", response={200: RecordPage, REFUSALS: ProblemDocument})
def list_own_records(request: HttpRequest, span: Query[Span]) -> object:
    """Records of the caller, and those a colleague offers them."""
    return paged(own_records(who(request)), span, _told)


@router.get("/human-records/decided", response={200: RecordPage, REFUSALS: ProblemDocument})
def list_decided_records(request: HttpRequest, span: Query[Span]) -> object:
    """What people decided, for those who look after it."""
    return paged(decided_records(who(request)), span, _told)


@router.post("/human-records", response={201: RecordTold, REFUSALS: ProblemDocument})
def open_a_record(request: HttpRequest, said: MatterSaid) -> object:
    """Say that oneself decides a matter; calls may name the record from then on."""
    actor = who(request)
    use = use_by_id(actor, said.use)
    return created(_told(open_record(actor, use, Matter(said.matter, said.until_on), now=utc_now())))


@router.get("/human-records/{record_id}", response={200: WholeRecord, REFUSALS: ProblemDocument})
def read_record(request: HttpRequest, record_id: UUID) -> object:
    """One record, and on which days calls were made under it."""
    actor = who(request)
    of = record_by_id(actor, str(record_id))
    days = calls_under(actor, of, get_current_timezone()).days
    calls = [CallsDay(day=each.day, calls=each.count, answered=each.answered) for each in days]
    return WholeRecord(**_told(of).model_dump(), calls=calls)


@router.post("/human-records/{record_id}/decision", response={200: RecordTold, REFUSALS: ProblemDocument})
def write_a_decision(request: HttpRequest, record_id: UUID, said: DecisionSaid) -> object:
    """Write what one decided; no call goes out under the record any more."""
    actor = who(request)
    decided = Decided(said.decision, said.why, said.followed, said.decided_first)
    return _told(write_decision(actor, record_by_id(actor, str(record_id)), decided, now=utc_now()))


@router.post("/human-records/{record_id}/withdrawal", response={200: RecordTold, REFUSALS: ProblemDocument})
def withdraw_a_record(request: HttpRequest, record_id: UUID, said: RecordReasonSaid) -> object:
    """End a record of a matter that is not decided after all."""
    actor = who(request)
    return _told(withdraw_record(actor, record_by_id(actor, str(record_id)), said.reason, now=utc_now()))


@router.post("/human-records/{record_id}/offer", response={200: RecordTold, REFUSALS: ProblemDocument})
def offer_a_record(request: HttpRequest, record_id: UUID, said: ColleagueSaid) -> object:
    """Ask a colleague to decide it instead; nothing changes until they accept."""
    actor = who(request)
    of = record_by_id(actor, str(record_id))
    return _told(offer_record(actor, of, person_by_id(said.person), now=utc_now()))


@router.post("/human-records/{record_id}/end-offer", response={200: RecordTold, REFUSALS: ProblemDocument})
def end_an_offer(request: HttpRequest, record_id: UUID) -> object:
    """Say no to an offer, or take one's own back."""
    actor = who(request)
    return _told(end_offer(actor, record_by_id(actor, str(record_id)), now=utc_now()))


@router.post("/human-records/{record_id}/acceptance", response={200: RecordTold, REFUSALS: ProblemDocument})
def accept_a_record(request: HttpRequest, record_id: UUID) -> object:
    """Take a matter over from a colleague."""
    actor = who(request)
    return _told(accept_record(actor, record_by_id(actor, str(record_id)), now=utc_now()))


def _told(of: HumanRecord) -> RecordTold:
    return RecordTold(
        id=str(of.pk),
        use=str(of.use_id),
        purpose=of.purpose,
        matter=of.matter,
        decider=str(of.decider_id),
        offered_to=str(of.offered_to_id or ""),
        opened_at=of.opened_at,
        until_on=of.until_on,
        state=RecordState(of.state),
        ended_at=of.ended_at,
        decision=of.decision,
        decided_first=of.decided_first,
        followed=Followed(of.followed) if of.followed else None,
        why=of.why,
        withdrawn_because=of.withdrawn_because,
    )
