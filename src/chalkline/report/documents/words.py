"""The tree: what a document is made of, before it is in any language. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef

Words = Sentence | str


class Tone(StrEnum):
    """How a callout is meant."""

    INFO = "info"
    ATTEND = "attend"
    STOP = "stop"


@dataclass(frozen=True, init=False)
class Line:
    """One sentence; ``sources`` says which of its values open to what: ``Line(Sentence("{n} uses", n=3), n=USES)``.

    A text of the district's own (a title, a reason) is a plain str; ``whole`` opens all of it.
    """

    words: Words
    sources: tuple[tuple[str, SubjectRef], ...]
    whole: SubjectRef | None

    def __init__(self, words: Words, *, whole: SubjectRef | None = None, **sources: SubjectRef | None) -> None:
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "whole", whole)
        named = ((name, source) for name, source in sources.items() if source is not None)
        object.__setattr__(self, "sources", tuple(sorted(named)))


@dataclass(frozen=True)
class Paragraph:
    """Sentences that are read one after the other."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Points:
    """A list; each point is one line or more."""

    points: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Facts:
    """Terms, and what is said to each: for a handout."""

    rows: tuple[tuple[Words, tuple[Line, ...]], ...]


@dataclass(frozen=True)
class Grid:
    """A table. The first cell of a row names it."""

    title: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class Picture:
    """Bars. ``title`` states the finding, ``text`` says what is drawn; a value of None is too small to be shown."""

    id: str
    title: Words
    text: Words
    head: tuple[Words, Words]
    bars: tuple[tuple[Line, int | None], ...]


@dataclass(frozen=True)
class Ranged:
    """One effect with the ends between which the truth most likely lies: numbers as text, and in words."""

    label: Line
    at: str
    low: str
    high: str
    said: Words
    said_low: Words
    said_high: Words


@dataclass(frozen=True)
class Intervals:
    """Effects on one scale, against nothing and against ``threshold``. ``title`` states the finding, ``text`` says
    the same as the picture; ``head`` is what, effect, from, to; ``keys`` name the effect, nothing, what matters."""

    id: str
    title: Words
    text: Words
    head: tuple[Words, Words, Words, Words]
    rows: tuple[Ranged, ...]
    threshold: str
    keys: tuple[Words, Words, Words]
    note: Words = ""


@dataclass(frozen=True)
class Callout:
    """What must not be overlooked."""

    tone: Tone
    title: Words
    lines: tuple[Line, ...]


Block = Paragraph | Points | Facts | Grid | Picture | Intervals | Callout


@dataclass(frozen=True)
class Section:
    """A part with a heading; ``id`` is its anchor."""

    id: str
    title: Words
    blocks: tuple[Block, ...]

    def lines(self) -> Iterator[Line]:
        """Every sentence, in the order of reading."""
        for block in self.blocks:
            yield from lines_of_block(block)


@dataclass(frozen=True)
class Figure:
    """A number that a later document is compared with; ``unit`` is "" or "%"."""

    id: str
    name: Words
    value: int
    unit: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document. ``on`` is the day it speaks of; ``lead`` is read before the first heading; ``figures`` are
    kept with it for the next one, and not read out."""

    title: Words
    district: str
    on: date
    lead: tuple[Line, ...]
    sections: tuple[Section, ...]
    note: tuple[Line, ...] = field(default=())
    figures: tuple[Figure, ...] = field(default=())

    def lines(self) -> Iterator[Line]:
        """Every sentence, in the order of reading."""
        yield from self.lead
        for section in self.sections:
            yield from section.lines()
        yield from self.note


def lines_of_block(block: Block) -> Iterator[Line]:
    """Every sentence of a block, in the order of reading."""
    if isinstance(block, (Paragraph, Callout)):
        yield from block.lines
    elif isinstance(block, Points):
        for point in block.points:
            yield from point
    elif isinstance(block, Facts):
        for _, lines in block.rows:
            yield from lines
    elif isinstance(block, Grid):
        for row in block.rows:
            yield from row
    elif isinstance(block, Intervals):
        yield from (row.label for row in block.rows)
    else:
        yield from (line for line, _ in block.bars)
