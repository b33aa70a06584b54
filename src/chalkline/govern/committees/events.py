"""The facts of committees: charter, seats, meetings, agenda, conflicts, votes."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("govern.committee.chartered/1", says="{actor} chartered the {name}.")
@dataclass(frozen=True)
class CommitteeChartered:
    """A committee exists from now on, with this charter."""

    committee: SubjectRef
    name: str
    authority: str
    review_on: str
    charter_digest: str


@fact("govern.charter.kept/1", says="{actor} looked at the charter of the {name} again; it holds until {review_on}.")
@dataclass(frozen=True)
class CharterKept:
    """The charter holds as it is, until the day it is looked at next."""

    committee: SubjectRef
    name: str
    review_on: str


@fact("govern.charter.lapsed/1", says="The charter of the {name} lapsed: nobody looked at it by {review_on}.")
@dataclass(frozen=True)
class CharterLapsed:
    """The committee decides nothing until somebody looks at its charter. Its members and records stay."""

    committee: SubjectRef
    name: str
    review_on: str


@fact("govern.member.seated/1", says="{actor} seated {person_name} on the {committee_name} for {constituency}.")
@dataclass(frozen=True)
class MemberSeated:
    """Somebody has a seat on a committee."""

    committee: SubjectRef
    person: SubjectRef
    committee_name: str
    constituency: str
    has_vote: bool
    is_chair: bool
    ends_on: str
    person_name: str = part("name")


@fact("govern.member.unseated/1", says="{actor} ended the seat of {person_name} on the {committee_name}.")
@dataclass(frozen=True)
class MemberUnseated:
    """A seat ended before or with its term."""

    committee: SubjectRef
    person: SubjectRef
    committee_name: str
    person_name: str = part("name")


@fact("govern.chair.named/1", says="{actor} named {person_name} to chair the {committee_name}.")
@dataclass(frozen=True)
class ChairNamed:
    """A member chairs the committee from now on; whoever did before sits on as a member."""

    committee: SubjectRef
    person: SubjectRef
    committee_name: str
    person_name: str = part("name")


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


@fact("govern.item.added/1", says="{actor} put “{title}” on the agenda of the {committee_name} for {day}.")
@dataclass(frozen=True)
class ItemAdded:
    """One version of one thing is before a meeting. Its first subject is the thing."""

    subject: SubjectRef
    meeting: SubjectRef
    committee: SubjectRef
    barred: tuple[SubjectRef, ...]
    committee_name: str
    title: str
    light: str
    day: str


@fact("govern.item.taken_off/1", says="{actor} took “{title}” off the agenda: {reason}")
@dataclass(frozen=True)
class ItemTakenOff:
    """An item will not be decided at this meeting."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str
    reason: str = part("words")


@fact("govern.item.carried_over/1", says="The meeting ended before “{title}” was decided.")
@dataclass(frozen=True)
class ItemCarriedOver:
    """An item was not reached, or not decided; it can go on a later agenda."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str


@fact("govern.person.barred/1", says="{person_name} may not vote on “{title}”: {reason}")
@dataclass(frozen=True)
class PersonBarred:
    """Somebody came to have a stake in an item after it was put on the agenda."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    title: str
    person_name: str = part("name")
    reason: str = part("words")


@fact("govern.conflict.declared/1", says="{actor} declared a conflict on “{title}” and takes no part.")
@dataclass(frozen=True)
class ConflictDeclared:
    """A member recused themselves from an item."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    title: str
    reason: str = part("words")


@fact("govern.motion.made/1", says="{actor} moved on “{title}”: {outcome_said}.")
@dataclass(frozen=True)
class MotionMade:
    """What is voted on changed; votes cast on the former motion no longer count."""

    subject: SubjectRef
    meeting: SubjectRef
    title: str
    outcome: str
    outcome_said: str
    motion_digest: str
    reason: str = part("words")


@fact("govern.vote.cast/1", says="{actor} voted on “{title}”: {choice}.")
@dataclass(frozen=True)
class VoteCast:
    """A member voted, or changed the vote before closing."""

    subject: SubjectRef
    meeting: SubjectRef
    person: SubjectRef
    title: str
    choice: str
    motion_digest: str
    reason: str = part("words")
