"""What is written down of a fault of our own while a call is answered: where, and of what kind; no text of the call."""

from __future__ import annotations

import logging
import traceback

log = logging.getLogger("chalkline.gateway")


def log_fault(fault: BaseException) -> None:
    """Say where a call failed and by what kind of fault; what a fault says of itself may hold a text of the call."""
    places = "".join(traceback.format_tb(fault.__traceback__))
    log.error("a call failed; its text is not logged\n%s%s", places, type(fault).__name__)
