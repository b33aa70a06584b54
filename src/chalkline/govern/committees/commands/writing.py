"""Votes in writing between meetings: opened by the chair, answered until a deadline, stopped by any member."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from chalkline.govern.committees import refusals, rules
from chalkline.govern.committees.commands.charter import must_hold
from chalkline.govern.committees.commands.ending import end_written_vote
from chalkline.govern.committees.commands.voting import REASON_LIMIT, locked
from chalkline.govern.committees.events import WrittenVoteEnded, WrittenVoteOpened, WrittenVoteReminded
from chalkline.govern.committees.models import AgendaItem, Vote, WrittenVote
from chalkline.govern.committees.queries import entry_of, motion_of, seat_of, seats_on, subject_of, written_vote_on
from chalkline.govern.committees.words import ItemState, MeetingState, Openness, WrittenEnd
from chalkline.kernel.problem import Words
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

SHORTEST = timedelta(days=1)
REMINDED_BEFORE = timedelta(hours=24)


@command(records=(WrittenVoteOpened,))
def open_written_vote(
    actor: Actor, item: AgendaItem, closes_at: datetime, *, reason: str, now: datetime
) -> WrittenVote:
    """Let members vote in writing on an item of a meeting to come, until ``closes_at``. Only the chair does.

    What it does not settle stays on the agenda of that meeting. Everybody with a vote today is asked, but those
    who take no part in the item.
    """
    current = locked(item)
    committee = current.meeting.committee
    seat = seat_of(actor.id, committee, localdate(now))
    actor.must("meetings.run", seat=seat is not None and seat.is_chair)
    must_hold(committee)
    _must_be_allowed(current)
    wrong: dict[str, Words] = {}
    if closes_at < now + SHORTEST or closes_at >= current.meeting.starts_at:
        wrong["closes_at"] = Sentence(
            "Choose a time at least a day from now, and before the meeting on {day}.",
            day=localdate(current.meeting.starts_at),
        )
    if not reason.strip() or len(reason) > REASON_LIMIT:
        wrong["reason"] = Sentence("Say why it does not wait for the meeting.")
    if wrong:
        raise refusals.writing_incomplete(wrong)
    asked = _asked(current, now)
    Vote.objects.filter(item=current).delete()
    written = WrittenVote.objects.create(
        item=current,
        asked=asked,
        reason=reason.strip(),
        opened_by_id=actor.id,
        opened_at=now,
        closes_at=closes_at,
    )
    told = WrittenVoteOpened(
        subject=subject_of(current),
        meeting=SubjectRef("meeting", str(current.meeting_id)),
        committee=SubjectRef("committee", str(committee.pk)),
        asked=tuple(SubjectRef("person", each) for each in asked),
        item=str(current.pk),
        day=localdate(closes_at).isoformat(),
        closes_at=closes_at.isoformat(),
        reason=written.reason,
    )
    record(told, actor_id=actor.id, now=now)
    return written


@command(records=(WrittenVoteEnded,))
def stop_written_vote(actor: Actor, item: AgendaItem, *, reason: str, now: datetime) -> AgendaItem:
    """Ask to talk about it first: any member who was asked can, and it is decided in the meeting."""
    current = locked(item)
    written = written_vote_on(current)
    seat = seat_of(actor.id, current.meeting.committee, localdate(written.opened_at if written else now))
    actor.must("meetings.vote", seat=seat is not None and seat.has_vote)
    if written is None:
        raise refusals.no_vote_in_writing()
    if actor.id not in written.asked or _takes_no_part(actor, current):
        raise refusals.not_asked()
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise refusals.reason_needed()
    written.item = current
    end_written_vote(written, actor, WrittenEnd.STOPPED, reason=reason.strip(), now=now)
    return current


@command(records=(WrittenVoteReminded,), may_change_nothing=True)
def remind_of_written_vote(actor: Actor, written: WrittenVote, *, now: datetime) -> list[str]:
    """A day before it closes, once: who was asked and has not voted. Returns their ids."""
    actor.must("meetings.remind")
    current = WrittenVote.objects.select_for_update(of=("self",), no_key=True).select_related("item").get(pk=written.pk)
    if current.ended_at or current.reminded_at or now < current.closes_at - REMINDED_BEFORE or now >= current.closes_at:
        return []
    current.reminded_at = now
    current.save(update_fields=["reminded_at"])
    missing = silent(current)
    if missing:
        told = WrittenVoteReminded(
            subject=subject_of(current.item),
            meeting=SubjectRef("meeting", str(current.item.meeting_id)),
            people=tuple(SubjectRef("person", each) for each in missing),
            item=str(current.item_id),
            n=len(missing),
        )
        record(told, actor_id=actor.id, now=now)
    return missing


def silent(written: WrittenVote) -> list[str]:
    """The ids of those who were asked, may take part and have not voted."""
    item = written.item
    voted = {str(pk) for pk in Vote.objects.filter(item=item).values_list("person_id", flat=True)}
    aside = {row["person_id"] for row in item.barred}
    aside |= {str(pk) for pk in item.recusals.values_list("person_id", flat=True)}
    day = localdate(written.opened_at)
    seated = {str(pk) for pk in seats_on(item.meeting.committee, day).values_list("person_id", flat=True)}
    return [each for each in written.asked if each in seated and each not in voted and each not in aside]


def _asked(item: AgendaItem, now: datetime) -> list[str]:
    seats = seats_on(item.meeting.committee, localdate(now)).filter(has_vote=True, stands_in_for=None)
    aside = {row["person_id"] for row in item.barred}
    aside |= {str(pk) for pk in item.recusals.values_list("person_id", flat=True)}
    return [str(seat.person_id) for seat in seats if str(seat.person_id) not in aside]


def _takes_no_part(actor: Actor, item: AgendaItem) -> bool:
    barred = any(row["person_id"] == actor.id for row in item.barred)
    return barred or item.recusals.filter(person_id=actor.id).exists()


def _must_be_allowed(item: AgendaItem) -> None:
    committee = item.meeting.committee
    if item.state != ItemState.WAITING or item.meeting.state != MeetingState.CALLED:
        raise refusals.vote_closed(item.title)
    if committee.openness == Openness.PUBLIC_BODY:
        raise refusals.not_in_writing(
            Sentence(
                "By law the committee is a public body: it deliberates and votes in meetings that anyone can follow."
            )
        )
    if not committee.in_writing:
        raise refusals.not_in_writing(Sentence("The charter does not let this committee vote in writing."))
    if rules.needs_talk(motion_of(item), entry_of(item)):
        raise refusals.not_in_writing(
            Sentence("What is an exception, or goes against a review, is talked about before it is voted on.")
        )
    if item.is_consent:
        raise refusals.not_in_writing(Sentence("It is on the consent agenda; pull it off first."))
    written = written_vote_on(item)
    if written:
        raise refusals.in_writing_now(localdate(written.closes_at))
