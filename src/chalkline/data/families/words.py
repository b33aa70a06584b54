"""The words of families: what they can say about a tool, and how it was heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

LETTER_GOOD_FOR = timedelta(days=30)
CHANGING_GOOD_FOR = timedelta(days=365)  # the link to take an answer back lasts a school year
MOST_TOOLS = 20


class Said(StrEnum):
    """A family's answer about one tool."""

    NO = "no"
    YES = "yes"


SAID_NAMES: dict[Said, Sentence] = {
    Said.NO: Sentence("No"),
    Said.YES: Sentence("Yes"),
}


class HeardBy(StrEnum):
    """How the school heard it."""

    PAPER = "paper"
    TALK = "talk"
    LETTER = "letter"


HEARD_BY_NAMES: dict[HeardBy, Sentence] = {
    HeardBy.PAPER: Sentence("in writing"),
    HeardBy.TALK: Sentence("in person or by telephone"),
    HeardBy.LETTER: Sentence("by the link in a letter"),
}


@dataclass(frozen=True)
class SaidOf:
    """Everything one family has said that holds now: slugs of tools."""

    person_id: str
    refused: frozenset[str]
    agreed: frozenset[str]
