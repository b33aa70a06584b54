"""Writes of evidence: that an export is taken."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import EXCHANGE, GOVERNANCE, facts_recorded, must_be_new, origin_of, record
from chalkline.people.api import Actor, command
from chalkline.report.evidence.events import EvidenceExported


@command(records=(EvidenceExported,))
def announce_export(actor: Actor, folder: Path, *, now: datetime) -> None:
    """Say in the ledger that its whole content is about to leave the system. Refused where it cannot be written."""
    actor.must("ledger.export")
    must_be_new(folder)
    ledger = SubjectRef("ledger", origin_of(GOVERNANCE))
    record(EvidenceExported(ledger, facts_recorded(GOVERNANCE), facts_recorded(EXCHANGE)), actor_id=actor.id, now=now)
