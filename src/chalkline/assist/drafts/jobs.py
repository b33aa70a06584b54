"""What follows by itself: texts are forgotten, gaps close when content is approved, and open when a call met none."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.assist.drafts.commands import close_filled_gaps, forget_texts, note_unanswered_call
from chalkline.jobs.api import job
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor


@job(name="assist.forget_texts", every=timedelta(hours=6))
def forget_old_texts(*, now: datetime) -> None:
    """Erase what people wrote once its time is over."""
    forget_texts(system_actor("retention"), now=now)


def close_gaps_after_approval(told: Told, *, now: datetime) -> None:
    """A document was approved: what it answers is no gap any more."""
    close_filled_gaps(system_actor("reactions"), told.values["document"]["id"], now=now)


def open_gap_after_call(told: Told, *, now: datetime) -> None:
    """A call was refused because nothing approved answers it: somebody is asked to fill the gap."""
    note_unanswered_call(system_actor("gateway"), told.values["gap"], now=now)
