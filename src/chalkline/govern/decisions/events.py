"""The facts of decisions."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@dataclass(frozen=True)
class Vote:
    """What a committee voted, however it binds."""

    decision: SubjectRef
    subject: SubjectRef
    meeting: SubjectRef
    committee: SubjectRef
    recused: tuple[SubjectRef, ...]
    committee_name: str
    number: str
    title: str
    outcome: str
    outcome_said: str
    in_favor: int
    against: int
    abstained: int
    conditions: tuple[str, ...]
    expires_on: str
    reason: str = part("words")


@fact(
    "govern.decision.recorded/1",
    says="The {committee_name} decided on “{title}”: {outcome_said}, {in_favor} to {against} (decision {number}).",
)
@dataclass(frozen=True)
class DecisionRecorded(Vote):
    """A decision stands from now on. ``decision.digest`` is the digest of its record."""


@fact(
    "govern.decision.recommended/1",
    says="The {committee_name} recommends on “{title}”: {outcome_said}, {in_favor} to {against}. "
    "The superintendent decides.",
)
@dataclass(frozen=True)
class DecisionRecommended(Vote):
    """An advisory committee voted; its recommendation waits for the superintendent."""


@dataclass(frozen=True)
class DecidedAlone:
    """What one person decided by a right; ``rests_on`` is the delegation or the appeal."""

    decision: SubjectRef
    subject: SubjectRef
    rests_on: SubjectRef
    committee: SubjectRef
    committee_name: str
    number: str
    title: str
    outcome: str
    outcome_said: str
    conditions: tuple[str, ...]
    expires_on: str
    reason: str = part("words")


@fact(
    "govern.decision.delegated/1",
    says="{actor} decided on “{title}” for the {committee_name}: {outcome_said} (decision {number}).",
)
@dataclass(frozen=True)
class DecisionDelegated(DecidedAlone):
    """A decision stands from now on, by somebody to whom a committee gave the right."""


@fact(
    "govern.decision.appeal_heard/1",
    says="{actor} heard the appeal on “{title}” and decided: {outcome_said} (decision {number}).",
)
@dataclass(frozen=True)
class AppealHeard(DecidedAlone):
    """A decision stands from now on, by somebody other than who decided first."""
