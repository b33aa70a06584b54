"""What is taken out of what people write before it is kept, and what a person has to look at first. Pure.

Sure: personal data found by pattern (protect's detectors), and the first and last name of a student beside each other.
Doubtful: a first name alone, or a last name without a title before it. "Grace" may be a child or a virtue, and only a
reader can tell; until one has, the word is not shown. Small words that are names too ("will", "may") count only with a
capital letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from chalkline.kernel.sentences import Sentence
from chalkline.protect.detecting import Found

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
MOST_PARTS = 3  # words of a first or a last name: "Maria de Jesus"
SHORTEST_ALONE = 3
TITLES = frozenset(
    """
mr mrs ms miss mx dr sr sra srta senor senora senorita maestro maestra profesor profesora
""".split()  # noqa: SIM905 (a list of words that people read and extend)
)
ALSO_WORDS = frozenset(
    """
will may grace hope faith joy rose mark art chase hunter summer autumn sky river page bill sue pat drew grant rich
angel luz paz cruz rosa sol mar dulce alba amado pilar blanca clara leon campos rios reyes iglesias mercedes angeles
young long brown white black green gray day king best bell wood woods hill stone lane banks price case cook
""".split()  # noqa: SIM905 (as above)
)


class Taken(StrEnum):
    """What was taken out of a remark before it was kept."""

    NAME = "name"
    CONTACT = "contact"
    NUMBER = "number"
    CREDENTIAL = "credential"


TAKEN_NAMES: dict[Taken, Sentence] = {
    Taken.NAME: Sentence("A student's name was taken out"),
    Taken.CONTACT: Sentence("An address or telephone number was taken out"),
    Taken.NUMBER: Sentence("A personal number was taken out"),
    Taken.CREDENTIAL: Sentence("A password or card number was taken out"),
}
GAP = "[…]"  # what stands in place of what was taken out, or is not shown yet


@dataclass(frozen=True)
class Screened:
    """A text as it may be kept: what was surely personal is gone; ``doubts`` are words that may name a child."""

    text: str
    taken: tuple[Taken, ...] = ()
    doubts: tuple[str, ...] = ()


TAKEN_BY_KIND = {
    "ssn": Taken.NUMBER,
    "student_number": Taken.NUMBER,
    "dob": Taken.NUMBER,
    "card": Taken.CREDENTIAL,
    "secret": Taken.CREDENTIAL,
}


@dataclass(frozen=True)
class Names:
    """The names of students, folded: whole names, first and last names alone."""

    whole: frozenset[tuple[str, ...]]
    alone: frozenset[str]

    @staticmethod
    def of(named: Iterable[tuple[str, str]], texts: Iterable[str]) -> Names:
        """From (given name, family name) of every student, those only of which a part stands in the texts."""
        said = {word.folded for text in texts for word in _words(text)}
        whole: set[tuple[str, ...]] = set()
        alone: set[str] = set()
        for given, family in named:
            first, last = _parts(given), _parts(family)
            if said.isdisjoint(first) and said.isdisjoint(last):
                continue
            pairs = [(first, last), (last, first), (first[:1], last), (first, last[:1]), (first[:1], last[:1])]
            whole.update((*one, *other) for one, other in pairs if one and other)
            alone.update(max(each, key=len) for each in (first[:1], last) if each)
        return Names(frozenset(whole), frozenset(each for each in alone if len(each) >= SHORTEST_ALONE))


@dataclass(frozen=True)
class _Word:
    folded: str
    start: int
    end: int
    has_capital: bool


def screen(text: str, found: Iterable[Found], names: Names) -> Screened:
    """The text as it may be kept. ``found``: what the detectors found in it."""
    gone = {(each.start, each.end): TAKEN_BY_KIND.get(each.kind, Taken.CONTACT) for each in found}
    words = [each for each in _words(text) if not _within(each, gone)]
    for start, end in _whole_names(words, names):
        gone[start, end] = Taken.NAME
    doubts = [
        text[word.start : word.end]
        for before, word in zip([None, *words], words, strict=False)
        if not _within(word, gone) and _is_doubtful(word, before, names)
    ]
    return Screened(_without(text, gone), tuple(dict.fromkeys(gone.values())), tuple(dict.fromkeys(doubts)))


def hidden(text: str, doubts: Iterable[str]) -> str:
    """The text with its doubtful words not shown."""
    for word in doubts:
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", GAP, text)
    return text


def _whole_names(words: list[_Word], names: Names) -> Iterable[tuple[int, int]]:
    at = 0
    while at < len(words):
        for length in range(min(2 * MOST_PARTS, len(words) - at), 1, -1):
            if tuple(each.folded for each in words[at : at + length]) in names.whole:
                yield words[at].start, words[at + length - 1].end
                at += length - 1
                break
        at += 1


def _is_doubtful(word: _Word, before: _Word | None, names: Names) -> bool:
    if word.folded not in names.alone or (before and before.folded in TITLES):
        return False
    return word.has_capital or word.folded not in ALSO_WORDS


def _within(word: _Word, gone: Iterable[tuple[int, int]]) -> bool:
    return any(start < word.end and word.start < end for start, end in gone)


def _without(text: str, gone: Iterable[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted(gone):
        if start < at:
            continue
        pieces += [text[at:start], GAP]
        at = end
    return "".join([*pieces, text[at:]])


def _words(text: str) -> list[_Word]:
    return [
        _Word(_folded(found[0]), found.start(), found.end(), found[0][0].isupper()) for found in WORD.finditer(text)
    ]


@lru_cache(maxsize=100_000)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(_folded(each) for each in WORD.findall(name))[:MOST_PARTS]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'").removesuffix("'s")
    return "".join(each for each in plain if not unicodedata.combining(each))
