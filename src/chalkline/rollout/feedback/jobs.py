"""What feedback does by itself: texts are emptied when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.jobs.api import job
from chalkline.people.api import system_actor
from chalkline.rollout.feedback.commands import forget_remarks


@job(name="rollout.forget_remarks", every=timedelta(days=1))
def forget_old_remarks(*, now: datetime) -> None:
    """Once a day."""
    forget_remarks(system_actor("retention"), now=now)
