"""Closed sessions: taking an item of an open meeting into one, and opening what came closed from an earlier meeting."""

from __future__ import annotations

from datetime import datetime

from chalkline.govern.committees import refusals, rules
from chalkline.govern.committees.commands.voting import locked
from chalkline.govern.committees.events import SessionClosed, SessionOpened
from chalkline.govern.committees.models import AgendaItem
from chalkline.govern.committees.queries import day_of, members_for, seat_of
from chalkline.govern.committees.words import CLOSED_FOR_NAMES, ClosedFor, ItemState, MeetingState
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command


@command(records=(SessionClosed,))
def close_session(actor: Actor, item: AgendaItem, law: ClosedFor, *, now: datetime) -> AgendaItem:
    """Take an item of an open meeting into closed session, for a reason of law. Whoever runs the item does."""
    current = _held_by_who_presides(actor, item)
    if current.closed_law:
        raise refusals.session_closed_already()
    current.closed_law, current.closed_at = law.value, now
    current.is_consent = False  # what is dealt with apart is decided apart
    current.save(update_fields=["closed_law", "closed_at", "is_consent"])
    told = SessionClosed(
        meeting=SubjectRef("meeting", str(current.meeting_id)),
        committee_name=current.meeting.committee.name,
        law=law.value,
        law_said=str(CLOSED_FOR_NAMES[law]),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(SessionOpened,))
def open_session(actor: Actor, item: AgendaItem, *, now: datetime) -> AgendaItem:
    """Deal openly with an item that came closed from an earlier meeting. Whoever runs the item does.

    What was said in closed session at the earlier meeting stays sealed. An item that this meeting closed stays closed.
    """
    current = _held_by_who_presides(actor, item)
    if not current.closed_law or current.closed_at is not None:
        raise refusals.session_not_to_open()
    current.closed_law = ""
    current.save(update_fields=["closed_law"])
    told = SessionOpened(
        meeting=SubjectRef("meeting", str(current.meeting_id)),
        committee_name=current.meeting.committee.name,
        item=str(current.pk),
    )
    record(told, actor_id=actor.id, now=now)
    return current


def _held_by_who_presides(actor: Actor, item: AgendaItem) -> AgendaItem:
    current = locked(item)
    seat = seat_of(actor.id, current.meeting.committee, day_of(current.meeting))
    actor.must("meetings.run", seat=seat is not None and seat.has_vote)
    if current.state != ItemState.WAITING or current.meeting.state != MeetingState.OPEN:
        raise refusals.vote_closed(current.title)
    who = rules.presiding(members_for(current))
    if actor.id not in {member.person_id for member in who}:
        raise refusals.not_presiding(tuple(member.name for member in who))
    return current
