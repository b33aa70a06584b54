"""The words of human records: how one stands, what is written, and what may follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

LONGEST_DAYS = 30  # so far ahead may a record stay open
LONGEST_MATTER = 300
LONGEST_WORDS = 2000
FEWEST_WORDS = 3


class RecordState(StrEnum):
    """How a record stands. Only an open one lets calls out."""

    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Followed(StrEnum):
    """What became of the AI's answer in the decision."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_USED = "not_used"


RECORD_STATE_NAMES: dict[RecordState, Sentence] = {
    RecordState.OPEN: Sentence("Not decided yet"),
    RecordState.CLOSED: Sentence("Decided by a person"),
    RecordState.WITHDRAWN: Sentence("Withdrawn, nothing decided"),
}
FOLLOWED_NAMES: dict[Followed, Sentence] = {
    Followed.YES: Sentence("Yes, I decided as it suggested"),
    Followed.PARTLY: Sentence("In part"),
    Followed.NO: Sentence("No, I decided otherwise"),
    Followed.NOT_USED: Sentence("I did not use any answer"),
}
MAY_BECOME: dict[RecordState, frozenset[RecordState]] = {
    RecordState.OPEN: frozenset({RecordState.CLOSED, RecordState.WITHDRAWN}),
    RecordState.CLOSED: frozenset(),
    RecordState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True)
class Matter:
    """What is to be decided, in words without a child's name, and the last day on which calls are made for it."""

    words: str
    until_on: date


@dataclass(frozen=True)
class Decided:
    """What a person decided. ``decided_first``: before they looked at an answer of the AI; None where it was not said.

    ``followed`` is a value of Followed.
    """

    words: str
    why: str
    followed: str
    decided_first: bool | None = None


@dataclass(frozen=True)
class OpenRecord:
    """An open record as gateways have to know it, before the person is named by a mark."""

    record_id: str
    use_id: str
    purpose: str
    until_on: date
    person_id: str
    roster_id: str | None


@dataclass(frozen=True)
class Counts:
    """How many records there are of one approved use, and what came of those that are closed."""

    use_id: str
    title: str
    open: int
    overdue: int
    closed: int
    withdrawn: int
    decided_first: int
    followed: int
