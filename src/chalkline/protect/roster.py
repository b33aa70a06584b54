"""Everybody a text may speak of, kept so that a word of a text finds them: names, numbers, addresses, sections.

Kept by hash: a pair of name words or of a house number and its street leads to the number of a person. No name is
kept as a text beside its words, and the words are one object however many share them. Words and places that are
names too are known (``name_words``), so that a text in which nobody stands is told apart by set membership alone.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from datetime import date

from chalkline.protect.digest_table import DigestTable, digest_of
from chalkline.protect.families import Families
from chalkline.protect.folding import folded
from chalkline.protect.home_addresses import HomeAddresses
from chalkline.protect.name_words import lists
from chalkline.protect.nicknames import short_forms
from chalkline.protect.own_names import FAMILY, GIVEN, LAST, NICK, STAFF, STUDENT, OwnNames, Parts, own_names
from chalkline.protect.splitting_words import small_words_of
from chalkline.rulebook.extract import PersonKind, RosterPerson

__all__ = [
    "FAMILY",
    "GIVEN",
    "LAST",
    "NICK",
    "STAFF",
    "STUDENT",
    "OwnNames",
    "Parts",
    "RosterIndex",
]

KIND_NUMBERS = {PersonKind.STUDENT: STUDENT, PersonKind.STAFF: STAFF, PersonKind.FAMILY: FAMILY}
LONGEST_WORD = 40
SHORTEST_KEY, SHORTEST_PHONE = 4, 7
NO_DIGIT = re.compile(r"[^0-9]+")
SECTIONS_KEPT = 512  # sets of sections whose names are kept ready
UNKNOWN_DAY = 0


NO_NAME = Parts((), ())


class RosterIndex:
    """The people of a district by what tells who they are. Made once an extract; never changed."""

    def __init__(self) -> None:
        self.kinds = bytearray()
        self.pairs: dict[int, int] = {}  # hash of (given word, last word) -> person
        self.namesakes: dict[int, tuple[int, ...]] = {}  # the same, where several have the name
        self.exact = DigestTable()  # a number, an e-mail address, "tel:" and a phone number -> person
        self.plain_ids: set[str] = set()  # numbers, and words of them, that have letters only
        self.id_lengths: set[int] = set()  # of numbers, in characters: no other word is looked up
        self.id_parts: set[str] = set()  # longest words of numbers that have several (S-1042)
        self.homes = HomeAddresses()
        self.singles: dict[str, int] = {}  # word -> which kinds of people have it, as given or last name
        self.anchors: frozenset[str] = frozenset()  # words of names that are names only
        self.also_words: frozenset[str] = frozenset()  # words of names that are words or places too
        self.words: frozenset[str] = frozenset()  # every word that may be somebody's
        self.born = array("i")  # day of birth of each person as date.toordinal() has it
        self.sections: dict[str, array[int]] = {}
        self.nicknames: dict[int, tuple[str, ...]] = {}
        self.chosen: dict[int, tuple[Parts, Parts]] = {}  # preferred first and last name, of those who have one
        self._marks = array("Q")
        self._odd_marks: dict[int, str] = {}
        self._given: list[Parts] = []
        self._last: list[Parts] = []
        self._middle: list[Parts] = []
        self._by_mark = DigestTable()
        self._families = Families()
        # No cache that holds this index itself: in a circle it would outlive the roster that comes after it.
        self._own: dict[tuple[frozenset[str], str, bool], OwnNames] = {}

    @classmethod
    def build(cls, people: Iterable[RosterPerson]) -> RosterIndex:
        """One pass over the people; nothing of them is kept that a text cannot be compared with."""
        index, shared = cls(), _Shared()
        for person in people:
            if not person.former or person.identifiers or person.emails:
                index._add(person, shared)
        index._by_mark.settle()
        index._families.settle(len(index), index._by_mark)
        index.exact.settle()
        index.homes.settle(index._of_two_at_home)
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

    def middle(self, person: int) -> Parts:
        """The words of the middle names."""
        return self._middle[person]

    def every(self, person: int) -> set[str]:
        """Every word that can stand in the name of a person."""
        words = {*self._given[person].every, *self._last[person].every, *self._middle[person].every}
        for chosen in self.chosen.get(person, ()):
            words.update(chosen.every)
        return words

    def is_chosen(self, person: int, words: list[str]) -> bool:
        """Whether a preferred name that is not on record as the legal one is among the words of a person's name."""
        if person not in self.chosen:
            return False
        legal = {*self._given[person].every, *self._last[person].every, *self._middle[person].every}
        return any(word in chosen.every and word not in legal for chosen in self.chosen[person] for word in words)

    def own(self, sections: frozenset[str], caller: str = "", staff: bool = False) -> OwnNames:
        """The students of these sections, their families, and the caller, by their names; ``staff``: teachers, too."""
        key = sections, caller, staff
        own = self._own.get(key)
        if own is None:
            if len(self._own) >= SECTIONS_KEPT:
                self._own = {}
            own = self._own[key] = own_names(self, *key)
        return own

    def named(self, first: str, second: str) -> tuple[int, ...]:
        """Whoever has ``first`` as a given and ``second`` as a family name."""
        key = hash((first, second))
        person = self.pairs.get(key)
        if person is None:
            return ()
        return self.namesakes.get(key) or (person,)

    def by_exact(self, key: str) -> int:
        """Whose number, e-mail address or ("tel:…") phone this is; NOWHERE where it is nobody's."""
        return self.exact.number(digest_of(key))

    def by_mark(self, mark: str) -> int:
        """Who has a mark; NOWHERE where nobody has."""
        return self._by_mark.number(digest_of(mark))

    def families(self, student: int) -> Iterator[int]:
        """The family of a student."""
        return self._families.of(student)

    def _add(self, person: RosterPerson, shared: _Shared) -> None:
        number = len(self.kinds)
        kind = KIND_NUMBERS[person.kind]
        self.kinds.append(kind)
        self._by_mark.add(digest_of(person.mark), number)
        try:
            self._marks.append(int(person.mark, 16))
        except (ValueError, OverflowError):
            self._marks.append(0)
            self._odd_marks[number] = person.mark
        given, last = shared.parts(person.given), shared.parts(person.family)
        self._given.append(given)
        self._last.append(last)
        self._middle.append(shared.parts(person.middle) if person.middle else NO_NAME)
        self.born.append(_ordinal(person.birth_on))
        said, lasts = given.telling, last.telling
        if person.nicknames:
            self.nicknames[number] = tuple(word for name in person.nicknames for word in shared.parts(name).telling[:1])
            said += self.nicknames[number]
        if person.preferred_given or person.preferred_family:
            first, second = shared.parts(person.preferred_given), shared.parts(person.preferred_family)
            self.chosen[number] = first, second
            said, lasts = tuple({**dict.fromkeys(said + first.telling)}), tuple(dict.fromkeys(lasts + second.telling))
        self._add_names(number, kind, said, lasts)
        self._add_exact(person, number)
        for address in person.addresses if kind != STAFF else ():
            self.homes.add(_words(address), number)
        if kind != FAMILY:
            for section in person.sections:
                if (held := self.sections.get(section)) is None:
                    held = self.sections[section] = array("I")
                held.append(number)
        for child in person.children if kind == FAMILY else ():
            self._families.add(digest_of(child), number)

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
        for identifier in (*person.identifiers, *person.other_ids):
            if identifier.isascii() and identifier.isalnum():
                key = identifier.lower()
            else:
                words = _words(identifier)
                key = "".join(words)
                if len(words) > 1:
                    part = max(words, key=len)
                    self.id_parts.add(part)
                    if part.isalpha():
                        self.plain_ids.add(part)
            if len(key) >= SHORTEST_KEY:
                exact.add(digest_of(key), number)
                self.id_lengths.add(len(key))
                if key.isalpha():
                    self.plain_ids.add(key)
        for address in person.emails:
            exact.add(digest_of(address.strip().casefold()), number)
        for phone in person.phones:
            digits = NO_DIGIT.sub("", phone)[-10:]
            if len(digits) >= SHORTEST_PHONE:
                exact.add(digest_of(f"tel:{digits}"), number)

    def _of_two_at_home(self, before: int, after: int) -> int:
        """Who of two at one address is meant: a student before their family, else who came first."""
        return after if self.kinds[before] != STUDENT and self.kinds[after] == STUDENT else before


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
    return tuple(word[:LONGEST_WORD] for word in small_words_of(folded(text).text))


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal() if day else UNKNOWN_DAY
    except ValueError:
        return UNKNOWN_DAY
