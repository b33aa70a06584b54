"""What waits to be decided: requests by where they are, and what could go on an agenda."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor


@dataclass(frozen=True)
class Waiting:
    """Requests in one state, as a number one can open."""

    figure: int
    what: Sentence
    url: str = ""
    note: str = ""
    note_tone: str = ""


def requests_by_state(actor: Actor) -> list[Waiting]:
    """How many requests are where; empty while there are none."""
    return []
