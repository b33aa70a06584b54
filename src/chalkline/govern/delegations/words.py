"""The words of delegations: limits, the matter they are held against, states, looks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chalkline.govern.committees.api import Keeper, Light, Outcome
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.words import Role
from chalkline.rulebook.api import Condition

CARE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}
LEVELS = (Light.GREEN, Light.YELLOW)
CLASSES: dict[str, Sentence] = {
    "public": Sentence("Public"),
    "internal": Sentence("Internal, about nobody"),
    "directory": Sentence("Directory information"),
    "confidential": Sentence("Student records"),
}  # restricted data is never delegated

# to whom the right is offered; a committee may name any person instead
ROLES_OFFERED = (
    Role.AI_COORDINATOR,
    Role.TECHNOLOGY_DIRECTOR,
    Role.PRIVACY_OFFICER,
    Role.ACADEMIC_OFFICER,
    Role.PRINCIPAL,
)


class DelegationState(StrEnum):
    """Where a delegation is. Over is never stored: it follows from the last day."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    ENDED = "ended"
    OVER = "over"


DELEGATION_STATE_NAMES: dict[DelegationState, Sentence] = {
    DelegationState.PROPOSED: Sentence("Proposed"),
    DelegationState.IN_FORCE: Sentence("In force"),
    DelegationState.DECLINED: Sentence("Turned down"),
    DelegationState.ENDED: Sentence("Ended"),
    DelegationState.OVER: Sentence("Over"),
}


class LookState(StrEnum):
    """Where a look at a delegated decision is."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    PULLED_BACK = "pulled_back"


LOOK_STATE_NAMES: dict[LookState, Sentence] = {
    LookState.WAITING: Sentence("Waits for the committee"),
    LookState.CONFIRMED: Sentence("It stands"),
    LookState.PULLED_BACK: Sentence("Taken back"),
}


@dataclass(frozen=True)
class Limits:
    """How far a delegation reaches. ``a_month``: decisions in a calendar month; ``percent``: share drawn for a look."""

    level: Light
    classes: frozenset[str]
    a_month: int
    until_on: date
    percent: int = 20

    def as_json(self) -> dict[str, Any]:
        return {
            "level": self.level.value,
            "classes": sorted(self.classes),
            "a_month": self.a_month,
            "until_on": self.until_on,
            "percent": self.percent,
        }


@dataclass(frozen=True)
class Matter:
    """One version of one thing that somebody is about to decide by delegation.

    ``barred``: ids of people who have a stake in it (who asked, joined, reviewed). ``concerns``: what it is about:
    who declared an interest in one of these has a stake too.
    """

    subject: SubjectRef
    title: str
    level: Light
    classes: frozenset[str]
    barred: frozenset[str] = frozenset()
    concerns: tuple[SubjectRef, ...] = ()


@dataclass(frozen=True)
class Said:
    """What is decided on it."""

    outcome: Outcome
    reason: str
    conditions: tuple[Condition, ...] = ()
    expires_on: date | None = None
    keepers: tuple[Keeper, ...] = ()


def is_drawn(decision_id: str, percent: int) -> bool:
    """Whether a delegated decision comes back to the committee.

    The id is random and given when the decision is written, so nobody chooses it, and anybody can draw again.
    """
    return int(hashlib.sha256(decision_id.encode()).hexdigest()[:8], 16) % 100 < percent
