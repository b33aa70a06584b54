"""What is new in a document since an earlier one, and what is no longer in it: sentence by sentence. Pure.

Sentences are compared as they were made (template and values), not as they are worded in some language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.report.documents.words import Document, Grid, Line, Section, Words, lines_of_block


@dataclass(frozen=True)
class Changed:
    """One section: what came, what went. A row of a table counts as its first two cells."""

    id: str
    title: Words
    new: tuple[Line, ...]
    gone: tuple[Line, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


def compared(before: Document, after: Document) -> tuple[Changed, ...]:
    """The sections in which something differs, in the order of the later document, then those that are gone."""
    earlier = {each.id: each for each in before.sections}
    later = {each.id: each for each in after.sections}
    found = [_changed(earlier.get(each.id), each) for each in after.sections]
    found += [_changed(each, None) for each in before.sections if each.id not in later]
    return tuple(each for each in found if each)


def _changed(before: Section | None, after: Section | None) -> Changed:
    old, new = (list(_told(each)) if each else [] for each in (before, after))
    named = after or before
    assert named is not None
    return Changed(named.id, named.title, _without(new, old), _without(old, new))


def _without(lines: list[Line], others: list[Line]) -> tuple[Line, ...]:
    known = {_same(each) for each in others}
    return tuple(each for each in lines if _same(each) not in known)


def _same(line: Line) -> tuple[object, object]:
    return (line.words, line.whole.id if line.whole else "")


def _named(row: tuple[Line, ...]) -> Line:
    """A row by its first two cells: a tool may stand in a table once for each purpose."""
    if len(row) < 2 or not row[1].words:
        return row[0]
    return Line(Sentence("{what}: {more}", what=row[0].words, more=row[1].words), whole=row[0].whole)


def _told(section: Section) -> Iterator[Line]:
    """What a section says: each row by its first cells, every line of the rest."""
    for block in section.blocks:
        if isinstance(block, Grid):
            yield from (_named(row) for row in block.rows)
        else:
            yield from lines_of_block(block)
