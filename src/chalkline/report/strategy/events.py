"""The facts of the strategy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("report.strategy.proposed/1", says="{actor} put version {number} of the strategy before the {committee}.")
@dataclass(frozen=True)
class StrategyProposed:
    """A version was frozen and put on an agenda; ``version.digest`` is of the whole document."""

    version: SubjectRef
    meeting: SubjectRef
    number: int
    committee: str


@fact(
    "report.strategy.adopted/1",
    says="Version {number} of the strategy was adopted by decision {decided}, until {until}.",
)
@dataclass(frozen=True)
class StrategyAdopted:
    """A committee adopted exactly this version."""

    version: SubjectRef
    decision: SubjectRef
    number: int
    decided: str
    until: date


@fact("report.strategy.set_aside/1", says="Version {number} of the strategy was not adopted (decision {decided}).")
@dataclass(frozen=True)
class StrategySetAside:
    """A committee declined this version, or put it off."""

    version: SubjectRef
    decision: SubjectRef
    number: int
    decided: str
