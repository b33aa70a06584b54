"""What comes round with the year: duties of law that begin on a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.approve.uses.owing import track_what_is_owed
from chalkline.jobs.api import job


@job(name="approve.track_duties", every=timedelta(hours=12))
def track_duties_of_today(*, now: datetime) -> None:
    """Open what the law asks of what is in use today."""
    track_what_is_owed(now=now)
