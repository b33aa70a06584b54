"""The words of phases: how a plan and a phase stand, the kinds of gate with what each asks, what a gate reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class PlanState(StrEnum):
    """How a rollout plan stands. It is changed only while it is a draft."""

    DRAFT = "draft"
    RUNNING = "running"
    DONE = "done"
    ENDED = "ended"


PLAN_STATE_NAMES: dict[PlanState, Sentence] = {
    PlanState.DRAFT: Sentence("Being planned"),
    PlanState.RUNNING: Sentence("Running"),
    PlanState.DONE: Sentence("Every phase is open"),
    PlanState.ENDED: Sentence("Ended"),
}


class PhaseState(StrEnum):
    """Whether people of a phase may use it."""

    WAITING = "waiting"
    OPEN = "open"


class GateKind(StrEnum):
    """What can be asked before a phase opens: only what the records tell."""

    TRAINING = "training"
    PILOT = "pilot"
    INCIDENTS = "incidents"
    AGREEMENT = "agreement"
    MESSAGE = "message"
    ROSTER = "roster"
    BUDGET = "budget"


GATE_KIND_NAMES: dict[GateKind, Sentence] = {
    GateKind.TRAINING: Sentence("Enough of its people have a current training"),
    GateKind.PILOT: Sentence("The pilot's verdict is to scale, or to go on with changes"),
    GateKind.INCIDENTS: Sentence("No incident about the tool is open"),
    GateKind.AGREEMENT: Sentence("The agreement holds at least until a day"),
    GateKind.MESSAGE: Sentence("An audience has been told"),
    GateKind.ROSTER: Sentence("The roster audit gives at least a score"),
    GateKind.BUDGET: Sentence("The budget covers it, and its sources last"),
}

# What each kind asks for, by name; how each is checked stands in asking.py.
ASKS: dict[GateKind, tuple[str, ...]] = {
    GateKind.TRAINING: ("course", "percent"),
    GateKind.PILOT: (),
    GateKind.INCIDENTS: (),
    GateKind.AGREEMENT: ("until_on",),
    GateKind.MESSAGE: ("audience",),
    GateKind.ROSTER: ("score", "days"),
    GateKind.BUDGET: ("dollars", "fiscal_year"),
}


@dataclass(frozen=True)
class PhasePlan:
    """A phase as it is planned. No schools: every school of the use; no roles: all of its roles."""

    title: str
    school_ids: tuple[str, ...]
    roles: tuple[str, ...]
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class Evidence:
    """What a reading rests on: its name, the page that shows it (by route name) and what the page is called with."""

    label: Sentence
    page: str = ""
    of: str = ""


@dataclass(frozen=True)
class Reading:
    """What the records say about a gate now: met or not, in a sentence, what to do, what it rests on."""

    is_met: bool
    says: Sentence
    to_do: Sentence
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class GateSeen:
    """A gate as it stands: its condition in words, the reading, and the excuse where there is one."""

    gate_id: str
    kind: GateKind
    asks: Sentence
    reading: Reading
    excused_because: str = ""
    excused_by: str = ""

    @property
    def lets_through(self) -> bool:
        """Whether the phase may open as far as this gate goes."""
        return self.reading.is_met or bool(self.excused_because)


@dataclass(frozen=True)
class Values:
    """What a gate asks for, read from what was kept."""

    kept: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A word."""
        return self.kept.get(name, "")

    def number(self, name: str) -> int:
        """A whole number; 0 for what is none."""
        text = self.kept.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else 0

    def day(self, name: str) -> date:
        """A day; the first of all for what is none."""
        try:
            return date.fromisoformat(self.kept.get(name, ""))
        except ValueError:
            return date.min
