"""What keeps the pack fresh when nothing changes."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalkline.jobs.api import job
from chalkline.people.api import system_actor
from chalkline.publish.standing_pack.commands import build_pack


@job(name="publish.keep_pack_fresh", every=timedelta(minutes=2))
def keep_pack_fresh(*, now: datetime) -> None:
    """Write the pack anew, well before the gateway would call it stale."""
    build_pack(system_actor("jobs"), now=now)
