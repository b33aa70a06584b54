"""The facts of output review. Notes stay with the review; they may speak of what somebody wrote."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("oversee.monitor.named/1", says="{actor} named who reviews the answers of an approved use.")
@dataclass(frozen=True)
class MonitorNamed:
    """``percent`` of the kept answers are drawn. ``second`` looks where the monitor is the person behind the use."""

    use: SubjectRef
    monitor: SubjectRef
    second: SubjectRef
    percent: int


@fact("oversee.output.reviewed/1", says="{actor} reviewed an answer of a model.")
@dataclass(frozen=True)
class OutputReviewed:
    """``is_second``: after a first look by the person behind the use."""

    exchange: SubjectRef
    use: SubjectRef
    finding: str
    severity: str
    is_second: bool


@fact("oversee.output.lapsed/1", says="Sampled answers were not reviewed before their texts were removed: {count}.")
@dataclass(frozen=True)
class SamplesLapsed:
    """Of one use."""

    use: SubjectRef
    count: int
