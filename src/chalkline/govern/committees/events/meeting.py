"""The facts of meetings and of who was there."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("govern.meeting.called/1", says="{actor} called a meeting of the {committee_name} for {day}.")
@dataclass(frozen=True)
class MeetingCalled:
    """Members and the public know when and where."""

    meeting: SubjectRef
    committee: SubjectRef
    committee_name: str
    day: str
    starts_at: str
    place: str
    is_emergency: bool
    reason: str = part("words")


@fact("govern.meeting.moved/1", says="{actor} moved the meeting of the {committee_name} to {day}.")
@dataclass(frozen=True)
class MeetingMoved:
    """A called meeting takes place at another time or place."""

    meeting: SubjectRef
    committee: SubjectRef
    committee_name: str
    day: str
    starts_at: str
    place: str
    sequence: int
    reason: str = part("words")


@fact("govern.meeting.opened/1", says="{actor} opened the meeting of the {committee_name}.")
@dataclass(frozen=True)
class MeetingOpened:
    """From now on members arrive, move and vote."""

    meeting: SubjectRef
    committee: SubjectRef
    committee_name: str


@fact("govern.meeting.adjourned/1", says="{actor} ended the meeting of the {committee_name}.")
@dataclass(frozen=True)
class MeetingAdjourned:
    """The meeting is over; what was not decided is carried over."""

    meeting: SubjectRef
    committee: SubjectRef
    committee_name: str


@fact("govern.meeting.cancelled/1", says="{actor} cancelled the meeting of the {committee_name}: {reason}")
@dataclass(frozen=True)
class MeetingCancelled:
    """A called meeting will not take place."""

    meeting: SubjectRef
    committee: SubjectRef
    committee_name: str
    reason: str = part("words")


@fact("govern.member.arrived/1", says="{actor} noted that {person_name} is here.")
@dataclass(frozen=True)
class MemberArrived:
    """A member is in the room."""

    meeting: SubjectRef
    person: SubjectRef
    person_name: str = part("name")


@fact("govern.member.left/1", says="{actor} noted that {person_name} left.")
@dataclass(frozen=True)
class MemberLeft:
    """A member left the room before the end."""

    meeting: SubjectRef
    person: SubjectRef
    person_name: str = part("name")
