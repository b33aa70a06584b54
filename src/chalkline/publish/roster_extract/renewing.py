"""Keeping the extract true: once at the start of the jobs process and once a day, besides the reactions to changes."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from chalkline.people.api import system_actor
from chalkline.publish.roster_extract.commands import build_extract

RENEW_EVERY = timedelta(hours=24)
AFTER_A_FAULT = timedelta(minutes=1)

logger = logging.getLogger("chalkline.publish")


class ExtractKeeper:
    """Builds the extract anew where somebody has changed without a word, or its file has gone."""

    def __init__(self) -> None:
        self._next: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Look if it is time; returns how many were looked at."""
        if self._next is not None and now < self._next:
            return 0
        self._next = now + RENEW_EVERY
        try:
            build_extract(system_actor("jobs"), now=now)
        except OSError:
            # The disk may heal; until then gateways go on with the extract they have.
            logger.exception("The roster extract could not be written")
            self._next = now + AFTER_A_FAULT
            return 0
        return 1
