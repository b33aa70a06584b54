"""The facts of appeals."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("approve.appeal.filed/1", says="{actor} appealed decision {number} on “{title}”.")
@dataclass(frozen=True)
class AppealFiled:
    """Somebody does not accept a no, or a condition."""

    appeal: SubjectRef
    request: SubjectRef
    decision: SubjectRef
    number: str
    title: str
    about: str
    conditions: tuple[str, ...]
    hear_by: str
    reason: str = part("words")


@fact("approve.appeal.settled/1", says="The appeal against decision {number} on “{title}” is over: {state_said}.")
@dataclass(frozen=True)
class AppealSettled:
    """It was heard, or the committee decided anew."""

    appeal: SubjectRef
    request: SubjectRef
    outcome: SubjectRef
    number: str
    title: str
    state: str
    state_said: str


@fact("approve.appeal.withdrawn/1", says="{actor} withdrew the appeal against decision {number} on “{title}”.")
@dataclass(frozen=True)
class AppealWithdrawn:
    """The decision stands."""

    appeal: SubjectRef
    request: SubjectRef
    number: str
    title: str
