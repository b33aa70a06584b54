"""What members do while an item is open: declare a conflict, move, vote."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from chalkline.govern.committees import refusals, rules
from chalkline.govern.committees.events import ConflictDeclared, ItemPulled, MotionMade, VoteCast
from chalkline.govern.committees.models import AgendaItem, Recusal, Seat, Vote, WrittenVote
from chalkline.govern.committees.queries import (
    day_of,
    entry_of,
    members_for,
    motion_digest,
    motion_of,
    seat_of,
    subject_of,
    what_keeping_lacks,
    written_vote_on,
)
from chalkline.govern.committees.words import MOTION_IN_HISTORY, Choice, ItemState, MeetingState, Motion
from chalkline.kernel.canonical import as_plain
from chalkline.kernel.problem import Words
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command

REASON_LIMIT = 2000
MOST_CONDITIONS, CONDITION_LIMIT = 20, 500


@command(records=(ConflictDeclared,), may_change_nothing=True)
def declare_conflict(actor: Actor, item: AgendaItem, *, reason: str, now: datetime) -> None:
    """Recuse oneself from an item, before or during the meeting; a vote already cast falls away."""
    current = locked(item)
    seat = _seat(actor, current)
    actor.must("meetings.recuse", seat=seat is not None)
    if current.state != ItemState.WAITING:
        raise refusals.vote_closed(current.title)
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise refusals.reason_needed()
    if Recusal.objects.filter(item=current, person_id=actor.id).exists():
        return
    Recusal.objects.create(item=current, person_id=actor.id, reason=reason.strip(), declared_at=now)
    Vote.objects.filter(item=current, person_id=actor.id).delete()
    told = ConflictDeclared(subject_of(current), _meeting(current), _person(actor), str(current.pk), reason.strip())
    record(told, actor_id=actor.id, now=now)


@command(records=(MotionMade, ItemPulled), may_change_nothing=True)
def make_motion(actor: Actor, item: AgendaItem, motion: Motion, *, now: datetime) -> AgendaItem:
    """Put other words to the vote. Votes cast on the former motion no longer count."""
    current = locked(item)
    seat = _seat(actor, current)
    actor.must("meetings.vote", seat=seat is not None and seat.has_vote)
    must_be_free(actor, current, now=now)
    _must_not_be_in_writing(current)
    former = (*motion_of(current).keepers, *rules.offered_keepers(entry_of(current), day_of(current.meeting)))
    wanted = rules.seen_to(rules.settled(motion), former)
    _must_be_complete(wanted, current)
    if wanted == motion_of(current):
        return current
    current.motion, current.moved_by_id = as_plain(wanted.as_json()), actor.id
    current.save(update_fields=["motion", "moved_by"])
    Vote.objects.filter(item=current).delete()
    pull(current, actor, now=now)  # other words are talked about
    told = MotionMade(
        subject=subject_of(current),
        meeting=_meeting(current),
        item=str(current.pk),
        outcome=wanted.outcome.value,
        outcome_said=MOTION_IN_HISTORY[wanted.outcome],
        motion_digest=motion_digest(current),
        reason=wanted.reason,
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(VoteCast,), may_change_nothing=True)
def cast_vote(
    actor: Actor, item: AgendaItem, choice: Choice, *, on_motion: str, reason: str = "", now: datetime
) -> None:
    """Vote on the motion whose digest is ``on_motion``. Until closing a vote may be changed."""
    current = locked(item)
    seat = _seat(actor, current)
    actor.must("meetings.vote", seat=seat is not None and seat.has_vote)
    must_be_free(actor, current, now=now)
    if on_motion != motion_digest(current):
        raise refusals.motion_changed()
    said = reason.strip()
    if len(said) > REASON_LIMIT or (choice is not Choice.FOR and not said):
        raise refusals.reason_needed()
    write_vote(actor, current, choice, said, now=now)


def write_vote(actor: Actor, item: AgendaItem, choice: Choice, said: str, *, now: datetime) -> bool:
    """Keep a vote in the place of a former one; False where it says the same. Part of the commands that vote."""
    former = Vote.objects.filter(item=item, person_id=actor.id).first()
    if former and former.choice == choice and former.reason == said:
        return False
    Vote.objects.update_or_create(
        item=item,
        person_id=actor.id,
        defaults={"choice": choice.value, "reason": said, "cast_at": now},
    )
    told = VoteCast(
        subject=subject_of(item),
        meeting=_meeting(item),
        person=_person(actor),
        item=str(item.pk),
        choice=choice.value,
        motion_digest=motion_digest(item),
        reason=said,
    )
    record(told, actor_id=actor.id, now=now)
    return True


def pull(item: AgendaItem, actor: Actor, *, now: datetime) -> None:
    """Take an item off the consent agenda if it is on it. Part of the commands that do."""
    if not item.is_consent:
        return
    item.is_consent = False
    item.save(update_fields=["is_consent"])
    Vote.objects.filter(item=item).delete()
    record(ItemPulled(subject_of(item), _meeting(item), str(item.pk)), actor_id=actor.id, now=now)


def locked(item: AgendaItem) -> AgendaItem:
    """The item as it is now, held until this transaction ends: votes and closing come one after another."""
    found = AgendaItem.objects.select_for_update(of=("self",), no_key=True).select_related("meeting__committee")
    return found.get(pk=item.pk)


def must_be_free(actor: Actor, item: AgendaItem, *, now: datetime) -> None:
    """Refuse unless the item is open and this member may take part: there, not barred, not recused.

    In a vote in writing nobody has to be there; who was asked may answer until the deadline.
    """
    if item.state != ItemState.WAITING:
        raise refusals.vote_closed(item.title)
    for row in item.barred:
        if row["person_id"] == actor.id:
            raise refusals.barred(row["reason"])
    if item.recusals.filter(person_id=actor.id).exists():
        raise refusals.recused()
    written = written_vote_on(item)
    if written:
        _must_be_asked(actor, written, now=now)
        return
    state = MeetingState(item.meeting.state)
    if state is MeetingState.CALLED:
        raise refusals.vote_not_open(item.title)
    if state is not MeetingState.OPEN:
        raise refusals.vote_closed(item.title)
    me = next((member for member in members_for(item) if member.person_id == actor.id), None)
    if me is None or not me.is_present:
        raise refusals.not_present()
    if me.stands_in_for and not me.has_vote:
        raise refusals.member_is_here()


def _must_be_asked(actor: Actor, written: WrittenVote, *, now: datetime) -> None:
    if actor.id not in written.asked:
        raise refusals.not_asked()
    if now >= written.closes_at:
        raise refusals.writing_over()


def _must_not_be_in_writing(item: AgendaItem) -> None:
    written = written_vote_on(item)
    if written:
        raise refusals.in_writing_now(localdate(written.closes_at))


def _must_be_complete(motion: Motion, item: AgendaItem) -> None:
    wrong: dict[str, Words] = {}
    entry = entry_of(item)
    if motion.outcome.approves and entry.is_lasting:
        if motion.expires_on is not None:
            wrong["expires_on"] = Sentence("This is approved once and for all, without a last day.")
    elif motion.outcome.approves:
        first = day_of(item.meeting) + timedelta(days=1)
        if motion.expires_on is None:
            wrong["expires_on"] = Sentence("Every approval has a last day.")
        elif not first <= motion.expires_on <= entry.latest_expires_on:
            wrong["expires_on"] = Sentence(
                "Choose a day from {first} to {last}.", first=first, last=entry.latest_expires_on
            )
        if len(motion.conditions) > MOST_CONDITIONS:
            wrong["conditions"] = Sentence("Keep to {n} conditions.", n=MOST_CONDITIONS)
        if any(not each.text.strip() or len(each.text) > CONDITION_LIMIT for each in motion.conditions):
            wrong["conditions"] = Sentence("Each condition is a sentence of at most {n} characters.", n=CONDITION_LIMIT)
    if motion.outcome.approves and entry.keeper and "conditions" not in wrong:
        lacks = what_keeping_lacks(
            motion.conditions, motion.keepers, first=day_of(item.meeting), last=motion.expires_on
        )
        wrong |= {"conditions": lacks} if lacks else {}
    if len(motion.reason) > REASON_LIMIT:
        wrong["reason"] = Sentence("Keep this under {n} characters.", n=REASON_LIMIT)
    if not motion.reason.strip() and (not motion.outcome.approves or rules.overrides(motion, entry)):
        wrong["reason"] = Sentence("Say why: people will ask.")
    if wrong:
        raise refusals.motion_incomplete(wrong)


def _seat(actor: Actor, item: AgendaItem) -> Seat | None:
    written = written_vote_on(item)
    day = localdate(written.opened_at) if written else day_of(item.meeting)
    return seat_of(actor.id, item.meeting.committee, day)


def _meeting(item: AgendaItem) -> SubjectRef:
    return SubjectRef("meeting", str(item.meeting_id))


def _person(actor: Actor) -> SubjectRef:
    return SubjectRef("person", actor.id)
