"""Names of people on the roster in a text: whole names of the whole district, single names of those who are near.

Everything looks at a few words to each side and no further, so that a text can be looked at in pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.protect.kin import Kin
from chalkline.protect.reading import Words
from chalkline.protect.roster import FAMILY, STAFF, STUDENT, OwnNames, RosterIndex
from chalkline.protect.single_names import COUNTING, SingleNames
from chalkline.protect.whole_names import NameScope, Spotted, WholeNames

__all__ = ["ELEMENTS", "WORDS", "NameFinder", "NameScope", "Named", "Words"]

ELEMENTS = {STUDENT: "stu_first_name", FAMILY: "par_name", STAFF: "teacher_names"}
WORDS = {STUDENT: "Student", FAMILY: "Parent", STAFF: "Staff"}
PASSES = 3  # names that are words too are looked at again once their neighbours are known to be names
NOBODY = OwnNames()


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: whose (-1: somebody of the district), where, and whether the family name is in it."""

    person: int
    start: int
    end: int
    last_name: bool


class NameFinder:
    """Finds names by one roster."""

    def __init__(self, index: RosterIndex) -> None:
        self.index = index
        self._whole = WholeNames(index)
        self._single = SingleNames(index)

    def find(self, words: Words, scope: NameScope) -> list[Named]:
        """Everybody who is named, first to last; nothing overlaps."""
        small, known = words.small, words.said & self.index.words
        counts = bool(scope.sections) and not COUNTING.isdisjoint(words.said)
        if not known and not counts:
            return []
        places = [place for place, word in enumerate(small) if word in known]
        index, among = self.index, set(places)
        own = index.own(scope.sections, scope.caller, scope.staff) if scope.sections or scope.caller else NOBODY
        anchors, also, near, written = index.anchors, index.also_words, own.words, words.written
        places = [
            place
            for place in places
            if (word := small[place]) in near or word in anchors or (word in also and written[place] != word)
        ]
        if counts:
            places = sorted({*places, *_counted(small, own)})
        return self._at(words, places, among, own, scope) if places else []

    def _at(self, words: Words, places: list[int], among: set[int], own: OwnNames, scope: NameScope) -> list[Named]:
        found: list[Named] = []
        taken: set[int] = set()
        kin = Kin()
        rest = self._wholes(words, places, among, own, scope, found, taken, kin)
        if kin and rest and not scope.district_families:  # a parent who is named before the child
            rest = self._wholes(words, rest, among, own, scope, found, taken, kin)
        if near := rest and (own.words or scope.district_singles):
            found += self._singles(words, rest, own, taken, district=scope.district_singles)
        return sorted(found, key=lambda each: each.start) if near or len(found) > 1 else found

    def _wholes(
        self,
        words: Words,
        places: list[int],
        among: set[int],
        own: OwnNames,
        scope: NameScope,
        found: list[Named],
        taken: set[int],
        kin: Kin,
    ) -> list[int]:
        """Adds whole names to ``found``, and the families of those who are named to ``kin``; gives what is left."""
        rest: list[int] = []
        for place in places:
            if place in taken:
                continue
            name = self._whole.at(words, place, among, own, scope, kin)
            if name is None or not taken.isdisjoint(range(name.first, name.last + 1)):
                rest.append(place)
                continue
            taken.update(range(name.first, name.last + 1))
            found += [Named(name.person, *span) for span in self._whole.spans(words, name)]
            if not scope.district_families and scope.families and self.index.kinds[name.person] == STUDENT:
                kin.add(self.index.families(name.person), words.start(name.first))
        return rest

    def _singles(
        self, words: Words, places: list[int], own: OwnNames, taken: set[int], *, district: bool
    ) -> list[Named]:
        found: list[Named] = []
        for _ in range(PASSES):
            rest: list[int] = []
            for place in places:
                name = None if place in taken else self._single.at(words, place, own, taken, district=district)
                if name is None:
                    rest.append(place)
                    continue
                name = _apart(name, place, taken)
                taken.update(range(name.first, name.last + 1))
                found.append(Named(name.person, words.start(name.first), words.end(name.last), name.by_family_name))
            if len(rest) == len(places) or not rest:
                break
            places = rest
        return found


def _counted(small: list[str], own: OwnNames) -> list[int]:
    """Places of given names with an s: "two Marias"."""
    return [
        place
        for place in range(1, len(small))
        if small[place - 1] in COUNTING and small[place][-1] == "s" and small[place][:-1] in own.words
    ]


def _apart(name: Spotted, place: int, taken: set[int]) -> Spotted:
    """Less what belongs to another name already."""
    first, last = name.first, name.last
    while first < place and not taken.isdisjoint(range(first, place)):
        first += 1
    while last > place and not taken.isdisjoint(range(place + 1, last + 1)):
        last -= 1
    return Spotted(name.person, first, last, name.by_family_name)
