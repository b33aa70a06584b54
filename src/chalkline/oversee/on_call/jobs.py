"""What runs by itself for alerts: they are opened, passed on, told by mail; gateways learn when the hours change."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from chalkline.jobs.api import job
from chalkline.oversee.on_call.commands.alerts import pass_on_alerts
from chalkline.oversee.on_call.commands.taking_in import open_alert
from chalkline.oversee.on_call.queries import helps_at
from chalkline.people.api import system_actor
from chalkline.publish.helps.api import show_helps
from chalkline.rulebook.api import ChannelRecord

logger = logging.getLogger("chalkline.oversee")


@job(name="oversee.keep_on_call", every=timedelta(minutes=1))
def keep_on_call(*, now: datetime) -> None:
    """Pass on what nobody took; tell gateways where somebody is on duty now (with the next pack)."""
    pass_on_alerts(system_actor("on_call"), now=now)
    show_helps(system_actor("on_call"), helps_at(now), now=now)


def take_in(told: ChannelRecord, *, now: datetime) -> None:
    """What the channel brings."""
    open_alert(system_actor("gateway"), told, now=now)
