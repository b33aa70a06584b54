"""Everybody a text may speak of, kept so that a word of a text finds them: names, numbers, addresses, sections.

Kept by hash: a pair of name words or of a house number and its street leads to the number of a person. No name is
kept as a text beside its words, and the words are one object however many share them. Words and places that are
names too are known (``name_words``), so that a text in which nobody stands is told apart by set membership alone.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from chalkline.protect.folding import folded
from chalkline.protect.name_words import lists
from chalkline.protect.nicknames import short_forms
from chalkline.protect.patterns import STREET_KINDS
from chalkline.protect.splitting_words import words_of
from chalkline.rulebook.extract import PersonKind, RosterPerson

STUDENT, STAFF, FAMILY = 0, 1, 2
KIND_NUMBERS = {PersonKind.STUDENT: STUDENT, PersonKind.STAFF: STAFF, PersonKind.FAMILY: FAMILY}
GIVEN, LAST, NICK = 1, 2, 4  # what a word is of a person
LONGEST_WORD = 40
SHORTEST_KEY, SHORTEST_PHONE = 4, 7
NO_DIGIT = re.compile(r"[^0-9]+")
SECTIONS_KEPT = 512  # sets of sections whose names are kept ready
DIRECTIONS = frozenset("n s e w ne nw se sw north south east west norte sur este oeste".split())  # noqa: SIM905 (words)


@dataclass(frozen=True, slots=True)
class Parts:
    """One name as words: those that can stand for it, most telling first; all of them; usual short forms."""

    telling: tuple[str, ...]
    every: tuple[str, ...]
    short: tuple[str, ...] = ()


@dataclass
class OwnNames:
    """The people of some sections and their families: what each word is, and of whom."""

    people: frozenset[int] = frozenset()
    words: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # word -> (person, GIVEN | LAST | NICK)


class RosterIndex:
    """The people of a district by what tells who they are. Made once an extract; never changed."""

    def __init__(self) -> None:
        self.kinds = bytearray()
        self.pairs: dict[int, int] = {}  # hash of (given word, last word) -> person
        self.namesakes: dict[int, tuple[int, ...]] = {}  # the same, where several have the name
        self.exact: dict[str, int] = {}  # a number, an e-mail address, "tel:" and a phone number -> person
        self.id_parts: set[str] = set()  # longest words of numbers that have several (S-1042)
        self.streets: dict[int, int] = {}  # hash of (house number, street word) -> person, words before and after
        self.singles: dict[str, int] = {}  # word -> which kinds of people have it, as given or last name
        self.anchors: frozenset[str] = frozenset()  # words of names that are names only
        self.also_words: frozenset[str] = frozenset()  # words of names that are words or places too
        self.words: frozenset[str] = frozenset()  # every word that may be somebody's
        self._marks = array("Q")
        self._odd_marks: dict[int, str] = {}
        self._given: list[Parts] = []
        self._last: list[Parts] = []
        self._nicknames: dict[int, tuple[str, ...]] = {}
        self._sections: dict[str, array[int]] = {}
        self._children: list[tuple[int, int]] = []  # (mark of a student, person of the family), sorted
        self._order: list[int] | None = None  # people by mark, where they did not come in that order
        self._own = lru_cache(maxsize=SECTIONS_KEPT)(self._names_of)

    @classmethod
    def build(cls, people: Iterable[RosterPerson]) -> RosterIndex:
        """One pass over the people; nothing of them is kept that a text cannot be compared with."""
        index, shared = cls(), _Shared()
        for person in people:
            if not person.former or person.identifiers or person.emails:
                index._add(person, shared)
        index._children.sort()
        marks = index._marks
        if any(before > after for before, after in pairwise(marks)):
            index._order = sorted(range(len(marks)), key=marks.__getitem__)
        ordinary = lists()["ordinary"]
        index.anchors = frozenset(word for word in index.singles if word not in ordinary)
        index.also_words = frozenset(index.singles) & ordinary
        index.words = index.anchors | index.also_words | shared.short_forms()
        return index

    def __len__(self) -> int:
        return len(self.kinds)

    def mark(self, person: int) -> str:
        """By which the rest of the product names the person."""
        return self._odd_marks.get(person) or f"{self._marks[person]:016x}"

    def given(self, person: int) -> Parts:
        """The words of the given name."""
        return self._given[person]

    def last(self, person: int) -> Parts:
        """The words of the family name."""
        return self._last[person]

    def own(self, sections: frozenset[str], caller: str = "") -> OwnNames:
        """The people of these sections and their families, and the caller, by the words of their names."""
        return self._own(sections, caller)

    def named(self, first: str, second: str) -> tuple[int, ...]:
        """Whoever has ``first`` as a given and ``second`` as a family name."""
        key = hash((first, second))
        person = self.pairs.get(key)
        if person is None:
            return ()
        return self.namesakes.get(key) or (person,)

    def _add(self, person: RosterPerson, shared: _Shared) -> None:
        number = len(self.kinds)
        kind = KIND_NUMBERS[person.kind]
        self.kinds.append(kind)
        try:
            self._marks.append(int(person.mark, 16))
        except (ValueError, OverflowError):
            self._marks.append(0)
            self._odd_marks[number] = person.mark
        given, last = shared.parts(person.given), shared.parts(person.family)
        self._given.append(given)
        self._last.append(last)
        nicknames: tuple[str, ...] = ()
        if person.nicknames:
            nicknames = tuple(word for name in person.nicknames for word in shared.parts(name).telling[:1])
            self._nicknames[number] = nicknames
        self._add_names(number, kind, (*given.telling, *nicknames), last.telling)
        self._add_exact(person, number)
        for address in person.addresses:
            self._add_street(address, number)
        if kind != FAMILY:
            for section in person.sections:
                self._sections.setdefault(section, array("I")).append(number)
        for child in person.children if kind == FAMILY else ():
            self._children.append((_whole(child), number))

    def _add_names(self, number: int, kind: int, given: tuple[str, ...], last: tuple[str, ...]) -> None:
        for word in given:
            self.singles[word] = self.singles.get(word, 0) | (GIVEN << 3 * kind)
            for other in last:
                key = hash((word, other))
                before = self.pairs.setdefault(key, number)
                if before != number:
                    self.namesakes[key] = (*self.namesakes.get(key, (before,)), number)
        for word in last:
            self.singles[word] = self.singles.get(word, 0) | (LAST << 3 * kind)

    def _add_exact(self, person: RosterPerson, number: int) -> None:
        exact = self.exact
        for identifier in person.identifiers:
            if identifier.isascii() and identifier.isalnum():
                key = identifier.lower()
            else:
                words = _words(identifier)
                key = "".join(words)
                if len(words) > 1:
                    self.id_parts.add(max(words, key=len))
            if len(key) >= SHORTEST_KEY:
                exact.setdefault(key, number)
        for address in person.emails:
            exact.setdefault(address.strip().casefold(), number)
        for phone in person.phones:
            digits = NO_DIGIT.sub("", phone)[-10:]
            if len(digits) >= SHORTEST_PHONE:
                exact.setdefault(f"tel:{digits}", number)

    def _add_street(self, address: str, number: int) -> None:
        words = _words(address)
        at = next((place for place, word in enumerate(words) if word[0].isdigit()), -1)
        if at < 0:
            return
        if at == 0:  # 412 Maple Street
            street = next((word for word in words[1:] if word not in DIRECTIONS), "")
            before, after = 0, min(7, _street_words(words[1:]))
        else:  # Calle Robles 18
            street, before, after = words[at - 1], min(7, at), 0
        if street:
            self.streets.setdefault(hash((words[at], street)), number << 6 | before << 3 | after)

    def _names_of(self, sections: frozenset[str], caller: str) -> OwnNames:
        nobody: array[int] = array("I")
        people = {person for section in sections for person in self._sections.get(section, nobody)}
        if caller:
            people |= {person for person in self._caller(caller) if self.kinds[person] == STUDENT}
        for person in [each for each in people if self.kinds[each] == STUDENT]:
            people.update(self._families(self._marks[person]))
        words: dict[str, tuple[tuple[int, int], ...]] = {}
        for person in sorted(people):
            given = self._given[person]
            short = given.short if self.kinds[person] == STUDENT else ()
            parts = (given.telling, GIVEN), (self._last[person].telling, LAST), (short, NICK)
            for said, part in (*parts, (self._nicknames.get(person, ()), NICK)):
                for word in said:
                    words[word] = (*words[word], (person, part)) if word in words else ((person, part),)
        return OwnNames(frozenset(people), words)

    def _caller(self, mark: str) -> Iterator[int]:
        whole, order = _whole(mark), self._order or range(len(self._marks))
        for place in range(bisect_left(order, whole, key=self._marks.__getitem__), len(order)):
            if self._marks[order[place]] != whole:
                return
            yield order[place]

    def _families(self, mark: int) -> Iterator[int]:
        for place in range(bisect_left(self._children, (mark, 0)), len(self._children)):
            if self._children[place][0] != mark:
                return
            yield self._children[place][1]


class _Shared:
    """The words of names seen so far: one object however many share them. Lives while an index is built."""

    def __init__(self) -> None:
        self._parts: dict[str, Parts] = {}
        self._words: dict[str, str] = {}

    def parts(self, name: str) -> Parts:
        known = self._parts.get(name)
        if known is None:
            words = tuple(self._words.setdefault(word, word) for word in _words(name))
            telling = _telling(words)
            known = self._parts[name] = Parts(telling, words, short_forms(telling))
        return known

    def short_forms(self) -> frozenset[str]:
        """Every short form of a name that was seen."""
        return frozenset(short for parts in self._parts.values() for short in parts.short)


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that can stand for a name: not "de la", not a letter; written together too (delacruz, obrien)."""
    particles = lists()["particles"]
    if not words:
        return ()
    telling = [word for word in words if len(word) > 1 and word not in particles]
    if not telling:
        return words if len(words) == 1 else ("".join(words),)
    if len(words) > 1 and len(telling) < len(words):
        telling.append("".join(words))
    return tuple(dict.fromkeys(telling))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in words_of(folded(text).text.lower()))


def _street_words(words: tuple[str, ...]) -> int:
    """How many words after the house number belong to the street: up to its kind, else up to three."""
    kinds = [place for place, word in enumerate(words[:6], 1) if word in STREET_KINDS]
    return kinds[-1] if kinds else min(3, len(words))


def _whole(mark: str) -> int:
    try:
        return int(mark, 16)
    except ValueError:
        return 0
