"""The words of checking: a sentence, the source it names, and how it stands to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Standing(StrEnum):
    """How a sentence stands to its source."""

    HOLDS = "holds"
    LOOK = "look"
    FAILS = "fails"


@dataclass(frozen=True)
class Source:
    """A passage as a sentence is checked against it. ``title`` is the document's, with the headings above."""

    passage_id: int
    title: str
    text: str


@dataclass(frozen=True)
class Written:
    """A sentence somebody or something wrote, with the passage it cites (0: none) and the words it quotes.

    ``speaks_to``: which of the things it was written for, from 1; there may be only one.
    """

    text: str
    cites: int = 0
    quote: str = ""
    speaks_to: int = 1


@dataclass(frozen=True)
class Checked:
    """A sentence and what checking it gave. ``why`` is empty where it holds."""

    text: str
    cites: int
    quote: str
    standing: Standing
    why: tuple[Sentence, ...] = ()
