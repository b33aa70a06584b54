"""Whole names of people on the roster: in either order, with initials and particles between, over a line break.

Two words that are a given and a family name of somebody lead to the person. For people far from the caller the two
must be likely to be meant: not a president, not two cities in a row, not two everyday words in small letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalkline.protect.kin import NO_KIN, Kin
from chalkline.protect.known_people import is_known_person
from chalkline.protect.name_words import lists
from chalkline.protect.reading import Words
from chalkline.protect.roster import FAMILY, STAFF, STUDENT, OwnNames, RosterIndex

KNOWN = lists()
ORDINARY, PLACES, BEFORE_THING, KIN = KNOWN["ordinary"], KNOWN["places"], KNOWN["before_thing"], KNOWN["kin"]
LABELS, PARTICLES, DOES = KNOWN["labels"], KNOWN["particles"], KNOWN["persons_do"]
BETWEEN = re.compile(r"[\s,;|\"'_\-*`/&()<>\[\]{}:=.#~+]{0,24}")
EITHER_SIDE = (1, -1, 2, -2, 3, -3)
BESIDE = frozenset({" ", "-", "'", "\n", "_", "  ", ". "})


@dataclass(frozen=True)
class NameScope:
    """Whose names count. Exact identifiers of the whole district always do.

    ``sections``: the caller's own: there single names count, and the families'. ``caller``: the caller's mark.
    ``district_singles``: single given names of anybody in the district. ``families`` and ``staff``: theirs, too.
    Without ``district_families`` only families of the caller's own students, and of students named near by.
    """

    sections: frozenset[str] = frozenset()
    caller: str = ""
    district_singles: bool = False
    families: bool = True
    staff: bool = False
    district_families: bool = True


@dataclass(frozen=True, slots=True)
class Spotted:
    """A name among the words of a text: whose (-1: somebody of the district), its first and last word."""

    person: int
    first: int
    last: int
    by_family_name: bool


class WholeNames:
    """Finds whole names by one roster."""

    def __init__(self, index: RosterIndex) -> None:
        self.index = index

    def at(
        self, words: Words, place: int, among: set[int], own: OwnNames, scope: NameScope, kin: Kin = NO_KIN
    ) -> Spotted | None:
        """The whole name that has the word at ``place``.

        ``among``: places of all words that are in names; ``kin``: families of students who are named near by.
        """
        small, pairs = words.small, self.index.pairs
        word = small[place]
        for step in EITHER_SIDE:
            other = place + step
            if other not in among:
                continue
            beside = small[other]
            forward = hash((word, beside)) in pairs
            if forward or hash((beside, word)) in pairs:
                given, family = (word, beside) if forward else (beside, word)
                first, last = min(place, other), max(place, other)
                person = self._meant(words, first, last, given, family, own, scope, kin)
                if person is not None and (forward or not self._goes_on(words, last, given)):
                    return Spotted(person, *self._widened(words, person, first, last), True)
        return None

    def _goes_on(self, words: Words, last: int, given: str) -> bool:
        """Whether the given name at the end of "Lopez Maria" begins another whole name: "Lopez Maria Perez"."""
        if last + 1 >= len(words.small) or words.small[last] != given:
            return False
        return hash((given, words.small[last + 1])) in self.index.pairs and words.between(last, last + 1) == " "

    def _meant(
        self,
        words: Words,
        first: int,
        last: int,
        given: str,
        family: str,
        own: OwnNames,
        scope: NameScope,
        kin: Kin,
    ) -> int | None:
        person = self._allowed(self.index.named(given, family), own, scope, kin, words.start(first))
        if person is None or not self._is_one_name(words, first, last, person):
            return None
        if person in own.people or kin.is_near(person, words.start(first)):
            if given in ORDINARY and family in ORDINARY and not _capital(words, first, last):
                return None
            return person
        return person if _is_likely(words, first, last, given, family) else None

    def _allowed(self, people: tuple[int, ...], own: OwnNames, scope: NameScope, kin: Kin, at: int) -> int | None:
        """Of all who have the name: one of the caller's own, else a student, else whoever the scope has."""
        kinds, everywhere = self.index.kinds, scope.families and scope.district_families
        meant = [
            each
            for each in people
            if (kind := kinds[each]) == STUDENT
            or (kind == FAMILY and (everywhere or (scope.families and (each in own.people or kin.is_near(each, at)))))
            or (kind == STAFF and scope.staff)
        ]
        return min(meant, key=lambda each: (each not in own.people, kinds[each] != STUDENT, each), default=None)

    def _is_one_name(self, words: Words, first: int, last: int, person: int) -> bool:
        """Whether only initials, particles, other names of the person or labels stand between two words."""
        every = self.index.every(person)
        small = words.small
        for place in range(first + 1, last):
            word = small[place]
            if word == "s" and words.between(place - 1, place) == "'":
                return False
            known = len(word) == 1 or word in PARTICLES or word in every or word in self.index.anchors
            if not known and word not in LABELS:
                return False
        for place in range(first, last):
            gap = words.between(place, place + 1)
            if not BETWEEN.fullmatch(gap) or "\n\n" in gap:
                return False
            if "." in gap and len(small[place]) > 2 and small[place] not in PARTICLES:
                return False
            if len(gap) > 4 and last - first == 1 and gap.strip(" \t|\n*_"):
                return False
        return True

    def _widened(self, words: Words, person: int, first: int, last: int) -> tuple[int, int]:
        """With the other names and initials of the person that stand beside it."""
        first, last = widened(words, self.index.every(person), first, last)
        if last + 1 < len(words.small) and "," in words.between(first, last) and _is_initial(words, last + 1):
            last += 1
        return first, last

    def spans(self, words: Words, name: Spotted) -> list[tuple[int, int, bool]]:
        """(start, end, by family name): one place, or one for each part (``"first": "Ana", "last": "Paz"``)."""
        labels = [place for place in range(name.first + 1, name.last) if words.small[place] in LABELS]
        if not labels:
            return [(words.start(name.first), words.end(name.last), name.by_family_name)]
        return [
            (words.start(name.first), words.end(labels[0] - 1), False),
            (words.start(labels[-1] + 1), words.end(name.last), True),
        ]


