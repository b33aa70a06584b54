"""/api/v1/meetings and /agenda-items: who decides, what is before them, conflicts, motions, votes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Schema

from chalkline.govern.committees.api import (
    AgendaItem,
    Choice,
    Committee,
    Meeting,
    MeetingCall,
    Motion,
    Outcome,
    adjourn_meeting,
    call_meeting,
    cancel_meeting,
    cast_vote,
    committee_by_id,
    committees,
    condition_as_json,
    declare_conflict,
    item_by_id,
    make_motion,
    meeting_by_id,
    meetings,
    motion_digest,
    note_arrival,
    note_departure,
    open_meeting,
    standing_of,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    Id,
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
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy

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


class ConditionMoved(Sent):
    """A condition of a motion."""

    kind: ConditionKind
    text: Short
    kept_by: KeptBy = KeptBy.PEOPLE
    value: Short = ""


class MotionMoved(Sent):
    """What to put to the vote. An approval has a last day."""

    model_config = like(
        outcome="approve_with_conditions",
        conditions=[{"kind": "review", "text": "The teacher reads each comment before a student sees it."}],
        expires_on="2027-06-30",
        reason="As the reviews propose.",
    )

    outcome: Outcome
    conditions: list[ConditionMoved] = Field([], max_length=50)
    expires_on: date | None = None
    reason: Text = ""


class VoteSent(Sent):
    """A vote on the motion of this digest: if the motion changed meanwhile, it is refused."""

    model_config = like(
        choice="for", on_motion="9f2a6c0e5d1b4a3f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a392817", reason=""
    )

    choice: Choice
    on_motion: Id
    reason: Text = ""


class MemberTold(Schema):
    """A member as they stand to an item now."""

    id: str
    name: str
    constituency: str
    has_vote: bool
    is_present: bool
    is_excused: bool


class ItemTold(Schema):
    """An agenda item as it stands. ``closing_now`` is what closing would decide; null for nothing."""

    id: str
    meeting_id: str
    number: int
    title: str
    light: str
    state: str
    subject_kind: str
    subject_id: str
    subject_digest: str
    motion: dict[str, Any]
    motion_digest: str
    objections: list[str]
    latest_expires_on: date
    quorum_reached: bool
    quorum_needed: int
    in_favor: int
    against: int
    abstained: int
    closing_now: str | None
    members: list[MemberTold]


class MeetingWithItems(MeetingTold):
    """A meeting with its agenda."""

    items: list[ItemTold]


@router.get("/committees", response={200: CommitteePage, REFUSALS: ProblemDocument})
def list_committees(request: HttpRequest, span: Query[Span]) -> object:
    """Every committee of the district."""
    return paged(committees(who(request)), span, _committee)


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
    meeting = meeting_by_id(who(request), str(meeting_id))
    return MeetingWithItems(**_meeting(meeting).dict(), items=[_item(each) for each in meeting.items.all()])


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


@router.get("/agenda-items/{item_id}", response={200: ItemTold, REFUSALS: ProblemDocument})
def read_agenda_item(request: HttpRequest, item_id: UUID) -> object:
    """One agenda item as it stands at this moment."""
    return _item(item_by_id(who(request), str(item_id)))


@router.post("/agenda-items/{item_id}/conflict", response={204: None, REFUSALS: ProblemDocument})
def declare_a_conflict(request: HttpRequest, item_id: UUID, why: Why) -> object:
    """Recuse oneself from an item; a vote already cast falls away."""
    actor = who(request)
    declare_conflict(actor, item_by_id(actor, str(item_id)), reason=why.reason, now=utc_now())
    return NOTHING


@router.post("/agenda-items/{item_id}/motion", response={200: ItemTold, REFUSALS: ProblemDocument})
def make_a_motion(request: HttpRequest, item_id: UUID, motion: MotionMoved) -> object:
    """Put other words to the vote; votes on the former motion no longer count."""
    actor = who(request)
    conditions = tuple(Condition(each.kind, each.text, each.kept_by, each.value) for each in motion.conditions)
    wanted = Motion(motion.outcome, conditions, motion.expires_on, motion.reason)
    return _item(make_motion(actor, item_by_id(actor, str(item_id)), wanted, now=utc_now()))


@router.post("/agenda-items/{item_id}/votes", response={204: None, REFUSALS: ProblemDocument})
def cast_a_vote(request: HttpRequest, item_id: UUID, vote: VoteSent) -> object:
    """Vote on the motion. Until closing a vote may be changed."""
    actor = who(request)
    item = item_by_id(actor, str(item_id))
    cast_vote(actor, item, vote.choice, on_motion=vote.on_motion, reason=vote.reason, now=utc_now())
    return NOTHING


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


def _item(item: AgendaItem) -> ItemTold:
    standing = standing_of(item)
    return ItemTold(
        id=str(item.pk),
        meeting_id=str(item.meeting_id),
        number=item.number,
        title=item.title,
        light=item.light,
        state=item.state,
        subject_kind=item.subject_kind,
        subject_id=item.subject_id,
        subject_digest=item.subject_digest,
        motion={
            "outcome": standing.motion.outcome.value,
            "conditions": [condition_as_json(each) for each in standing.motion.conditions],
            "expires_on": standing.motion.expires_on,
            "reason": standing.motion.reason,
        },
        motion_digest=motion_digest(item),
        objections=list(standing.entry.objections),
        latest_expires_on=item.latest_expires_on,
        quorum_reached=standing.quorum.is_reached,
        quorum_needed=standing.quorum.needed,
        in_favor=standing.tally.in_favor,
        against=standing.tally.against,
        abstained=standing.tally.abstained,
        closing_now=standing.outcome.value if standing.outcome else None,
        members=[
            MemberTold(
                id=member.person_id,
                name=member.name,
                constituency=member.constituency.value,
                has_vote=member.has_vote,
                is_present=member.is_present,
                is_excused=member.is_excused,
            )
            for member in standing.members
        ],
    )


def _person(person_id: UUID) -> Any:
    person = person_by_id(str(person_id))
    if person is None:
        raise not_found(Sentence("member of this committee"))
    return person


def _aware(at: datetime) -> datetime:
    """An instant without a zone is in the district's own."""
    return at if timezone.is_aware(at) else timezone.make_aware(at)
