"""Cutting a document into passages: by heading, then paragraphs up to about 150 words, tables row by row. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chalkline.assist.library.concerns import plainly
from chalkline.assist.library.words import Piece

ENOUGH_WORDS = 120
MOST_WORDS = 200
MOST_PIECES = 5000
DEEPEST = 6


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading (``level`` 1 to 6) or a row of a table (``head`` is the row of its headings)."""

    text: str
    level: int = 0
    page: int = 0
    head: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass
class _Path:
    """Where we are: the headings above, from the outermost in."""

    names: dict[int, str] = field(default_factory=dict)

    def enter(self, level: int, name: str) -> None:
        self.names = {depth: known for depth, known in self.names.items() if depth < level} | {level: name}

    def said(self) -> tuple[str, ...]:
        return tuple(self.names[depth] for depth in sorted(self.names))


def cut(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """The passages of a document, in order. ``start`` counts characters of the document's text before each."""
    pieces: list[Piece] = []
    at = 0
    for piece in _pieces(blocks):
        pieces.append(Piece(piece.text, piece.headings, piece.page, at))
        at += len(piece.text) + 1
        if len(pieces) >= MOST_PIECES:
            break
    return tuple(pieces)


def _pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    path, held, page, words = _Path(), list[str](), 0, 0

    def closed() -> Iterator[Piece]:
        nonlocal held, words
        if held:
            yield Piece("\n".join(held), path.said(), page)
        held, words = [], 0

    for block in blocks:
        text = _tidy(block.text)
        if block.level:
            yield from closed()
            if text:
                path.enter(min(block.level, DEEPEST), text[:200])
            continue
        if block.cells:
            yield from closed()
            row = table_row(block.head, block.cells)
            if row:
                yield Piece(row, path.said(), block.page)
            continue
        for part in _parts(text):
            size = len(part.split())
            if held and (block.page != page or words + size > MOST_WORDS or words >= ENOUGH_WORDS):
                yield from closed()
            if not held:
                page = block.page
            held.append(part)
            words += size
    yield from closed()


def table_row(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """A row with the name of each column repeated: "Route: 12; Stop: Elm and 3rd; Time: 7:25 a.m."."""
    said = []
    for place, cell in enumerate(cells):
        text = _tidy(cell).replace("\n", " ")
        name = _tidy(head[place]).replace("\n", " ") if place < len(head) else ""
        if text:
            said.append(f"{name}: {text}" if name and name != text else text)
    return "; ".join(said)


def _parts(text: str) -> Iterator[str]:
    """A paragraph that is too long, in pieces of whole sentences; words are cut only where there is no sentence."""
    if len(text.split()) <= MOST_WORDS:
        if text:
            yield text
        return
    held: list[str] = []
    for word in text.split():
        held.append(word)
        if len(held) >= MOST_WORDS or (len(held) >= ENOUGH_WORDS and word[-1:] in ".!?"):
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in plainly(text.replace("\xa0", " ")).splitlines())
    return "\n".join(line for line in lines if line)
