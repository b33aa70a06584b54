"""Taking an export: told first, then written, so that no export is missing from its own ledger."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from chalkline.ledger.api import Evidence, write_evidence
from chalkline.people.api import Actor
from chalkline.report.evidence.commands import announce_export


def export_evidence(actor: Actor, folder: Path, *, now: datetime) -> Evidence:
    """Write the whole ledger to a new folder. Raises Problem when the actor may not, or the folder is in use."""
    announce_export(actor, folder, now=now)
    return write_evidence(folder, now=now)
