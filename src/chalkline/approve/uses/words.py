"""The words of approved uses: the states one can be in, and how they follow from each other."""

from __future__ import annotations

from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class UseState(StrEnum):
    """Whether a use may be used. Expired is never stored: it follows from the last day."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"
    EXPIRED = "expired"


USE_STATE_NAMES: dict[UseState, Sentence] = {
    UseState.ACTIVE: Sentence("Approved"),
    UseState.SUSPENDED: Sentence("Stopped for now"),
    UseState.ENDED: Sentence("Ended"),
    UseState.EXPIRED: Sentence("Expired"),
}
