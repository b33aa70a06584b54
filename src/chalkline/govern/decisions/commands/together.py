"""Decisions that are not closed one by one at the table: the consent agenda, and votes in writing."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.govern.committees import refusals
from chalkline.govern.committees.commands.charter import must_hold
from chalkline.govern.committees.commands.ending import end_written_vote
from chalkline.govern.committees.commands.voting import locked
from chalkline.govern.committees.commands.writing import silent
from chalkline.govern.committees.events import WrittenVoteEnded
from chalkline.govern.committees.models import AgendaItem, Meeting, WrittenVote
from chalkline.govern.committees.queries import consent_items, day_of, members_of, seat_of, standing_of
from chalkline.govern.committees.rules import presiding
from chalkline.govern.committees.words import MeetingState, WrittenEnd
from chalkline.govern.decisions.commands.closing import take_and_write
from chalkline.govern.decisions.commands.recording import must_be_undecided
from chalkline.govern.decisions.events import DecisionRecommended, DecisionRecorded
from chalkline.govern.decisions.models import Decision
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, command


@command(records=(DecisionRecorded, DecisionRecommended))
def close_consent(actor: Actor, meeting: Meeting, *, now: datetime) -> list[Decision]:
    """Close everything on the consent agenda by its one vote: a decision for each item, all of them or none.

    What cannot be decided so (no quorum on it, not carried) is named, to be pulled off first.
    """
    found = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("committee")
    current = found.get(pk=meeting.pk)
    seat = seat_of(actor.id, current.committee, day_of(current))
    actor.must("decisions.record", seat=seat is not None and seat.has_vote)
    must_hold(current.committee)
    if current.state != MeetingState.OPEN:
        raise refusals.not_in_state(
            Sentence("This meeting is not open."), Sentence("The consent agenda is voted on while it is open.")
        )
    who = presiding(members_of(current))
    if actor.id not in {member.person_id for member in who}:
        raise refusals.not_presiding(tuple(member.name for member in who))
    items = list(consent_items(current).select_for_update(of=("self",), no_key=True))
    if not items:
        raise refusals.nothing_on_consent()
    return [_decide_on_consent(actor, item, now=now) for item in items]


def _decide_on_consent(actor: Actor, item: AgendaItem, *, now: datetime) -> Decision:
    must_be_undecided(item)
    standing = standing_of(item)
    if not standing.quorum.is_reached:
        raise refusals.pull_it_first(item.title, Sentence("Too few members can take part in it."))
    if standing.outcome is None or not standing.tally.carried:
        raise refusals.pull_it_first(item.title, Sentence("It does not have the votes it needs."))
    return take_and_write(actor, item, standing, standing.outcome, now=now)


@command(records=(DecisionRecorded, DecisionRecommended, WrittenVoteEnded))
def settle_written_vote(actor: Actor, written: WrittenVote, *, now: datetime) -> Decision | None:
    """Count a vote in writing whose time is over, or that everybody answered. None where it decides nothing.

    The quorum is of the votes and abstentions that came. Without one the item stays on the agenda of its meeting.
    Chalkline does this by itself; who may close a vote at the table may do it sooner than the next round.
    """
    item = locked(written.item)
    committee = item.meeting.committee
    current = WrittenVote.objects.select_for_update(of=("self",), no_key=True).get(pk=written.pk)
    seat = seat_of(actor.id, committee, localdate(current.opened_at))
    actor.must("decisions.record", seat=seat is not None and seat.has_vote)
    if current.ended_at:
        raise refusals.no_vote_in_writing()
    current.item = item
    if now < current.closes_at and silent(current):
        raise refusals.writing_not_over(localdate(current.closes_at))
    must_hold(committee)
    must_be_undecided(item)
    standing = standing_of(item)
    if not standing.quorum.is_reached or standing.outcome is None:
        how = WrittenEnd.NO_QUORUM if not standing.quorum.is_reached else WrittenEnd.FAILED
        end_written_vote(current, actor, how, now=now)
        return None
    opener = str(current.opened_by_id)
    decision = take_and_write(actor, item, standing, standing.outcome, now=now, closed_by=opener)
    current.ended_at, current.ended_how = now, "decided"
    current.save(update_fields=["ended_at", "ended_how"])
    return decision
