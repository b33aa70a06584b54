"""What is different between two versions, so that a board member can read it: section by section, word by word. Pure.

Sections belong together by their key, which the next version takes over; those of a file, which have none, by their
heading. Words are compared as they stand between spaces; what is struck comes before what is added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from chalkline.govern.policies.words import Section
from chalkline.kernel.sentences import Sentence

MOST_WORDS = 4000  # of one section; beyond, it is struck and added whole: nobody reads such a difference
PIECES = re.compile(r"\n+|[^\S\n]+|[^\s]+")


class How(StrEnum):
    """What became of a section."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Run:
    """Some words, and whether they were kept ("same"), struck ("gone") or added ("new")."""

    how: str
    text: str


@dataclass(frozen=True)
class SectionChange:
    """One section: its number before and after (0: not there), its heading, and its words."""

    how: How
    before: int
    after: int
    heading: tuple[Run, ...]
    runs: tuple[Run, ...]

    @property
    def number(self) -> int:
        """The number it is shown under."""
        return self.after or self.before


@dataclass(frozen=True)
class Comparison:
    """Every section of both, in the order of the newer; those that went stand where they stood."""

    sections: tuple[SectionChange, ...]

    def count(self, how: How) -> int:
        """How many sections became so."""
        return sum(each.how is how for each in self.sections)

    @property
    def is_same(self) -> bool:
        """Whether not a word differs."""
        return all(each.how is How.SAME for each in self.sections)

    @property
    def said(self) -> tuple[Sentence, ...]:
        """ "3 sections changed." "1 is new." """
        return tuple(_said(self))


def compared(before: Sequence[Section], after: Sequence[Section]) -> Comparison:
    """The difference from one text to the next."""
    pairs = _paired(before, after)
    found: list[SectionChange] = []
    for place, section in enumerate(after):
        was = pairs[place]
        found.append(_new(section, place) if was is None else _kept(before[was], was, section, place))
    for at in sorted(set(range(len(before))) - set(pairs.values())):
        follows = next((place + 1 for place, each in enumerate(found) if each.before == at), 0)
        found.insert(follows, _gone(before[at], at))
    return Comparison(tuple(found))


def _paired(before: Sequence[Section], after: Sequence[Section]) -> dict[int, int | None]:
    """Which place before each place after had: by key, else by heading. Each is taken once."""
    by_key = {each.key: at for at, each in enumerate(before) if each.key}
    free = set(range(len(before)))
    pairs: dict[int, int | None] = {}
    for place, section in enumerate(after):
        at = by_key.get(section.key, -1) if section.key else -1
        pairs[place] = at if at in free else None
        free.discard(at)
    for place in (place for place, at in pairs.items() if at is None):
        name = _plainly(after[place].heading)
        same = (each for each in sorted(free) if _plainly(before[each].heading) == name)
        at = next(same, -1)
        pairs[place] = at if at in free else None
        free.discard(at)
    return pairs


def _plainly(heading: str) -> str:
    return " ".join(re.sub(r"[^\w\s]|\b\d+\b", " ", heading.casefold()).split())


def _kept(was: Section, before: int, section: Section, after: int) -> SectionChange:
    heading, runs = words_compared(was.heading, section.heading), words_compared(was.text, section.text)
    same = all(each.how == "same" for each in (*heading, *runs))
    return SectionChange(How.SAME if same else How.CHANGED, before + 1, after + 1, heading, runs)


def _new(section: Section, after: int) -> SectionChange:
    return SectionChange(How.NEW, 0, after + 1, (Run("new", section.heading),), (Run("new", section.text),))


def _gone(section: Section, before: int) -> SectionChange:
    return SectionChange(How.GONE, before + 1, 0, (Run("gone", section.heading),), (Run("gone", section.text),))


def words_compared(before: str, after: str) -> tuple[Run, ...]:
    """The words of both, in runs. Put together, "same" and "gone" give what was; "same" and "new" what is."""
    if before == after:
        return (Run("same", after),) if after else ()
    old, new = PIECES.findall(before), PIECES.findall(after)
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return tuple(each for each in (Run("gone", before), Run("new", after)) if each.text)
    return tuple(_joined(_runs(old, new)))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Run("same", "".join(old[i:j]))
            continue
        yield Run("gone", "".join(old[i:j]))
        yield Run("new", "".join(new[k:m]))


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Without empty runs, and without a lone space between two words that changed: it would cut what reads as one."""
    found = [each for each in runs if each.text]
    held: list[Run] = []
    place = 0
    while place < len(found):
        gone, new = "", ""
        while place < len(found) and (found[place].how != "same" or (_lone(found, place) and (gone or new))):
            each = found[place]
            gone += each.text if each.how in ("gone", "same") else ""
            new += each.text if each.how in ("new", "same") else ""
            place += 1
        held += [each for each in (Run("gone", gone), Run("new", new)) if each.text]
        if place < len(found):
            held.append(found[place])
            place += 1
    yield from held


def _lone(found: list[Run], place: int) -> bool:
    """Only a space, with changed words on both sides of it."""
    between = 0 < place < len(found) - 1
    return between and found[place].text == " " and found[place + 1].how != "same"


def _said(of: Comparison) -> Iterator[Sentence]:
    changed, new, gone = of.count(How.CHANGED), of.count(How.NEW), of.count(How.GONE)
    if not (changed or new or gone):
        yield Sentence("Not a word differs.")
    if changed:
        yield Sentence("1 section changed.") if changed == 1 else Sentence("{n} sections changed.", n=changed)
    if new:
        yield Sentence("1 section is new.") if new == 1 else Sentence("{n} sections are new.", n=new)
    if gone:
        yield Sentence("1 section is gone.") if gone == 1 else Sentence("{n} sections are gone.", n=gone)
