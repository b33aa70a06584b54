"""What the channel brings of limits: a gateway tells that most of one is used, or all of it."""

from __future__ import annotations

from datetime import datetime

from chalkline.jobs.api import open_sealed
from chalkline.people.api import system_actor
from chalkline.publish.limits.commands import note_limit_reached
from chalkline.publish.limits.words import Level
from chalkline.rulebook.api import ChannelKind, ChannelRecord


def take_in(told: ChannelRecord, *, now: datetime) -> None:
    """Note it. Whose calls they are is sealed, because it may be a person."""
    about = told.about
    subject = open_sealed(ChannelKind.LIMIT, told.decision_id, told.sealed).decode() if told.sealed else ""
    note_limit_reached(
        system_actor("gateway"),
        str(about.get("limit_id", "")),
        Level(str(about.get("level", Level.WARN.value))),
        str(about.get("span", "")),
        subject,
        int(about.get("used", 0)),
        now=now,
    )
