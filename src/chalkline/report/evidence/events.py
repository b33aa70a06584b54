"""The facts of evidence."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "report.evidence.exported/1",
    says="{actor} took an export of the ledger: {governance} facts and {exchange} exchanges.",
)
@dataclass(frozen=True)
class EvidenceExported:
    """Somebody took the whole ledger out. Told before the files are written, so that it is in them too."""

    ledger: SubjectRef
    governance: int
    exchange: int
