"""Single names in a text: of the caller's own people, and of anybody in the district where the scope says so.

The context rule: "Jaylen" is somebody wherever it stands; "Will", "May", "Austin" and "King" are somebody when the
sentence says so. What the sentence says is read from two words to each side.
"""

from __future__ import annotations

from collections.abc import Iterable

from chalkline.protect.known_people import is_known_person, is_spoken_of
from chalkline.protect.name_words import lists
from chalkline.protect.reading import TITLES, Words
from chalkline.protect.roster import FAMILY, GIVEN, LAST, STAFF, STUDENT, OwnNames, RosterIndex
from chalkline.protect.whole_names import (
    BEFORE_THING,
    DOES,
    KIN,
    ORDINARY,
    PLACES,
    Spotted,
    widened,
)

KNOWN = lists()
THINGS, SEASONS, JOINING, STRONG_KIN = KNOWN["things"], KNOWN["seasons"], KNOWN["joining"], KNOWN["strong_kin"]
BEFORE_PLACE, AFTER_PLACE, PERSON_WORDS = KNOWN["before_place"], KNOWN["after_place"], KNOWN["person_words"]
ALSO_THINGS_DO = {
    "is", "was", "has", "es", "fue", "y", "and", "seems", "makes", "keeps", "helps", "gives", "takes", "looks", "moves",
    "tiene", "hace", "esta", "era", "comes", "goes", "came", "started", "stopped", "ran",
}  # fmt: skip
SHORTEST_SMALL = 4  # letters of a family name that counts in small letters, too
COUNTING, PARENTS = KNOWN["counting"], KNOWN["parents"]
ANY_LAST = LAST << 3 * STUDENT | LAST << 3 * STAFF | LAST << 3 * FAMILY
NAMING, PEOPLE = KNOWN["naming"], KNOWN["people"]
LIKES = frozenset({"le", "les"})  # "A Paz le gusta"


class SingleNames:
    """Finds single names by one roster."""

    def __init__(self, index: RosterIndex) -> None:
        self.index = index

    def at(self, words: Words, place: int, own: OwnNames, near: set[int], *, district: bool) -> Spotted | None:
        """The name that the word at ``place`` is. ``near``: words that are names already."""
        ours = own.words.get(words.small[place])
        if not ours and place and words.small[place - 1] in COUNTING:
            ours = own.words.get(words.small[place].removesuffix("s"))
        if ours:
            found = self._of_own(words, place, ours, near, own)
            if found is not None:
                return found
        if district and words.small[place] in self.index.singles and self._is_stranger(words, place):
            return Spotted(-1, place, place, by_family_name=False)
        return None

    def _of_own(
        self, words: Words, place: int, ours: tuple[tuple[int, int], ...], near: set[int], own: OwnNames
    ) -> Spotted | None:
        kinds = self.index.kinds
        given = [each for each, part in ours if part != LAST]
        last = [each for each, part in ours if part == LAST]
        titled = words.before(place) in TITLES
        if last and (titled or not given):
            return self._by_last_name(words, place, last, near, titled=titled)
        if titled and not any(kinds[each] == FAMILY for each in given):
            return None
        person = min(given, key=lambda each: (kinds[each] != STUDENT, each))
        widest = self._widest(words, place, given)
        whose = self._initial_after(words, widest.last, given)
        if whose is not None:
            return Spotted(whose, widest.first, widest.last + 1, by_family_name=False)
        if kinds[person] == FAMILY and not (words.has_capital(place) and words.before(place) in PARENTS):
            return None
        if self._is_somebody_else(words, widest.last, given, own):
            return None
        if not self._is_meant(words, place, near):
            return self._by_last_name(words, place, last, near, titled=False) if last else None
        return widest

    def _is_meant(self, words: Words, place: int, near: set[int]) -> bool:
        """Whether a given name is one here."""
        word = words.small[place]
        if is_spoken_of(words, place) or is_known_person(words, place, place):
            return False
        if word in ORDINARY or (len(word) <= 2 and not words.has_capital(place)):
            return _is_person(words, place, near)
        return word not in PLACES or not _is_place(words, place)

    def _is_somebody_else(self, words: Words, place: int, people: list[int], own: OwnNames) -> bool:
        """Whether a family name of the district follows that is not one of theirs, nor theirs with a slip in it."""
        after = place + 1
        if after >= len(words.small) or words.between(place, after) != " " or not words.has_capital(place):
            return False
        word, written = words.small[after], words.written[after]
        if len(word) <= 2 or not written[0].isupper() or written.isupper():
            return False
        if word in ORDINARY or word in TITLES or word in own.words or not self.index.singles.get(word, 0) & ANY_LAST:
            return False
        return not any(last[:2] == word[:2] for each in people for last in self.index.last(each).every)

    def _widest(self, words: Words, place: int, people: list[int]) -> Spotted:
        """With the other given names beside it ("María del Carmen"); of several people the one with most of them."""
        best = Spotted(people[0], place, place, by_family_name=False)
        kinds = self.index.kinds
        for person in sorted(people, key=lambda each: (kinds[each] != STUDENT, each)):
            every = self.index.given(person).every + self.index.middle(person).every
            if len(every) > 1:
                first, last = widened(words, set(every), place, place)
                if last - first > best.last - best.first:
                    best = Spotted(person, first, last, by_family_name=False)
        return best

    def _by_last_name(
        self, words: Words, place: int, people: list[int], near: set[int], *, titled: bool
    ) -> Spotted | None:
        """A family name alone: of a parent after a title, of a student with a capital letter, or after an initial."""
        kinds, word = self.index.kinds, words.small[place]
        families = [each for each in people if kinds[each] == FAMILY]
        students = [each for each in people if kinds[each] == STUDENT]
        if titled:
            chosen = min(families or students or people, default=None)
            return None if chosen is None or not words.has_capital(place) else self._last(words, place, chosen)
        for each in students + families:
            first = self._widest_last(words, place, each)[0]
            if self._is_middle_name(words, place - 1, each):
                return self._last(words, place, each)
            if self._initial_before(words, first, each):
                found = self._last(words, place, each)
                return Spotted(each, first - 1, found.last, by_family_name=True)
        if not students or is_known_person(words, place, place):
            return None
        if not words.has_capital(place) and (len(word) < SHORTEST_SMALL or not words.all_small(place)):
            return None
        if word in ORDINARY or word in PLACES or len(word) <= 2:
            first, last = self._widest_last(words, place, students[0])
            if not (_is_listed(words, first, near) or _is_listed(words, last, near)):
                return None
        return self._last(words, place, students[0])

    def _widest_last(self, words: Words, place: int, person: int) -> tuple[int, int]:
        every = {*self.index.last(person).every, *self.index.middle(person).every}
        return widened(words, every, place, place)

    def _last(self, words: Words, place: int, person: int) -> Spotted:
        return Spotted(person, *self._widest_last(words, place, person), by_family_name=True)

    def _is_middle_name(self, words: Words, place: int, person: int) -> bool:
        """Whether "Elena" of "Elena Lopez" is the person's: many go by it."""
        if place < 0 or words.small[place] not in self.index.middle(person).telling:
            return False
        return words.has_capital(place) and words.has_capital(place + 1) and words.between(place, place + 1) == " "

    def _initial_before(self, words: Words, place: int, person: int) -> bool:
        """Whether "M." of "M. Lopez" is the person's."""
        if place == 0 or len(words.small[place - 1]) != 1:
            return False
        given = self.index.given(person).every
        if not given or given[0][0] != words.small[place - 1]:
            return False
        gap = words.between(place - 1, place)
        return gap in (". ", ".") or (gap == " " and words.has_capital(place - 1) and words.has_capital(place))

    def _initial_after(self, words: Words, place: int, people: Iterable[int]) -> int | None:
        """Whose initial "L." of "Maria L." is; None where it is no initial of theirs."""
        after = place + 1
        if after >= len(words.small) or len(words.small[after]) != 1 or words.between(place, after) != " ":
            return None
        letter = words.small[after]
        if not words.has_capital(after) and words.has_capital(place):
            return None
        ends = words.text[words.end(after) : words.end(after) + 1]
        for person in people:
            last = self.index.last(person).every
            if last and letter in {last[0][0], last[-1][0]} and (ends in (".", "'", ",", "") or letter not in "aieoy"):
                return person
        return None

    def _is_stranger(self, words: Words, place: int) -> bool:
        """A given name of anybody in the district: with a capital, not a word, not a place, not of somebody known."""
        word = words.small[place]
        if not self.index.singles[word] & GIVEN or word in ORDINARY or word in PLACES or len(word) <= 2:
            return False
        if not words.has_capital(place) or is_known_person(words, place, place) or is_spoken_of(words, place):
            return False
        before, after = words.before(place), words.after(place)
        if before in TITLES or before in BEFORE_THING:
            return False
        if words.begins_sentence(place):
            return after in DOES or words.is_possessive(place)
        if place + 1 < len(words.small) and words.has_capital(place + 1) and words.between(place, place + 1) == " ":
            return False  # another family name: not somebody of this roster
        return not words.in_heading(place, place)


