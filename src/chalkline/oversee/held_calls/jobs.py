"""What runs by itself for held calls: overdue ones are told, lapsed ones end, old texts are emptied."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.jobs.api import job
from chalkline.oversee.held_calls.commands import keep_held_calls, note_held_call_sent, take_in_held_call
from chalkline.people.api import system_actor
from chalkline.rulebook.api import ChannelRecord


@job(name="oversee.keep_held_calls", every=timedelta(minutes=10))
def keep(*, now: datetime) -> None:
    """Every ten minutes."""
    keep_held_calls(system_actor("held_calls"), now=now)


def take_in(told: ChannelRecord, *, now: datetime) -> None:
    """What the channel brings: a call that waits, or the news that a released one went out."""
    sent = str(told.about.get("sent_for", ""))
    if sent:
        note_held_call_sent(system_actor("gateway"), sent, told.decision_id, now=now)
    else:
        take_in_held_call(system_actor("gateway"), told, now=now)
