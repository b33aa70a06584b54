"""How often one place may send something without an account: counted in memory, and nothing is written down.

What is kept of an address is a keyed hash, with a key that lives as long as this process; an hour later it is gone.
A whole school often shares one address, so a limit is far above what a class does in a lesson. Each process
counts for itself, so two of them let through at most twice as much: enough against a flood, which is all it is for.
Sharing the counts would mean writing down who asks.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable

MOST_PLACES = 20_000


class Count:
    """``count.allows(address)`` is False when an address sent more than ``most`` within ``seconds``."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self.clock = most, seconds, clock
        self._key = secrets.token_bytes(32)
        self._seen: dict[bytes, deque[float]] = {}

    def allows(self, who: str) -> bool:
        """Count one more of ``who`` sends it, unless there were too many."""
        now = self.clock()
        place = hmac.new(self._key, who.encode(), hashlib.sha256).digest()
        times = self._seen.setdefault(place, deque())
        while times and times[0] <= now - self.seconds:
            times.popleft()
        if len(times) >= self.most:
            return False
        times.append(now)
        if len(self._seen) > MOST_PLACES:
            self._forget(now)
        return True

    def _forget(self, now: float) -> None:
        old = [place for place, times in self._seen.items() if not times or times[-1] <= now - self.seconds]
        for place in old or list(self._seen)[: MOST_PLACES // 2]:
            del self._seen[place]
