"""The words of a motion: what is voted on, what can come of it, and what a step puts on an agenda. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from chalkline.govern.committees.words.charter import Light
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy

KEPT_WITHIN = timedelta(days=30)


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
class Keeper:
    """Who sees to a condition that people keep, and by when. ``condition``: its words."""

    condition: str
    person_id: str
    due_on: date

    def as_json(self) -> dict[str, Any]:
        return {"condition": self.condition, "person_id": self.person_id, "due_on": self.due_on}


@dataclass(frozen=True)
class Motion:
    """What is voted on. ``expires_on`` is the last day of what an approval allows.

    ``keepers``: who sees to what people keep, where the thing decided on asks for it.
    """

    outcome: Outcome
    conditions: tuple[Condition, ...] = ()
    expires_on: date | None = None
    reason: str = ""
    keepers: tuple[Keeper, ...] = ()

    def as_json(self) -> dict[str, Any]:
        kept = {"keepers": [each.as_json() for each in self.keepers]} if self.keepers else {}
        return {
            **kept,
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
    ``concerns``: tools and vendors it is about; who declared an interest in one of them takes no part.
    ``keeper``: who sees to a condition that people keep unless a motion names somebody else ("" where none is asked
    for), within ``KEPT_WITHIN`` of the meeting.
    ``is_lasting``: what is approved once and for all, like minutes: an approval has no last day.
    """

    title: str
    light: Light
    proposed: tuple[Condition, ...]
    suggested_expires_on: date
    latest_expires_on: date
    barred: tuple[Barred, ...] = ()
    scored_by: frozenset[str] = frozenset()
    objections: tuple[str, ...] = ()
    concerns: tuple[SubjectRef, ...] = ()
    is_lasting: bool = False
    keeper: str = ""


def keeper_from_json(row: Mapping[str, Any]) -> Keeper:
    """The keeper kept as ``row``."""
    return Keeper(row["condition"], row["person_id"], date.fromisoformat(row["due_on"]))


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
