"""Reading a schedule of data as it was signed (an Exhibit B table, a list, a line of text) into data-element ids. Pure.

A row names an element when all words of one of its phrases (``law/vocabulary/schedule_words.yaml``, or its own label)
stand in the row, or in the row together with its category; the phrase that says more wins. What no phrase fits is
told, and a person settles it: nothing is guessed into a schedule, because the gateway keeps to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chalkline.rulebook.api import read_vocabulary, vocabulary

WORD = re.compile(r"[a-z0-9]+")
FILLERS = frozenset({"a", "an", "and", "or", "of", "the", "to", "in", "on", "for", "by", "s"})
MOST_ROWS = 2_000
LONGEST_ROW = 400


@dataclass(frozen=True)
class RowRead:
    """One row: what stood there, and which elements it names (none: it was not understood)."""

    text: str
    elements: tuple[str, ...]


@dataclass(frozen=True)
class ScheduleRead:
    """A schedule as it was read. ``left_out``: rows that the schedule shows and does not choose."""

    rows: tuple[RowRead, ...]
    left_out: int = 0

    @property
    def elements(self) -> frozenset[str]:
        """Every element that a row names."""
        return frozenset(element for row in self.rows for element in row.elements)

    @property
    def unclear(self) -> tuple[str, ...]:
        """What was not understood, each once."""
        return tuple(dict.fromkeys(row.text for row in self.rows if not row.elements))


def read_elements(text: str) -> ScheduleRead:
    """A list in words: parted by commas, semicolons or lines."""
    parts = [each.strip() for each in re.split(r"[,;\n\r]+", text)]
    return ScheduleRead(tuple(RowRead(each[:LONGEST_ROW], named(each)) for each in parts[:MOST_ROWS] if each))


def read_schedule(rows: Iterable[Sequence[str]]) -> ScheduleRead:
    """A table: a category, an element, and perhaps a cell that says whether it is chosen.

    Where any row has such a cell only chosen rows count; a category that is written once holds for the rows below.
    """
    held = [[cell.strip()[:LONGEST_ROW] for cell in row] for row in rows][:MOST_ROWS]
    marked = any(_mark(cell) is True for row in held for cell in row)
    read: list[RowRead] = []
    category, left_out = "", 0
    for row in held:
        words = [cell for cell in row if cell and _mark(cell) is None]
        if not words:
            continue
        if len(words) > 1:
            category = words[0]
        if marked and not any(_mark(cell) is True for cell in row):
            left_out += 1
            if len(words) == 1 and not any(_mark(cell) is False for cell in row):
                category = words[0]
            continue
        text = words[-1]
        found = named(text) or named(f"{category} {text}")
        read.append(RowRead(" / ".join(dict.fromkeys([category, text])) if category else text, found))
    return ScheduleRead(tuple(read), left_out)


def named(text: str) -> tuple[str, ...]:
    """The elements that a text names, the vocabulary's order; () where it names none."""
    words = _words(text)
    if not words:
        return ()
    fits = [(element, phrase) for element, phrase in _phrases() if phrase <= words]
    best = [(element, phrase) for element, phrase in fits if not any(phrase < other for _, other in fits)]
    found = {element for element, _ in best}
    return tuple(each.id for each in vocabulary().element_list if each.id in found)


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, frozenset[str]], ...]:
    known = {each.id: each.label for each in vocabulary().element_list}
    told = read_vocabulary("schedule_words")["words"]
    phrases = [(element, _words(str(phrase))) for element, each in told.items() for phrase in each if element in known]
    phrases.extend((element, _words(label)) for element, label in known.items())
    phrases.extend((element, frozenset({element})) for element in known)
    return tuple(dict.fromkeys(phrases))


@lru_cache(maxsize=1)
def _marks() -> tuple[frozenset[str], frozenset[str]]:
    told = read_vocabulary("schedule_words")
    return frozenset(map(str, told["chosen"])), frozenset(map(str, told["not_chosen"]))


def _mark(cell: str) -> bool | None:
    """Whether a cell chooses its row (True), says that it does not (False), or is words (None)."""
    chosen, not_chosen = _marks()
    tidy = cell.strip().casefold().strip("[]() ")
    if tidy in chosen:
        return True
    return False if tidy in not_chosen else None


def _words(text: str) -> frozenset[str]:
    """The words of a text without accents, case, fillers and plurals; an id such as stu_email stays one word."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    plain = plain.replace("e-mail", "email")
    if re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", plain.strip()):
        return frozenset({plain.strip()})
    return frozenset(_single(word) for word in WORD.findall(plain)) - FILLERS


def _single(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
