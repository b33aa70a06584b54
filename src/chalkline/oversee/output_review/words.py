"""The words of output review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.business_days import Limit
from chalkline.kernel.sentences import Sentence

DUE = Limit(days=5, business=True)
LONGEST_NOTE = 1000
REASON = Sentence("To review a drawn answer.")  # why a reviewer opens a kept text


class Finding(StrEnum):
    """What an answer was."""

    FINE = "fine"
    WRONG = "wrong"
    BIASED = "biased"
    OFF_TASK = "off_task"


FINDING_NAMES: dict[Finding, Sentence] = {
    Finding.FINE: Sentence("Fine"),
    Finding.WRONG: Sentence("Wrong"),
    Finding.BIASED: Sentence("Biased"),
    Finding.OFF_TASK: Sentence("Off task"),
}


class Severity(StrEnum):
    """How bad it was."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


SEVERITY_NAMES: dict[Severity, Sentence] = {
    Severity.LOW: Sentence("A flaw"),
    Severity.MEDIUM: Sentence("Could mislead"),
    Severity.HIGH: Sentence("Could do harm"),
}


class SampleState(StrEnum):
    """How a sampled answer stands. ``lapsed``: its text was gone before anybody reviewed it."""

    WAITING = "waiting"
    SECOND = "second"  # reviewed by the person behind the use; another one has to look too
    REVIEWED = "reviewed"
    LAPSED = "lapsed"


STATE_NAMES: dict[SampleState, Sentence] = {
    SampleState.WAITING: Sentence("To review"),
    SampleState.SECOND: Sentence("Needs a second look"),
    SampleState.REVIEWED: Sentence("Reviewed"),
    SampleState.LAPSED: Sentence("Not reviewed in time"),
}


@dataclass(frozen=True)
class Judged:
    """What a reviewer says of one answer. ``severity`` counts where it is not fine."""

    finding: Finding
    severity: Severity = Severity.LOW
    note: str = ""


@dataclass(frozen=True)
class Rate:
    """Of ``of`` answers reviewed, ``count`` were so; ``low`` and ``high`` are the ends of a 95 % interval (Wilson)."""

    finding: Finding
    count: int
    of: int
    low: float
    high: float


@dataclass(frozen=True)
class Month:
    """Answers of one month: reviewed, and not fine."""

    first_on: date
    reviewed: int
    not_fine: int
    low: float
    high: float
