"""/api/v1/meetings: when a committee meets, and who is there."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema

from chalkline.govern.committees.api import (
    Meeting,
    MeetingCall,
    adjourn_meeting,
    call_meeting,
    cancel_meeting,
    committee_by_id,
    meeting_by_id,
    meetings,
    note_arrival,
    note_departure,
    open_meeting,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id
from chalkline.rest.agenda_items import ItemTold, told_items
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    Why,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["meetings"])


class MeetingCalled(Sent):
    """When and where the committee meets."""

    model_config = like(
        committee_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", starts_at="2026-12-03T22:00:00Z", place="Board room"
    )

    committee_id: UUID
    starts_at: datetime
    place: Short
    is_emergency: bool = False
    reason: Text = ""


class MeetingTold(Schema):
    """A meeting: called, open, adjourned or cancelled."""

    id: str
    committee: Named
    starts_at: datetime
    place: str
    state: str
    is_emergency: bool
    reason: str
    opened_at: datetime | None
    ended_at: datetime | None


class MeetingPage(Page[MeetingTold]):
    """Meetings, latest first."""


class MeetingWithItems(MeetingTold):
    """A meeting with its agenda."""

    items: list[ItemTold]


@router.get("/meetings", response={200: MeetingPage, REFUSALS: ProblemDocument})
def list_meetings(request: HttpRequest, span: Query[Span]) -> object:
    """Every meeting, latest first."""
    return paged(meetings(who(request)), span, _meeting)


@router.post("/meetings", response={201: MeetingTold, REFUSALS: ProblemDocument})
def call_a_meeting(request: HttpRequest, call: MeetingCalled) -> object:
    """Say when and where a committee meets."""
    actor = who(request)
    committee = committee_by_id(actor, str(call.committee_id))
    wanted = MeetingCall(_aware(call.starts_at), call.place, call.is_emergency, call.reason)
    return created(_meeting(call_meeting(actor, committee, wanted, now=utc_now())))


@router.get("/meetings/{meeting_id}", response={200: MeetingWithItems, REFUSALS: ProblemDocument})
def read_meeting(request: HttpRequest, meeting_id: UUID) -> object:
    """One meeting with its agenda."""
    actor = who(request)
    meeting = meeting_by_id(actor, str(meeting_id))
    return MeetingWithItems(**_meeting(meeting).dict(), items=told_items(actor, meeting, meeting.items.all()))


@router.post("/meetings/{meeting_id}/open", response={200: MeetingTold, REFUSALS: ProblemDocument})
def open_a_meeting(request: HttpRequest, meeting_id: UUID) -> object:
    """Open it, by the chair; by another voting member once its time has come and the chair is away."""
    actor = who(request)
    return _meeting(open_meeting(actor, meeting_by_id(actor, str(meeting_id)), now=utc_now()))


@router.post("/meetings/{meeting_id}/adjourn", response={200: MeetingTold, REFUSALS: ProblemDocument})
def adjourn_a_meeting(request: HttpRequest, meeting_id: UUID) -> object:
    """End it; what was not decided is carried over."""
    actor = who(request)
    return _meeting(adjourn_meeting(actor, meeting_by_id(actor, str(meeting_id)), now=utc_now()))


@router.post("/meetings/{meeting_id}/cancel", response={200: MeetingTold, REFUSALS: ProblemDocument})
def cancel_a_meeting(request: HttpRequest, meeting_id: UUID, why: Why) -> object:
    """Call it off before it is opened."""
    actor = who(request)
    return _meeting(cancel_meeting(actor, meeting_by_id(actor, str(meeting_id)), reason=why.reason, now=utc_now()))


@router.put("/meetings/{meeting_id}/present/{person_id}", response={204: None, REFUSALS: ProblemDocument})
def mark_present(request: HttpRequest, meeting_id: UUID, person_id: UUID) -> object:
    """Mark a member as present: oneself, or anybody by whoever presides."""
    actor = who(request)
    note_arrival(actor, meeting_by_id(actor, str(meeting_id)), _person(person_id), now=utc_now())
    return NOTHING


@router.put("/meetings/{meeting_id}/left/{person_id}", response={204: None, REFUSALS: ProblemDocument})
def mark_left(request: HttpRequest, meeting_id: UUID, person_id: UUID) -> object:
    """Mark that a member left."""
    actor = who(request)
    note_departure(actor, meeting_by_id(actor, str(meeting_id)), _person(person_id), now=utc_now())
    return NOTHING


def _meeting(meeting: Meeting) -> MeetingTold:
    return MeetingTold(
        id=str(meeting.pk),
        committee=Named(id=str(meeting.committee_id), name=meeting.committee.name),
        starts_at=meeting.starts_at,
        place=meeting.place,
        state=meeting.state,
        is_emergency=meeting.is_emergency,
        reason=meeting.reason,
        opened_at=meeting.opened_at,
        ended_at=meeting.ended_at,
    )


def _person(person_id: UUID) -> Any:
    person = person_by_id(str(person_id))
    if person is None:
        raise not_found(Sentence("member of this committee"))
    return person


def _aware(at: datetime) -> datetime:
    """An instant without a zone is in the district's own."""
    return at if timezone.is_aware(at) else timezone.make_aware(at)
