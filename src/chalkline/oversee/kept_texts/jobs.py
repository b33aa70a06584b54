"""What runs by itself for kept texts: the day's purge, and what the channel brings."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.jobs.api import job
from chalkline.oversee.kept_texts.commands import purge_kept_texts
from chalkline.people.api import system_actor


@job(name="oversee.purge_kept_texts", every=timedelta(hours=1))
def purge(*, now: datetime) -> None:
    """Every hour, so that nothing outlives its last day by more."""
    purge_kept_texts(system_actor("kept_texts"), now=now)
