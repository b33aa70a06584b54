"""/api/v1/agenda-items: what is before a committee, conflicts, motions, votes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import (
    CLOSED_FOR_NAMES,
    AgendaItem,
    Choice,
    ClosedFor,
    Keeper,
    Meeting,
    Motion,
    Outcome,
    cast_vote,
    closed_items,
    condition_as_json,
    declare_conflict,
    item_by_id,
    make_motion,
    motion_digest,
    standing_of,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor, people_by_email
from chalkline.rest.shapes import (
    NOTHING,
    REFUSALS,
    ConditionSent,
    Id,
    Place,
    ProblemDocument,
    Sent,
    Short,
    Text,
    Why,
    like,
    said,
    who,
)

router = Place(tags=["meetings"])


class ConditionMoved(ConditionSent):
    """A condition of a motion; one that people keep has somebody who sees to it, by a day."""

    model_config = like(
        kind="review",
        text="The teacher reads each comment before a student sees it.",
        kept_by="people",
        value="",
        owner="paula.reyes@cedarhollow.example",
        due_on="2026-12-18",
    )

    owner: Short = Field("", description="The e-mail address of whoever sees to it.")
    due_on: date | None = None

    def keeper(self) -> Keeper | None:
        """Who sees to it, where both are said. Nobody of that address: the rules refuse it."""
        address = self.owner.strip()
        if not address or self.due_on is None:
            return None
        person = people_by_email([address]).get(address)
        return Keeper(self.text, str(person.pk) if person else "", self.due_on)


class MotionMoved(Sent):
    """What to put to the vote. An approval has a last day."""

    model_config = like(
        outcome="approve_with_conditions",
        conditions=[
            {
                "kind": "review",
                "text": "The teacher reads each comment before a student sees it.",
                "owner": "paula.reyes@cedarhollow.example",
                "due_on": "2026-12-18",
            }
        ],
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
    """An agenda item as it stands. ``closing_now`` is what closing would decide; null for nothing.

    ``closed``: why the session was closed for it, "" if open; who is not in the room reads only that.
    """

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
    closed: str = ""


@router.get("/agenda-items/{item_id}", response={200: ItemTold, REFUSALS: ProblemDocument})
def read_agenda_item(request: HttpRequest, item_id: UUID) -> object:
    """One agenda item as it stands at this moment."""
    return told_item(item_by_id(who(request), str(item_id)))


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
    conditions = tuple(each.condition() for each in motion.conditions)
    keepers = tuple(kept for each in motion.conditions if (kept := each.keeper()))
    wanted = Motion(motion.outcome, conditions, motion.expires_on, motion.reason, keepers)
    return told_item(make_motion(actor, item_by_id(actor, str(item_id)), wanted, now=utc_now()))


@router.post("/agenda-items/{item_id}/votes", response={204: None, REFUSALS: ProblemDocument})
def cast_a_vote(request: HttpRequest, item_id: UUID, vote: VoteSent) -> object:
    """Vote on the motion. Until closing a vote may be changed."""
    actor = who(request)
    item = item_by_id(actor, str(item_id))
    cast_vote(actor, item, vote.choice, on_motion=vote.on_motion, reason=vote.reason, now=utc_now())
    return NOTHING


def told_items(actor: Actor, meeting: Meeting, items: Iterable[AgendaItem]) -> list[ItemTold]:
    """Those of a meeting, as somebody may know them: of a closed session who is not in the room reads the reason."""
    items = list(items)
    closed = closed_items(actor, meeting, items)
    return [_closed(each, closed[each.pk]) if each.pk in closed else told_item(each) for each in items]


def _closed(item: AgendaItem, law: ClosedFor) -> ItemTold:
    """Its number and the reason of law, and nothing else."""
    return ItemTold(
        id=str(item.pk), meeting_id=str(item.meeting_id), number=item.number, title="", light="", state=item.state,
        subject_kind="", subject_id="", subject_digest="", motion={}, motion_digest="", objections=[],
        latest_expires_on=item.latest_expires_on, quorum_reached=False, quorum_needed=0, in_favor=0, against=0,
        abstained=0, closing_now=None, members=[], closed=said(CLOSED_FOR_NAMES[law]),
    )  # fmt: skip


def told_item(item: AgendaItem) -> ItemTold:
    """As it stands at this moment."""
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
        closed=said(CLOSED_FOR_NAMES[ClosedFor(item.closed_law)]) if item.closed_law else "",
    )
