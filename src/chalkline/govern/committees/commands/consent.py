"""The consent agenda: items that nobody needs to talk about are decided by one vote; any member can pull one off."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.govern.committees import refusals, rules
from chalkline.govern.committees.commands.voting import REASON_LIMIT, locked, must_be_free, pull, write_vote
from chalkline.govern.committees.events import ItemOnConsent, ItemPulled, VoteCast
from chalkline.govern.committees.models import AgendaItem, Meeting
from chalkline.govern.committees.queries import (
    consent_digest,
    consent_items,
    day_of,
    entry_of,
    has_a_place,
    motion_of,
    seat_of,
    subject_of,
    written_vote_on,
)
from chalkline.govern.committees.words import Choice, ItemState, MeetingState
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

STAND_ASIDE = frozenset({"meetings.barred", "meetings.recused"})


@command(records=(ItemOnConsent,), may_change_nothing=True)
def put_on_consent(actor: Actor, item: AgendaItem, *, now: datetime) -> AgendaItem:
    """Let an item be decided together with others by one vote. Not what is red or goes against a review."""
    current = locked(item)
    actor.must("meetings.set_agenda", seat=has_a_place(actor, current.meeting.committee, localdate(now)))
    if current.state != ItemState.WAITING or current.meeting.state != MeetingState.CALLED:
        raise refusals.agenda_closed()
    if current.is_consent:
        return current
    if rules.needs_talk(motion_of(current), entry_of(current)):
        raise refusals.not_on_consent(
            Sentence("What is an exception, or goes against a review, is talked about before it is voted on.")
        )
    if written_vote_on(current):
        raise refusals.not_on_consent(Sentence("Members vote on it in writing just now."))
    current.is_consent = True
    current.save(update_fields=["is_consent"])
    told = ItemOnConsent(subject_of(current), SubjectRef("meeting", str(current.meeting_id)), str(current.pk))
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(ItemPulled,), may_change_nothing=True)
def pull_off_consent(actor: Actor, item: AgendaItem, *, now: datetime) -> AgendaItem:
    """Any member can: the item is then talked about and decided by itself. No reason is asked."""
    current = locked(item)
    seat = seat_of(actor.id, current.meeting.committee, day_of(current.meeting))
    actor.must("meetings.run", seat=seat is not None)
    if current.state != ItemState.WAITING:
        raise refusals.vote_closed(str(current.pk))
    pull(current, actor, now=now)
    return current


@command(records=(VoteCast,), may_change_nothing=True)
def vote_on_consent(
    actor: Actor, meeting: Meeting, choice: Choice, *, on_agenda: str, reason: str = "", now: datetime
) -> list[AgendaItem]:
    """One vote on everything that is on the consent agenda of this digest; items one takes no part in are left out.

    Returns the items it counts for.
    """
    current = (
        Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("committee").get(pk=meeting.pk)
    )
    seat = seat_of(actor.id, current.committee, day_of(current))
    actor.must("meetings.vote", seat=seat is not None and seat.has_vote)
    items = list(consent_items(current).select_for_update(of=("self",), no_key=True))
    if not items:
        raise refusals.nothing_on_consent()
    if on_agenda != consent_digest(current):
        raise refusals.motion_changed()
    said = reason.strip()
    if len(said) > REASON_LIMIT or (choice is not Choice.FOR and not said):
        raise refusals.reason_needed()
    counted = []
    for item in items:
        try:
            must_be_free(actor, item, now=now)
        except Problem as problem:
            if problem.code not in STAND_ASIDE:
                raise
            continue
        write_vote(actor, item, choice, said, now=now)
        counted.append(item)
    if not counted:
        raise refusals.recused()
    return counted
