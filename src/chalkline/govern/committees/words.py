"""The words of committees: constituencies and voices, charter, meeting, motion, vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy


class Light(StrEnum):
    """How much care a matter needs: the traffic light of the list of purposes."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Authority(StrEnum):
    """Whether the committee's vote decides, or is a recommendation to the superintendent."""

    DECIDING = "deciding"
    ADVISORY = "advisory"


class Constituency(StrEnum):
    """For whom a member speaks."""

    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"
    TECHNOLOGY = "technology"
    PRIVACY = "privacy"
    LEGAL = "legal"
    CURRICULUM = "curriculum"
    SPECIAL_EDUCATION = "special_education"
    COUNSELOR = "counselor"
    FAMILY = "family"
    STUDENT = "student"
    LABOR = "labor"
    BOARD = "board"
    COMMUNITY = "community"


CONSTITUENCY_NAMES: dict[Constituency, Sentence] = {
    Constituency.TEACHER: Sentence("Teachers"),
    Constituency.ADMINISTRATOR: Sentence("Administrators"),
    Constituency.TECHNOLOGY: Sentence("Technology"),
    Constituency.PRIVACY: Sentence("Privacy"),
    Constituency.LEGAL: Sentence("Legal counsel"),
    Constituency.CURRICULUM: Sentence("Curriculum"),
    Constituency.SPECIAL_EDUCATION: Sentence("Special education"),
    Constituency.COUNSELOR: Sentence("Counselors"),
    Constituency.FAMILY: Sentence("Families"),
    Constituency.STUDENT: Sentence("Students"),
    Constituency.LABOR: Sentence("Union or association"),
    Constituency.BOARD: Sentence("School board"),
    Constituency.COMMUNITY: Sentence("Community"),
}


class Voice(StrEnum):
    """A point of view that must be in the room, whoever brings it."""

    TEACHER = "teacher"
    PRIVACY = "privacy"
    FAMILY = "family"


VOICES: dict[Voice, frozenset[Constituency]] = {
    Voice.TEACHER: frozenset({Constituency.TEACHER}),
    Voice.PRIVACY: frozenset({Constituency.PRIVACY, Constituency.LEGAL}),
    Voice.FAMILY: frozenset({Constituency.FAMILY}),
}
VOICE_NAMES: dict[Voice, Sentence] = {
    Voice.TEACHER: Sentence("a teacher"),
    Voice.PRIVACY: Sentence("a privacy or legal voice"),
    Voice.FAMILY: Sentence("a family voice"),
}
ALL_VOICES = tuple(Voice)


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


class VoteRule(StrEnum):
    """How many of those present and free to vote must be for it."""

    MAJORITY = "majority"
    TWO_THIRDS = "two_thirds"


VOTE_RULE_NAMES: dict[VoteRule, Sentence] = {
    VoteRule.MAJORITY: Sentence("more than half of the members present"),
    VoteRule.TWO_THIRDS: Sentence("two thirds of the members present"),
}


class Outcome(StrEnum):
    """What can come out of a decision."""

    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    DECLINE = "decline"
    DEFER = "defer"

    @property
    def approves(self) -> bool:
        """Whether something may be used from it."""
        return self in {Outcome.APPROVE, Outcome.APPROVE_WITH_CONDITIONS}


OUTCOME_NAMES: dict[Outcome, Sentence] = {
    Outcome.APPROVE: Sentence("Approved"),
    Outcome.APPROVE_WITH_CONDITIONS: Sentence("Approved with conditions"),
    Outcome.DECLINE: Sentence("Declined"),
    Outcome.DEFER: Sentence("Deferred"),
}


MOTION_IN_HISTORY: dict[Outcome, str] = {
    Outcome.APPROVE: "approve it",
    Outcome.APPROVE_WITH_CONDITIONS: "approve it with conditions",
    Outcome.DECLINE: "decline it",
    Outcome.DEFER: "put it off",
}


@dataclass(frozen=True)
class Charter:
    """What a committee's charter states; the settings of quorum and vote are part of it.

    ``voices``: for each light, who must be in the room. ``two_thirds_for``: lights whose approval is an
    exception. ``notice_days``: how long before a meeting it is called. ``term_months``: of a seat.
    """

    name: str
    purpose: str
    authority: Authority
    chosen_how: str
    cadence: str
    conflict_rule: str
    records_rule: str
    review_on: date
    notice_days: int = 3
    term_months: int = 24
    voices: Mapping[Light, tuple[Voice, ...]] = field(
        default_factory=lambda: {Light.YELLOW: ALL_VOICES, Light.RED: ALL_VOICES}
    )
    two_thirds_for: frozenset[Light] = frozenset({Light.RED})


@dataclass(frozen=True)
class MeetingCall:
    """When and where. An emergency meeting needs no notice, and a reason instead."""

    starts_at: datetime
    place: str
    is_emergency: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Motion:
    """What is voted on. ``expires_on`` is the last day of what an approval allows."""

    outcome: Outcome
    conditions: tuple[Condition, ...] = ()
    expires_on: date | None = None
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "outcome": self.outcome.value,
            "conditions": [condition_as_json(each) for each in self.conditions],
            "expires_on": self.expires_on,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Barred:
    """Somebody who may not vote on an item, and why."""

    person_id: str
    reason: str

    def as_json(self) -> dict[str, str]:
        return {"person_id": self.person_id, "reason": self.reason}


@dataclass(frozen=True)
class AgendaEntry:
    """What a step puts before a committee: one version of one thing, and all the vote depends on.

    ``proposed``: conditions the reviews ask for; approving without one of them is an override.
    ``objections``: failed gates, in words; approving in spite of them is an override too.
    ``scored_by``: people whose review is in the packet. ``latest_expires_on``: no approval lasts longer.
    """

    title: str
    light: Light
    proposed: tuple[Condition, ...]
    suggested_expires_on: date
    latest_expires_on: date
    barred: tuple[Barred, ...] = ()
    scored_by: frozenset[str] = frozenset()
    objections: tuple[str, ...] = ()


def condition_as_json(condition: Condition) -> dict[str, str]:
    """A condition as it is kept and as digests are taken of it."""
    return {
        "kind": condition.kind.value,
        "text": condition.text,
        "kept_by": condition.kept_by.value,
        "value": condition.value,
    }


def condition_from_json(row: Mapping[str, str]) -> Condition:
    """The condition kept as ``row``."""
    return Condition(ConditionKind(row["kind"]), row["text"], KeptBy(row["kept_by"]), row.get("value", ""))
