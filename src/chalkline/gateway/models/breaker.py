"""When a deployment that keeps failing is left alone for a while. Pure: the clock is given.

closed -> open after several failures in a row; open -> half-open when its time is over, for one call that tries;
half-open -> closed when that one succeeds, else open again for twice as long, up to a most.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FAILURES = 5
SECONDS = 15.0
MOST_SECONDS = 240.0
TRIAL_SECONDS = 120.0  # a trial that never says how it went does not block for ever


class State(StrEnum):
    """Whether a deployment is asked."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass
class Breaker:
    """``allows(now)`` before a call; ``succeeded()`` or ``failed(now)`` after it. ``now`` in seconds, monotonic."""

    failures: int = 0
    until: float = 0.0
    lasts: float = SECONDS
    trial: float = 0.0  # until when a call is trying; 0 when none is

    def state(self, now: float) -> State:
        """What it is at a moment."""
        if self.failures < FAILURES:
            return State.CLOSED
        return State.OPEN if now < self.until else State.HALF_OPEN

    def allows(self, now: float) -> bool:
        """Whether a call may go now. In half-open, the one that is told yes is the one that tries."""
        state = self.state(now)
        if state is State.HALF_OPEN and now >= self.trial:
            self.trial = now + TRIAL_SECONDS
            return True
        return state is State.CLOSED

    def succeeded(self) -> None:
        """The deployment answered."""
        self.failures, self.lasts, self.trial = 0, SECONDS, 0.0

    def failed(self, now: float) -> None:
        """It did not."""
        if self.failures >= FAILURES and self.trial:
            self.lasts = min(self.lasts * 2, MOST_SECONDS)
        self.failures += 1
        self.trial = 0.0
        if self.failures >= FAILURES:
            self.until = now + self.lasts

    def let_go(self) -> None:
        """A call ended without telling anything about the deployment: the caller left."""
        self.trial = 0.0
