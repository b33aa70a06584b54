"""The facts of verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("pilot.verdict.reached/1", says="The pilot {title}: {said} ({effect}, interval {lower} to {upper}).")
@dataclass(frozen=True)
class VerdictReached:
    """The registered rule, applied once. ``result.digest`` is of plan, sides, rows, code and numbers."""

    pilot: SubjectRef
    result: SubjectRef
    about: SubjectRef
    tool: SubjectRef
    problem: SubjectRef
    title: str
    verdict: str
    said: str
    reasons: tuple[str, ...]
    effect: str
    lower: str
    upper: str
    smallest: str
    plan_digest: str
    rows_digest: str
    code: str
