"""The facts of goals."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("purpose.goal.set/1", says="{actor} set down the goal “{title}”, adopted by {adopted_by}.")
@dataclass(frozen=True)
class GoalSet:
    """A goal of one of the district's plans was set down."""

    goal: SubjectRef
    title: str
    plan: str
    adopted_by: str
    from_on: str
    until_on: str
    what_it_says: str = part("words")


@fact("purpose.goal.restated/1", says="{actor} restated the goal “{title}”: {because}")
@dataclass(frozen=True)
class GoalRestated:
    """A goal was stated anew; ``former_digest`` is the version it replaces."""

    goal: SubjectRef
    title: str
    plan: str
    adopted_by: str
    from_on: str
    until_on: str
    former_digest: str
    what_it_says: str = part("words")
    because: str = part("words")


@fact("purpose.goal.ended/1", says="{actor} ended the goal “{title}”: {because}")
@dataclass(frozen=True)
class GoalEnded:
    """The district does not pursue a goal any more."""

    goal: SubjectRef
    title: str
    because: str = part("words")
