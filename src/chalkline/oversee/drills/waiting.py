"""Waiting for something to become true, and how long that took."""

from __future__ import annotations

import time
from collections.abc import Callable

LOOK_EVERY = 0.1


def until(true: Callable[[], bool], patience: float) -> float | None:
    """Seconds until it was true; None where it was not within ``patience``."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        if true():
            return time.monotonic() - began
        time.sleep(LOOK_EVERY)
    return None
