"""What runs by itself for output review: samples lapse with their texts; what gateways kept is drawn from."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.jobs.api import job
from chalkline.oversee.kept_texts.api import take_in_kept_text
from chalkline.oversee.output_review.commands import draw_sample, let_samples_lapse
from chalkline.people.api import system_actor
from chalkline.rulebook.api import ChannelRecord


@job(name="oversee.let_samples_lapse", every=timedelta(hours=6))
def lapse(*, now: datetime) -> None:
    """Four times a day."""
    let_samples_lapse(system_actor("output_review"), now=now)


def take_in(told: ChannelRecord, *, now: datetime) -> None:
    """What the channel brings: a text that is kept, and perhaps drawn for review."""
    kept = take_in_kept_text(system_actor("gateway"), told, now=now)
    if kept:
        draw_sample(system_actor("gateway"), kept, now=now)