def widened(words: Words, every: set[str], first: int, last: int) -> tuple[int, int]:
    """``first`` and ``last`` with the words beside them that belong to the same name."""
    small, rest = words.small, every.difference(words.small[first : last + 1])
    while last + 1 < len(small) and small[last + 1] in rest and words.between(last, last + 1) in BESIDE:
        last += 1
        rest.discard(small[last])
    while first > 0 and small[first - 1] in rest and words.between(first - 1, first) in BESIDE:
        first -= 1
        rest.discard(small[first])
    return first, last


def _is_likely(words: Words, first: int, last: int, given: str, family: str) -> bool:
    """For strangers: not somebody known, not two words or two places beside each other by chance."""
    if is_known_person(words, first, last):
        return False
    capital, turned = _capital(words, first, last), words.small[first] == family
    has_cue = _has_cue(words, first, last)
    if given in ORDINARY and family in ORDINARY:
        if not capital or words.begins_sentence(first):
            return capital and first + 1 == last and has_cue
        return words.before(first) not in BEFORE_THING and not words.in_heading(first, last)
    if given in PLACES and family in PLACES and (turned or not capital):
        return False  # "Jackson, Madison and Austin"
    if min(len(given), len(family)) <= 2 or given in ORDINARY or family in ORDINARY:
        return capital or (turned and has_cue)
    return True


def _capital(words: Words, first: int, last: int) -> bool:
    return words.has_capital(first) and words.has_capital(last)


def _has_cue(words: Words, first: int, last: int) -> bool:
    after = words.after(last)
    return after in DOES or after == "s" or words.before(first) in KIN


def _is_initial(words: Words, place: int) -> bool:
    if len(words.small[place]) != 1 or not words.has_capital(place) or words.between(place - 1, place) != " ":
        return False
    return words.text[words.end(place) : words.end(place) + 1] != "'"
