"""The words of the portfolio: scores, gates, steps of the work, and the two rules that the committee sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.purpose.portfolio.criteria import Criterion


@dataclass(frozen=True)
class Score:
    """One score, why, and where others can read it. ``points`` is one of LEVELS."""

    criterion: Criterion
    points: int
    because: str
    link: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "criterion": self.criterion.value,
            "points": self.points,
            "because": self.because,
            "link": self.link,
        }


def score_from_json(row: Mapping[str, Any]) -> Score:
    """The score kept as ``row``."""
    return Score(Criterion(row["criterion"]), int(row["points"]), row["because"], row["link"])


class Gate(StrEnum):
    """What no number of points makes up for. The first five are read from the records, the rest are answered;
    the agreement can be answered by hand against the records."""

    OWNED = "owned"
    OUTCOME = "outcome"
    NOT_DECIDED_BY_AI = "not_decided_by_ai"
    GROUPS = "groups"
    AGREEMENT = "agreement"
    REVIEWED = "reviewed"
    LAWFUL = "lawful"


ANSWERED_GATES = (Gate.AGREEMENT, Gate.REVIEWED, Gate.LAWFUL)

GATE_NAMES: dict[Gate, Sentence] = {
    Gate.OWNED: Sentence("Somebody who works here answers for the problem"),
    Gate.OUTCOME: Sentence("There is an outcome to measure, and its day is still to come"),
    Gate.NOT_DECIDED_BY_AI: Sentence("AI does not decide a high-stakes matter by itself"),
    Gate.GROUPS: Sentence("What flags or scores people says how its errors are compared between groups"),
    Gate.AGREEMENT: Sentence("The data it needs is covered by an agreement, or it needs none"),
    Gate.REVIEWED: Sentence("A person reviews before anything takes effect"),
    Gate.LAWFUL: Sentence("No law and no board policy forbids it"),
}


class GateState(StrEnum):
    """Open lets a use case through; shut blocks it; a gate nobody has answered keeps it waiting."""

    OPEN = "open"
    SHUT = "shut"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class GateAnswer:
    """What somebody answered at a gate, why, and where it can be read."""

    gate: Gate
    is_open: bool
    reason: str
    link: str = ""


@dataclass(frozen=True)
class GateFacts:
    """What the records say of a use case, for the gates that nobody needs to answer."""

    owner_works_here: bool
    outcome_ahead: bool
    never_for_ai: bool
    judges_people: bool
    says_groups: bool


@dataclass(frozen=True)
class GateStanding:
    """One gate for one use case: why it stands so, and what would open it.

    ``evidence``: the records it was read from. ``records_say``: what they say where somebody answered
    otherwise by hand.
    """

    gate: Gate
    state: GateState
    reason: Sentence | str
    to_open: Sentence | str = ""
    evidence: tuple[SubjectRef, ...] = ()
    records_say: Sentence | str = ""


@dataclass(frozen=True)
class Step:
    """One step of the work: what is done, by whom, and about how many minutes it takes."""

    what: str
    who: str
    minutes: int

    def as_json(self) -> dict[str, Any]:
        return {"what": self.what, "who": self.who, "minutes": self.minutes}


@dataclass(frozen=True)
class WorkSteps:
    """The same piece of work twice: as it is done today, and as it would be done."""

    today: tuple[Step, ...]
    then: tuple[Step, ...]

    @property
    def minutes_today(self) -> int:
        """What it takes today."""
        return sum(step.minutes for step in self.today)

    @property
    def minutes_then(self) -> int:
        """What it would take, review included."""
        return sum(step.minutes for step in self.then)

    def as_json(self) -> dict[str, Any]:
        return {"today": [step.as_json() for step in self.today], "then": [step.as_json() for step in self.then]}


def steps_from_json(row: Mapping[str, Any]) -> WorkSteps:
    """The steps kept as ``row``."""
    return WorkSteps(tuple(Step(**each) for each in row["today"]), tuple(Step(**each) for each in row["then"]))


class RuleKind(StrEnum):
    """What of the portfolio only a committee sets."""

    WEIGHTS = "weights"
    LIMIT = "limit"


RULE_NAMES: dict[RuleKind, Sentence] = {
    RuleKind.WEIGHTS: Sentence("The weights of the ranking"),
    RuleKind.LIMIT: Sentence("The limit of active high-impact use cases"),
}


class RuleState(StrEnum):
    """Where a proposed rule is."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    REPLACED = "replaced"


DEFAULT_LIMIT = 3
DEFAULT_POINTS: dict[Criterion, int] = dict.fromkeys(Criterion, 100)
