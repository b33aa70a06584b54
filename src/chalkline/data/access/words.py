"""The words of access requests: what is asked, and where one stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class AccessState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    IDENTIFIED = "identified"
    ANSWERED = "answered"
    CLOSED = "closed"


ACCESS_STATE_NAMES: dict[AccessState, Sentence] = {
    AccessState.RECEIVED: Sentence("Received"),
    AccessState.IDENTIFIED: Sentence("We know who asks"),
    AccessState.ANSWERED: Sentence("Answered"),
    AccessState.CLOSED: Sentence("Closed without an answer"),
}
OPEN = (AccessState.RECEIVED, AccessState.IDENTIFIED)


@dataclass(frozen=True)
class AccessAsked:
    """What somebody asks, in their own words: about which child, who they are, how to reach them."""

    child: str
    asker: str
    reach: str
    wish: str = ""


@dataclass(frozen=True)
class AccessDuty:
    """The limit for a reply and the law that sets it."""

    days: int
    law: str
    citation: str
