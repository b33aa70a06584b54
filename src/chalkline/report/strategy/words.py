"""The words of the strategy: what it is made from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef


class StrategyState(StrEnum):
    """Where a version is."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    SET_ASIDE = "set_aside"


STRATEGY_STATE_NAMES: dict[StrategyState, Sentence] = {
    StrategyState.PROPOSED: Sentence("Before a committee"),
    StrategyState.ADOPTED: Sentence("Adopted"),
    StrategyState.SET_ASIDE: Sentence("Not adopted"),
}


@dataclass(frozen=True)
class Idea:
    """One way AI might help with a problem."""

    source: SubjectRef
    title: str
    how_it_helps: str


@dataclass(frozen=True)
class Purpose:
    """A problem with its measure (numbers as people write them) and the use cases on it."""

    source: SubjectRef
    area: Sentence
    title: str
    measure: str
    unit: str
    baseline: str
    target: str
    by_on: date
    ideas: tuple[Idea, ...]


@dataclass(frozen=True)
class Wanted:
    """A goal of the district: from which plan, adopted by whom, until when."""

    source: SubjectRef
    title: str
    plan: Sentence
    adopted_by: str
    until: date


@dataclass(frozen=True)
class Ranked:
    """A use case in the order of the portfolio, and whether it is active; ``blocked`` says by which gates."""

    source: SubjectRef
    title: str
    is_active: bool
    blocked: tuple[Sentence, ...]


@dataclass(frozen=True)
class Deciders:
    """A committee: what it is for, how often it meets, for whom its members speak, when its charter is reviewed."""

    source: SubjectRef
    name: str
    purpose: str
    cadence: str
    speaks_for: tuple[Sentence, ...]
    review_on: date
    is_advisory: bool


@dataclass(frozen=True)
class Held:
    """One approved use in force."""

    source: SubjectRef
    tool: str
    purpose: Sentence
    people: tuple[Sentence, ...]
    until: date


@dataclass(frozen=True)
class StrategyFacts:
    """All that the strategy is made from. ``revision`` is the policy in force, 0 for none."""

    district: str
    on: date
    goals: tuple[Wanted, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    first: Idea | None = None
    ranked: tuple[Ranked, ...] = ()
    limit: int = 0
    deciders: tuple[Deciders, ...] = ()
    held: tuple[Held, ...] = ()
    never: tuple[Sentence, ...] = ()
    revision: int = 0
