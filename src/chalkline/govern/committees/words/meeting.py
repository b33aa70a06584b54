"""The words of a meeting: where it is, where an item of its agenda is, how one votes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class MeetingState(StrEnum):
    """Where a meeting is."""

    CALLED = "called"
    OPEN = "open"
    ADJOURNED = "adjourned"
    CANCELLED = "cancelled"


MEETING_TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.CALLED: frozenset({MeetingState.OPEN, MeetingState.CANCELLED}),
    MeetingState.OPEN: frozenset({MeetingState.ADJOURNED}),
    MeetingState.ADJOURNED: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}


class ItemState(StrEnum):
    """Where an agenda item is. Carried over: the meeting ended first, it may go on a later agenda."""

    WAITING = "waiting"
    CLOSED = "closed"
    CARRIED_OVER = "carried_over"
    TAKEN_OFF = "taken_off"


class Choice(StrEnum):
    """A vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True)
class MeetingCall:
    """When and where. An emergency meeting needs no notice, and a reason instead."""

    starts_at: datetime
    place: str
    is_emergency: bool = False
    reason: str = ""


class ClosedFor(StrEnum):
    """The reasons of law for which a session may be closed; each state words its own open-meetings law."""

    STUDENT_RECORDS = "student_records"
    PERSONNEL = "personnel"
    LEGAL_ADVICE = "legal_advice"
    SECURITY = "security"
    NEGOTIATION = "negotiation"


CLOSED_FOR_NAMES: dict[ClosedFor, Sentence] = {
    ClosedFor.STUDENT_RECORDS: Sentence("records of single students (FERPA, 20 U.S.C. 1232g)"),
    ClosedFor.PERSONNEL: Sentence("a matter about an employee"),
    ClosedFor.LEGAL_ADVICE: Sentence("advice of counsel"),
    ClosedFor.SECURITY: Sentence("security arrangements"),
    ClosedFor.NEGOTIATION: Sentence("a contract that is being negotiated"),
}


class WrittenEnd(StrEnum):
    """How a vote in writing ended without a decision."""

    STOPPED = "stopped"
    NO_QUORUM = "no_quorum"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


WRITTEN_END_NAMES: dict[WrittenEnd, Sentence] = {
    WrittenEnd.STOPPED: Sentence("a member asks to talk about it first."),
    WrittenEnd.NO_QUORUM: Sentence("too few members answered in time."),
    WrittenEnd.FAILED: Sentence("the motion did not carry."),
    WrittenEnd.OVERTAKEN: Sentence("the meeting began, or the item left its agenda."),
}
