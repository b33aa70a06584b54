"""A document in one language: every sentence as runs of text, each with what it opens to. Pure.

Both renderings are made from this and from nothing else, so that they cannot say different things.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chalkline.kernel.sentences import Sentence, Translate
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.words import (
    Block,
    Callout,
    Document,
    Facts,
    Grid,
    Intervals,
    Line,
    Paragraph,
    Picture,
    Points,
    Words,
)

BEGIN, BETWEEN, END = "\ue000", "\ue001", "\ue002"  # private use: they stand round a value while a sentence is said
MARKED = re.compile(f"{BEGIN}([0-9]+){BETWEEN}([^{BEGIN}{BETWEEN}{END}]*){END}")
MARKS = str.maketrans("", "", BEGIN + BETWEEN + END)


@dataclass(frozen=True)
class Run:
    """A piece of a sentence, and what it opens to."""

    text: str
    source: SubjectRef | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class SaidBar:
    """One bar: its name, its number in words, and how long it is in hundredths of the longest."""

    label: Runs
    value: int | None
    said: str
    share: int


@dataclass(frozen=True)
class SaidSpan:
    """One effect: its name, where it and its ends lie, and all three in words."""

    label: Runs
    at: float
    low: float
    high: float
    said: str
    said_low: str
    said_high: str


@dataclass(frozen=True)
class SaidBlock:
    """A block; ``kind`` (paragraph, points, facts, grid, picture, intervals, callout) says which parts are filled."""

    kind: str
    title: str = ""
    text: str = ""
    tone: str = ""
    id: str = ""
    head: tuple[str, ...] = ()
    lines: tuple[Runs, ...] = ()
    groups: tuple[tuple[Runs, ...], ...] = ()
    terms: tuple[str, ...] = ()
    bars: tuple[SaidBar, ...] = ()
    spans: tuple[SaidSpan, ...] = ()
    threshold: float = 0.0
    keys: tuple[str, ...] = ()
    note: str = ""

    @property
    def rows(self) -> tuple[tuple[str, tuple[Runs, ...]], ...]:
        """Facts as pairs of term and lines."""
        return tuple(zip(self.terms, self.groups, strict=True))


@dataclass(frozen=True)
class SaidSection:
    """A part with its heading."""

    id: str
    title: str
    blocks: tuple[SaidBlock, ...]


@dataclass(frozen=True)
class SaidDocument:
    """The whole document in ``language``; ``day`` is its day as people say it."""

    language: str
    title: str
    district: str
    on: date
    day: str
    lead: tuple[Runs, ...]
    sections: tuple[SaidSection, ...]
    note: tuple[Runs, ...] = field(default=())

    def texts(self) -> Iterator[str]:
        """Every text in the order of reading: what a rendering must hold, and what is read aloud."""
        yield self.title
        yield from (text_of(runs) for runs in self.lead)
        for section in self.sections:
            yield section.title
            for block in section.blocks:
                yield from _texts(block)
        yield from (text_of(runs) for runs in self.note)


@dataclass(frozen=True)
class Tongue:
    """How things are said: the code of the language, its words, its dates."""

    language: str
    translate: Translate
    say_date: Callable[[date], str]


def text_of(runs: Runs) -> str:
    """A sentence as text."""
    return "".join(run.text for run in runs)


def say(document: Document, tongue: Tongue) -> SaidDocument:
    """The document in one language."""
    say_words = _Saying(tongue)
    return SaidDocument(
        language=tongue.language,
        title=say_words.words(document.title),
        district=document.district,
        on=document.on,
        day=tongue.say_date(document.on),
        lead=say_words.lines(document.lead),
        sections=tuple(
            SaidSection(each.id, say_words.words(each.title), tuple(say_words.block(block) for block in each.blocks))
            for each in document.sections
        ),
        note=say_words.lines(document.note),
    )


def say_line(line: Line, tongue: Tongue) -> Runs:
    """One sentence in one language."""
    return _Saying(tongue).line(line)


class _Saying:
    """Says words, lines and blocks in one tongue."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue

    def words(self, words: Words) -> str:
        """A title or a name."""
        return self._value(words)

    def lines(self, lines: tuple[Line, ...]) -> tuple[Runs, ...]:
        return tuple(self.line(each) for each in lines)

    def line(self, line: Line) -> Runs:
        """A sentence in runs: the values with a source by themselves, the rest between them."""
        if not isinstance(line.words, Sentence):
            return (Run(self._value(line.words), line.whole),)
        sources = dict(line.sources)
        opened: list[SubjectRef] = []
        values: dict[str, Any] = {}
        for name, value in line.words.values:
            values[name] = self._value(value)
            if name in sources:
                values[name] = f"{BEGIN}{len(opened)}{BETWEEN}{values[name]}{END}"
                opened.append(sources[name])
        template = self.tongue.translate(line.words.template)
        text = template.format(**values) if values else template
        return tuple(_runs(text, opened, line.whole))

    def block(self, block: Block) -> SaidBlock:
        if isinstance(block, Paragraph):
            return SaidBlock("paragraph", lines=self.lines(block.lines))
        if isinstance(block, Points):
            return SaidBlock("points", groups=tuple(self.lines(point) for point in block.points))
        if isinstance(block, Facts):
            terms = tuple(self.words(term) for term, _ in block.rows)
            return SaidBlock("facts", terms=terms, groups=tuple(self.lines(lines) for _, lines in block.rows))
        if isinstance(block, Grid):
            head = tuple(self.words(each) for each in block.head)
            rows = tuple(self.lines(row) for row in block.rows)
            return SaidBlock("grid", title=self.words(block.title), head=head, groups=rows)
        if isinstance(block, Callout):
            return SaidBlock(
                "callout", title=self.words(block.title), tone=block.tone.value, lines=self.lines(block.lines)
            )
        return self._intervals(block) if isinstance(block, Intervals) else self._picture(block)

    def _intervals(self, block: Intervals) -> SaidBlock:
        return SaidBlock(
            "intervals",
            title=self.words(block.title),
            text=self.words(block.text),
            id=block.id,
            head=tuple(self.words(each) for each in block.head),
            spans=tuple(
                SaidSpan(
                    self.line(each.label),
                    float(each.at),
                    float(each.low),
                    float(each.high),
                    *(self.words(words) for words in (each.said, each.said_low, each.said_high)),
                )
                for each in block.rows
            ),
            threshold=float(block.threshold),
            keys=tuple(self.words(each) for each in block.keys),
            note=self.words(block.note),
        )

    def _picture(self, picture: Picture) -> SaidBlock:
        longest = max((value or 0 for _, value in picture.bars), default=0) or 1
        bars = tuple(
            SaidBar(self.line(label), value, self._count(value), round((value or 0) * 100 / longest))
            for label, value in picture.bars
        )
        return SaidBlock(
            "picture",
            title=self.words(picture.title),
            text=self.words(picture.text),
            id=picture.id,
            head=tuple(self.words(each) for each in picture.head),
            bars=bars,
        )

    def _count(self, value: int | None) -> str:
        return self.tongue.translate(str(Sentence("not shown"))) if value is None else f"{value:,}"

    def _value(self, value: Any) -> str:
        """Any value as text, without the marks that stand round values, which nobody may bring in."""
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value:,}"
        said = Sentence("{it}", it=value).said(self.tongue.translate, self.tongue.say_date)
        return said.translate(MARKS)


def _runs(text: str, opened: list[SubjectRef], whole: SubjectRef | None) -> Iterator[Run]:
    at = 0
    for found in MARKED.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()], whole)
        yield Run(found[2], opened[int(found[1])])
        at = found.end()
    if at < len(text):
        yield Run(text[at:], whole)


def _texts(block: SaidBlock) -> Iterator[str]:
    if block.title:
        yield block.title
    if block.text:
        yield block.text
    yield from block.head
    yield from (text_of(line) for line in block.lines)
    if block.terms:
        for term, lines in block.rows:
            yield term
            yield from (text_of(line) for line in lines)
    else:
        yield from (text_of(line) for group in block.groups for line in group)
    for bar in block.bars:
        yield text_of(bar.label)
        yield bar.said
    for span in block.spans:
        yield text_of(span.label)
        yield from (span.said, span.said_low, span.said_high)
    if block.note:
        yield block.note
