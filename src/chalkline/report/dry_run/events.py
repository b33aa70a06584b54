"""The facts of dry runs. No count stands in them: what a run found is for those who may read it."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "report.dry_run.begun/1",
    says="{actor} asked what “{title}” would have done to the calls of the last {days} days.",
)
@dataclass(frozen=True)
class DryRunBegun:
    """Of a rule set or a prepared policy, in exactly this version."""

    subject: SubjectRef
    run: SubjectRef
    title: str
    days: int


@fact("report.dry_run.done/1", says="A dry run on the calls of the last {days} days is done.")
@dataclass(frozen=True)
class DryRunDone:
    """Beside the policy of this digest."""

    subject: SubjectRef
    run: SubjectRef
    days: int
    against: str
