"""Keeping the pack fresh: a chore of the jobs process, besides the reactions to changes."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from chalkline.people.api import system_actor
from chalkline.publish.standing_pack.commands import build_pack
from chalkline.publish.standing_pack.queries import pack_head

RENEW_EVERY = timedelta(minutes=5)

logger = logging.getLogger("chalkline.publish")


class PackKeeper:
    """Builds the pack anew when it is five minutes old, and once at the start of the process."""

    def __init__(self) -> None:
        self._next: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Build it if it is time; returns how many were built."""
        if self._next is not None and now < self._next:
            return 0
        head = pack_head()
        fresh_until = head.issued_at + RENEW_EVERY if head and head.issued_at else now
        if self._next is not None and now < fresh_until:
            self._next = fresh_until
            return 0
        self._next = now + RENEW_EVERY
        try:
            build_pack(system_actor("jobs"), now=now)
        except OSError:
            # The disk may heal; until then gateways go on with the pack they have.
            logger.exception("The standing pack could not be written")
            self._next = now + timedelta(seconds=10)
            return 0
        return 1
