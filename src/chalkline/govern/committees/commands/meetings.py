"""Calling, opening and ending a meeting, and who is in the room."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from chalkline.govern.committees import refusals
from chalkline.govern.committees.commands.ending import end_written_votes
from chalkline.govern.committees.events import (
    ItemCarriedOver,
    MeetingAdjourned,
    MeetingCalled,
    MeetingCancelled,
    MeetingMoved,
    MeetingOpened,
    MemberArrived,
    MemberLeft,
    WrittenVoteEnded,
)
from chalkline.govern.committees.models import AgendaItem, Attendance, Committee, Meeting, Seat, Vote
from chalkline.govern.committees.queries import day_of, members_of, seat_of, subject_of
from chalkline.govern.committees.rules import presiding
from chalkline.govern.committees.words import MEETING_TRANSITIONS, ItemState, MeetingCall, MeetingState, WrittenEnd
from chalkline.kernel.problem import Words, not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.people.models import Person

REASON_LIMIT = 2000


@command(records=(MeetingCalled,))
def call_meeting(actor: Actor, committee: Committee, call: MeetingCall, *, now: datetime) -> Meeting:
    """Say when and where the committee meets."""
    actor.must("meetings.call", seat=seat_of(actor.id, committee, localdate(now)) is not None)
    _must_be_callable(committee, call, now=now)
    meeting = Meeting.objects.create(
        committee=committee,
        starts_at=call.starts_at,
        place=call.place.strip(),
        is_emergency=call.is_emergency,
        reason=call.reason.strip(),
        state=MeetingState.CALLED.value,
        called_by_id=actor.id,
        called_at=now,
    )
    told = MeetingCalled(
        meeting=_ref(meeting),
        committee=_committee_ref(meeting),
        committee_name=committee.name,
        day=day_of(meeting).isoformat(),
        starts_at=call.starts_at.isoformat(),
        place=meeting.place,
        is_emergency=call.is_emergency,
        reason=meeting.reason,
    )
    record(told, actor_id=actor.id, now=now)
    return meeting


@command(records=(MeetingMoved,), may_change_nothing=True)
def move_meeting(actor: Actor, meeting: Meeting, call: MeetingCall, *, now: datetime) -> Meeting:
    """Say another time or place of a called meeting, with the notice that the charter promises."""
    current = _locked(meeting)
    actor.must("meetings.call", seat=seat_of(actor.id, current.committee, localdate(now)) is not None)
    if current.state != MeetingState.CALLED:
        _must_move(current, MeetingState.CANCELLED)
    _must_be_callable(current.committee, call, now=now)
    place = call.place.strip()
    if (current.starts_at, current.place) == (call.starts_at, place):
        return current
    current.starts_at, current.place, current.sequence = call.starts_at, place, current.sequence + 1
    current.is_emergency, current.reason = call.is_emergency, call.reason.strip()
    current.save(update_fields=["starts_at", "place", "sequence", "is_emergency", "reason"])
    told = MeetingMoved(
        meeting=_ref(current),
        committee=_committee_ref(current),
        committee_name=current.committee.name,
        day=day_of(current).isoformat(),
        starts_at=call.starts_at.isoformat(),
        place=place,
        sequence=current.sequence,
        reason=current.reason,
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(MeetingOpened, MemberArrived, WrittenVoteEnded))
def open_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Meeting:
    """Open it, by the chair; by another voting member once its time has come and the chair is away."""
    current = _locked(meeting)
    seat = seat_of(actor.id, current.committee, day_of(current))
    actor.must("meetings.run", seat=seat is not None and seat.has_vote)
    chair = next((member for member in members_of(current) if member.is_chair), None)
    if chair and chair.person_id != actor.id and now < current.starts_at:
        raise refusals.not_presiding((chair.name,))
    _must_move(current, MeetingState.OPEN)
    if localdate(now) < day_of(current):
        raise refusals.too_early(day_of(current))
    current.state, current.opened_at = MeetingState.OPEN.value, now
    current.save(update_fields=["state", "opened_at"])
    record(MeetingOpened(_ref(current), _committee_ref(current), current.committee.name), actor_id=actor.id, now=now)
    end_written_votes(current, actor, WrittenEnd.OVERTAKEN, now=now)
    if seat:
        _arrive(current, seat.person, actor, now=now)
    return current


@command(records=(MemberArrived,), may_change_nothing=True)
def note_arrival(actor: Actor, meeting: Meeting, person: Person, *, now: datetime) -> None:
    """Mark a member as present: oneself, or anybody by whoever presides."""
    current = _locked(meeting)
    actor.must("meetings.run", seat=seat_of(actor.id, current.committee, day_of(current)) is not None)
    _must_be_open(current)
    _must_speak_for(actor, current, person)
    if _seat_or_not_found(current, person):
        _arrive(current, person, actor, now=now)


@command(records=(MemberLeft,), may_change_nothing=True)
def note_departure(actor: Actor, meeting: Meeting, person: Person, *, now: datetime) -> None:
    """Mark that a member left: oneself, or anybody by whoever presides."""
    current = _locked(meeting)
    actor.must("meetings.run", seat=seat_of(actor.id, current.committee, day_of(current)) is not None)
    _must_be_open(current)
    _must_speak_for(actor, current, person)
    if Attendance.objects.filter(meeting=current, person=person, left_at=None).update(left_at=now):
        told = MemberLeft(_ref(current), SubjectRef("person", str(person.pk)), str(person))
        record(told, actor_id=actor.id, now=now)


@command(records=(MeetingAdjourned, ItemCarriedOver))
def adjourn_meeting(actor: Actor, meeting: Meeting, *, now: datetime) -> Meeting:
    """End the meeting; what was not decided is carried over."""
    current = _locked(meeting)
    actor.must("meetings.run", seat=seat_of(actor.id, current.committee, day_of(current)) is not None)
    _must_move(current, MeetingState.ADJOURNED)
    _must_preside(actor, current)
    _end(current, MeetingState.ADJOURNED, now=now)
    told = MeetingAdjourned(_ref(current), _committee_ref(current), current.committee.name)
    record(told, actor_id=actor.id, now=now)
    _carry_over(current, actor, now=now)
    return current


@command(records=(MeetingCancelled, ItemCarriedOver, WrittenVoteEnded))
def cancel_meeting(actor: Actor, meeting: Meeting, *, reason: str, now: datetime) -> Meeting:
    """Call a meeting off before it is opened; its items are carried over."""
    current = _locked(meeting)
    actor.must("meetings.call", seat=seat_of(actor.id, current.committee, day_of(current)) is not None)
    _must_move(current, MeetingState.CANCELLED)
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise refusals.reason_needed()
    end_written_votes(current, actor, WrittenEnd.OVERTAKEN, now=now)
    current.sequence += 1
    _end(current, MeetingState.CANCELLED, now=now)
    told = MeetingCancelled(_ref(current), _committee_ref(current), current.committee.name, reason.strip())
    record(told, actor_id=actor.id, now=now)
    _carry_over(current, actor, now=now)
    return current


def _must_be_callable(committee: Committee, call: MeetingCall, *, now: datetime) -> None:
    wrong: dict[str, Words] = {}
    if not call.place.strip() or len(call.place) > 200:
        wrong["place"] = Sentence("Say where, or by which link, people take part.")
    if call.starts_at <= now:
        wrong["starts_at"] = Sentence("Choose a time that is still to come.")
    if call.is_emergency and not call.reason.strip():
        wrong["reason"] = Sentence("Say why it cannot wait.")
    if len(call.reason) > REASON_LIMIT:
        wrong["reason"] = Sentence("Keep this under {n} characters.", n=REASON_LIMIT)
    if wrong:
        raise refusals.call_incomplete(wrong)
    earliest = localdate(now) + timedelta(days=committee.notice_days)
    if not call.is_emergency and localdate(call.starts_at) < earliest:
        raise refusals.too_little_notice(committee.notice_days, earliest)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("committee").get(pk=meeting.pk)


def _must_move(meeting: Meeting, to: MeetingState) -> None:
    state = MeetingState(meeting.state)
    if to in MEETING_TRANSITIONS[state]:
        return
    said = {
        MeetingState.CALLED: Sentence("This meeting has not been opened."),
        MeetingState.OPEN: Sentence("This meeting is already open."),
        MeetingState.ADJOURNED: Sentence("This meeting has ended."),
        MeetingState.CANCELLED: Sentence("This meeting was cancelled."),
    }
    raise refusals.not_in_state(said[state], Sentence("Reload the page to see where the meeting is."))


def _must_be_open(meeting: Meeting) -> None:
    if meeting.state != MeetingState.OPEN:
        raise refusals.not_in_state(
            Sentence("This meeting is not open."), Sentence("Members are marked as present while it is open.")
        )


def _must_preside(actor: Actor, meeting: Meeting) -> None:
    who = presiding(members_of(meeting))
    if actor.id not in {member.person_id for member in who}:
        raise refusals.not_presiding(tuple(member.name for member in who))


def _must_speak_for(actor: Actor, meeting: Meeting, person: Person) -> None:
    if str(person.pk) != actor.id:
        _must_preside(actor, meeting)


def _seat_or_not_found(meeting: Meeting, person: Person) -> Seat:
    seat = seat_of(str(person.pk), meeting.committee, day_of(meeting))
    if seat is None:
        raise not_found(Sentence("member of this committee"))
    return seat


def _arrive(meeting: Meeting, person: Person, actor: Actor, *, now: datetime) -> None:
    attendance, is_new = Attendance.objects.get_or_create(meeting=meeting, person=person, defaults={"arrived_at": now})
    if not is_new and attendance.left_at is None:
        return
    if not is_new:
        attendance.left_at = None
        attendance.save(update_fields=["left_at"])
    _alternate_steps_back(meeting, person)
    told = MemberArrived(_ref(meeting), SubjectRef("person", str(person.pk)), str(person))
    record(told, actor_id=actor.id, now=now)


def _alternate_steps_back(meeting: Meeting, person: Person) -> None:
    """The member is here: what the one who stood in voted on open items falls away. One seat, one vote."""
    waiting = AgendaItem.objects.filter(meeting=meeting, state=ItemState.WAITING.value)
    stood_in = Seat.objects.filter(
        committee_id=meeting.committee_id, ended_at=None, stands_in_for__person=person
    ).values("person_id")
    Vote.objects.filter(item__in=waiting, person_id__in=stood_in).delete()


def _end(meeting: Meeting, state: MeetingState, *, now: datetime) -> None:
    meeting.state, meeting.ended_at = state.value, now
    meeting.save(update_fields=["state", "ended_at", "sequence"])


def _carry_over(meeting: Meeting, actor: Actor, *, now: datetime) -> None:
    waiting = AgendaItem.objects.select_for_update(no_key=True).filter(meeting=meeting, state=ItemState.WAITING.value)
    for item in waiting:
        item.state, item.ended_at = ItemState.CARRIED_OVER.value, now
        item.save(update_fields=["state", "ended_at"])
        record(ItemCarriedOver(subject_of(item), _ref(meeting), str(item.pk)), actor_id=actor.id, now=now)


def _ref(meeting: Meeting) -> SubjectRef:
    return SubjectRef("meeting", str(meeting.pk))


def _committee_ref(meeting: Meeting) -> SubjectRef:
    return SubjectRef("committee", str(meeting.committee_id))