def _is_person(words: Words, place: int, near: set[int]) -> bool:
    """The context rule: a name that is a word too."""
    before, after, word = words.before(place), words.after(place), words.small[place]
    listed = _is_listed(words, place, near)
    if before in NAMING and not listed and PEOPLE.isdisjoint(words.small[max(0, place - 4) : place - 1]):
        return False  # a town named Hope, a dog called Sky
    if listed or before in KIN:
        return words.has_capital(place) or listed or before in STRONG_KIN
    if not words.has_capital(place) or is_known_person(words, place, place):
        return False
    if before == "a" and after in LIKES:
        return True
    if before in BEFORE_THING or (after in THINGS and not words.is_possessive(place)):
        return False
    if words.in_heading(place, place) or words.is_shouted(place):
        return False
    if words.begins_sentence(place):
        said = after in DOES and (word in PERSON_WORDS or after not in ALSO_THINGS_DO)
        return said or (words.is_possessive(place) and word not in SEASONS)
    return word not in SEASONS or not _near_season(words, place)


def _is_listed(words: Words, place: int, near: set[int]) -> bool:
    """Whether it stands in a row of names: "Mateo, Grace and Iker"."""
    for step, beyond in ((-1, -2), (1, 2)):
        beside = place + step
        if not 0 <= beside < len(words.small):
            continue
        gap = words.between(min(place, beside), max(place, beside))
        if beside in near and _joins(gap):
            return True
        if words.small[beside] in JOINING and place + beyond in near:
            return True
    return False


def _joins(gap: str) -> bool:
    return gap.strip() in {",", "&", "/", "+", ";", "|", "y"} or (gap.isspace() and "\n" in gap)


def _is_place(words: Words, place: int) -> bool:
    before, after = words.before(place), words.after(place)
    return (before in BEFORE_PLACE and before not in {"de", "new"}) or after in AFTER_PLACE


def _near_season(words: Words, place: int) -> bool:
    around = words.small[max(0, place - 3) : place] + words.small[place + 1 : place + 4]
    return any(each in SEASONS or each.isdigit() for each in around)
