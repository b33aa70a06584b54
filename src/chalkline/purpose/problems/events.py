"""The facts of problems."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("purpose.problem.named/1", says="{actor} named the problem “{title}”.")
@dataclass(frozen=True)
class ProblemNamed:
    """A problem was stated with owner, evidence and outcome."""

    problem: SubjectRef
    owner: SubjectRef
    title: str
    area: str
    measure: str
    baseline: str
    target: str
    by_on: str
    what_happens: str = part("words")


@fact("purpose.problem.revised/1", says="{actor} revised the problem “{title}”: {because}")
@dataclass(frozen=True)
class ProblemRevised:
    """A problem was stated anew; ``former_digest`` is the version it replaces."""

    problem: SubjectRef
    owner: SubjectRef
    title: str
    area: str
    measure: str
    baseline: str
    target: str
    by_on: str
    former_digest: str
    what_happens: str = part("words")
    because: str = part("words")


@fact("purpose.problem.attached_to_goal/1", says="{actor} attached the problem “{title}” to the goal “{goal_title}”.")
@dataclass(frozen=True)
class ProblemAttachedToGoal:
    """Solving the problem serves a goal of the district."""

    problem: SubjectRef
    goal: SubjectRef
    title: str
    goal_title: str


@fact("purpose.problem.detached_from_goal/1", says="{actor} detached the problem “{title}” from “{goal_title}”.")
@dataclass(frozen=True)
class ProblemDetachedFromGoal:
    """The problem does not serve a goal any more."""

    problem: SubjectRef
    goal: SubjectRef
    title: str
    goal_title: str
