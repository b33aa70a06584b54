"""The jobs of this step itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.jobs.declaring import job
from chalkline.jobs.queueing import forget_finished

KEPT = timedelta(days=30)


@job(name="jobs.forget_finished", every=timedelta(hours=6))
def forget_old_runs(*, now: datetime) -> None:
    """Remove from the queue what was done a month ago."""
    while forget_finished(before=now - KEPT):
        pass
