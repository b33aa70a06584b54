"""The jobs of this step itself."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from chalkline.jobs.declaring import job
from chalkline.jobs.queueing import forget_finished
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import GOVERNANCE, InspectionFailed, inspect_ledger, origin_of, record

KEPT = timedelta(days=30)

logger = logging.getLogger("chalkline.jobs")


@job(name="jobs.forget_finished", every=timedelta(hours=6))
def forget_old_runs(*, now: datetime) -> None:
    """Remove from the queue what was done a month ago."""
    while forget_finished(before=now - KEPT):
        pass


@job(name="jobs.inspect_ledger", attempts=3, every=timedelta(days=1))
def inspect_daily(*, now: datetime) -> None:
    """Look through the ledger for alterations; what is found is told in the ledger and in the server's log."""
    found = inspect_ledger(now=now)
    if not found:
        return
    for sentence in found:
        logger.critical("Inspection of the ledger: %s", sentence)
    with transaction.atomic():
        failed = InspectionFailed(SubjectRef("ledger", origin_of(GOVERNANCE)), len(found))
        record(failed, actor_id="system:inspection", now=now)
