"""What surveys do by themselves: they close after their last day, and texts go when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from chalkline.discover.surveys.commands import close_survey, forget_texts
from chalkline.discover.surveys.queries import due_to_close
from chalkline.jobs.api import job
from chalkline.people.api import system_actor


@job(name="discover.keep_surveys", every=timedelta(hours=6))
def keep_surveys(*, now: datetime) -> None:
    """Four times a day."""
    actor = system_actor("surveys")
    for found in due_to_close(localdate(now)):
        close_survey(actor, found, now=now)
    forget_texts(actor, now=now)
