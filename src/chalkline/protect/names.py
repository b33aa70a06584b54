"""Names of people on the roster in a text: whole names of the whole district, single names of those who are near.

A whole name is found in either order, with initials, particles and second names between, over a line break, in a
table. A single name counts where the scope says so: names that are names only as they stand, names that are words
or places too when their surroundings say so (the context rule). Everything looks at a few words to each side and no
further, so that a text can be looked at in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chalkline.protect.name_words import lists
from chalkline.protect.roster import FAMILY, GIVEN, LAST, STAFF, STUDENT, OwnNames, RosterIndex
from chalkline.protect.splitting_words import words_of

ELEMENTS = {STUDENT: "stu_first_name", FAMILY: "par_name", STAFF: "teacher_names"}
WORDS = {STUDENT: "Student", FAMILY: "Parent", STAFF: "Staff"}
BETWEEN = re.compile(r"[\s,;|\"'_\-*`/&()<>\[\]{}:=.#~+]{0,24}")
NEAR = 4  # how many words a whole name may reach over
EITHER_SIDE = (1, -1, 2, -2, 3, -3)


@dataclass(frozen=True)
class NameScope:
    """Whose names count. Exact identifiers of the whole district always do.

    ``sections``: the caller's own: there single names count, and the families'. ``caller``: the caller's mark.
    ``district_singles``: single given names of anybody in the district. ``families`` and ``staff``: theirs, too.
    """

    sections: frozenset[str] = frozenset()
    caller: str = ""
    district_singles: bool = False
    families: bool = True
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text: whose, and where. ``single``: one word of it only."""

    person: int
    start: int
    end: int
    last_name: bool


@dataclass
class Words:
    """The words of a folded text, as written and in small letters; their places when they are asked for."""

    text: str
    written: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _at: int = 0

    def __post_init__(self) -> None:
        self.written = words_of(self.text)
        self.small = words_of(self.text.lower())
        if len(self.written) != len(self.small):  # a letter whose small one is two characters
            self.small = [each.lower() for each in self.written]

    def start(self, place: int) -> int:
        """Where a word begins."""
        while len(self._starts) <= place:
            word = self.written[len(self._starts)]
            found = self.text.find(word, self._at)
            self._starts.append(found)
            self._at = found + len(word)
        return self._starts[place]

    def end(self, place: int) -> int:
        """Where a word ends."""
        return self.start(place) + len(self.written[place])

    def between(self, before: int, after: int) -> str:
        """What stands between two words."""
        return self.text[self.end(before) : self.start(after)]

    def has_capital(self, place: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.written[place][0].isupper()

    def begins_sentence(self, place: int) -> bool:
        """Whether nothing but the beginning, or the end of a sentence, stands before a word."""
        if place == 0:
            return True
        gap = self.between(place - 1, place)
        return any(each in gap for each in '.!?:\n>|•*¿¡#"') or "- " in gap


class NameFinder:
    """Finds names by one roster."""

    def __init__(self, index: RosterIndex) -> None:
        self.index = index
        known = lists()
        self._ordinary, self._places, self._do = known["ordinary"], known["places"], known["persons_do"]
        self._before_thing, self._things, self._kin = known["before_thing"], known["things"], known["kin"]
        self._titles, self._labels, self._particles = known["titles"], known["labels"], known["particles"]
        self._figures = frozenset(tuple(each.split()) for each in known["figures"])

    def find(self, words: Words, scope: NameScope) -> list[Named]:
        """Everybody who is named, first to last; nothing overlaps."""
        index = self.index
        own = index.own(scope.sections, scope.caller) if scope.sections or scope.caller else OwnNames()
        known, small = index.words, words.small
        places = [place for place, word in enumerate(small) if word in known]
        if not places:
            return []
        anchors, near, written = index.anchors, own.words, words.written
        places = [
            place
            for place in places
            if (word := small[place]) in near
            or word in anchors
            or (written[place] != word and word in index.also_words)
        ]
        if not places:
            return []
        return self._at(words, places, own, scope)

    def _at(self, words: Words, places: list[int], own: OwnNames, scope: NameScope) -> list[Named]:
        found: list[Named] = []
        taken: set[int] = set()
        singles: list[int] = []
        for place in places:
            if place in taken:
                continue
            whole = self._whole(words, place, own, scope)
            if whole is None or not taken.isdisjoint(range(whole[1], whole[2] + 1)):
                singles.append(place)
                continue
            person, first, last = whole
            taken.update(range(first, last + 1))
            found += self._spans(words, person, first, last)
        near_names = set(taken)
        for place in singles:
            if place in taken:
                continue
            single = self._single(words, place, own, scope, near_names)
            if single is not None:
                person, is_last, last = single
                first = self._with_initial(words, place, person, is_last)
                first = place if first in taken else first
                found.append(Named(person, words.start(first), words.end(last), is_last))
                taken.update(range(first, last + 1))
                near_names.update(range(first, last + 1))
        return sorted(found, key=lambda each: each.start)

    # Whole names

    def _whole(self, words: Words, place: int, own: OwnNames, scope: NameScope) -> tuple[int, int, int] | None:
        """The person whose whole name has the word at ``place``, and the first and last word of it."""
        small, pairs, count = words.small, self.index.pairs, len(words.small)
        word = small[place]
        for step in EITHER_SIDE:
            other = place + step
            if not 0 <= other < count:
                continue
            beside = small[other]
            forward, backward = hash((word, beside)) in pairs, hash((beside, word)) in pairs
            if not (forward or backward):
                continue
            given, last = (word, beside) if forward else (beside, word)
            person = self._allowed(self.index.named(given, last), own, scope)
            first, end = min(place, other), max(place, other)
            if person is None or not self._is_one_name(words, first, end, person):
                continue
            if person not in own.people and not self._is_likely(words, first, end, given, last):
                continue
            if person in own.people and not self._is_meant(words, first, end, given, last):
                continue
            return person, *self._widened(words, person, first, end)
        return None

    def _allowed(self, people: tuple[int, ...], own: OwnNames, scope: NameScope) -> int | None:
        """Of all who have the name: one of the caller's own, else a student, else whoever the scope has."""
        kinds = self.index.kinds
        allowed = [
            each
            for each in people
            if kinds[each] == STUDENT
            or (kinds[each] == FAMILY and scope.families)
            or (kinds[each] == STAFF and scope.staff)
        ]
        return min(allowed, key=lambda each: (each not in own.people, kinds[each] != STUDENT, each), default=None)

    def _is_one_name(self, words: Words, first: int, last: int, person: int) -> bool:
        """Whether only initials, particles, other names of the person or labels stand between two words."""
        every = {*self.index.given(person).every, *self.index.last(person).every}
        for place in range(first + 1, last):
            word = words.small[place]
            if word == "s" and words.between(place - 1, place) == "'":
                return False
            if len(word) == 1 or word in self._particles or word in every or word in self.index.anchors:
                continue
            if word not in self._labels:
                return False
        for place in range(first, last):
            gap = words.between(place, place + 1)
            if not BETWEEN.fullmatch(gap) or "\n\n" in gap:
                return False
            if "." in gap and len(words.small[place]) > 2 and words.small[place] not in self._particles:
                return False
            if len(gap) > 4 and last - first == 1 and gap.strip(" \t|\n*_"):
                return False
        return True

    def _is_meant(self, words: Words, first: int, last: int, given: str, family: str) -> bool:
        """For the caller's own people: two words that are both ordinary need a capital letter."""
        if given in self._ordinary and family in self._ordinary:
            return words.has_capital(first) and words.has_capital(last)
        return True

    def _is_likely(self, words: Words, first: int, last: int, given: str, family: str) -> bool:
        """For strangers: not somebody known, not two words or two places beside each other by chance."""
        if (given, family) in self._figures or self._is_figure(words, first, last):
            return False
        capital = words.has_capital(first) and words.has_capital(last)
        if given in self._ordinary and family in self._ordinary:
            if not capital or words.begins_sentence(first):
                return capital and first + 1 == last and self._has_cue(words, first, last)
            return self._before_of(words, first) not in self._before_thing and not self._beside_capitals(
                words, first, last
            )
        if given in self._places and family in self._places and (words.small[first] == family or not capital):
            return False  # "Jackson, Madison and Austin"
        if min(len(given), len(family)) <= 2 or given in self._ordinary or family in self._ordinary:
            return capital or (words.small[first] == family and self._has_cue(words, first, last))
        return True

    def _is_figure(self, words: Words, first: int, last: int) -> bool:
        """Whether a neighbour makes it a known person: "King" of "Martin Luther King"."""
        around = words.small[max(0, first - 2) : last + 3]
        return any((one, other) in self._figures for at, one in enumerate(around) for other in around[at + 1 : at + 3])

    def _has_cue(self, words: Words, first: int, last: int) -> bool:
        after = words.small[last + 1 : last + 3]
        return bool(after and (after[0] in self._do or after[0] == "s")) or self._before_of(words, first) in self._kin

    def _beside_capitals(self, words: Words, first: int, last: int) -> bool:
        """Whether it stands in a heading: capitals on both sides."""
        return (
            first > 0
            and last + 1 < len(words.small)
            and words.has_capital(first - 1)
            and words.has_capital(last + 1)
            and words.between(last, last + 1) == " " == words.between(first - 1, first)
        )

    def _widened(self, words: Words, person: int, first: int, last: int) -> tuple[int, int]:
        """With the other names and initials of the person that stand beside it."""
        every = {*self.index.given(person).every, *self.index.last(person).every}
        while (
            last + 1 < len(words.small) and words.small[last + 1] in every and _is_close(words.between(last, last + 1))
        ):
            last += 1
        while first > 0 and words.small[first - 1] in every and _is_close(words.between(first - 1, first)):
            first -= 1
        if last + 2 <= len(words.small) and "," in words.between(first, last) and self._is_initial(words, last + 1):
            last += 1
        return first, last

    def _is_initial(self, words: Words, place: int) -> bool:
        if len(words.small[place]) != 1 or not words.has_capital(place) or words.between(place - 1, place) != " ":
            return False
        return words.text[words.end(place) : words.end(place) + 1] != "'"

    def _spans(self, words: Words, person: int, first: int, last: int) -> Iterator[Named]:
        """One place, or one for each part where labels stand between (``"first": "Ana", "last": "Paz"``)."""
        labels = [place for place in range(first + 1, last) if words.small[place] in self._labels]
        if not labels:
            yield Named(person, words.start(first), words.end(last), True)
            return
        yield Named(person, words.start(first), words.end(labels[0] - 1), False)
        yield Named(person, words.start(labels[-1] + 1), words.end(last), True)

    # Single names

    def _single(
        self, words: Words, place: int, own: OwnNames, scope: NameScope, near: set[int]
    ) -> tuple[int, bool, int] | None:
        """The person a single word names, whether by the family name, and the last word of it."""
        word = words.small[place]
        ours = own.words.get(word)
        if ours:
            person = self._of_own(words, place, ours, near)
            if person is not None:
                return person
        if scope.district_singles and word in self.index.singles and self._is_stranger(words, place):
            return -1, False, place
        return None

    def _of_own(
        self, words: Words, place: int, ours: tuple[tuple[int, int], ...], near: set[int]
    ) -> tuple[int, bool, int] | None:
        word, kinds = words.small[place], self.index.kinds
        given = [each for each, part in ours if part != LAST]
        last = [each for each, part in ours if part == LAST]
        title = self._before_of(words, place) in self._titles
        if last and (title or not given):
            return self._by_last_name(words, place, last, title=title)
        if title and not any(kinds[each] == FAMILY for each in given):
            return None
        person = min(given, key=lambda each: (kinds[each] != STUDENT, each))
        initial = self._initial_after(words, place, given)
        if initial is not None:
            return initial, False, place + 1
        if word in self._ordinary or len(word) <= 2:
            return (person, False, place) if self._is_person_here(words, place, near) else None
        if word in self._places and self._is_place_here(words, place):
            return None
        if kinds[person] == FAMILY and not words.has_capital(place):
            return None
        return person, False, place

    def _by_last_name(
        self, words: Words, place: int, people: list[int], *, title: bool
    ) -> tuple[int, bool, int] | None:
        """A family name alone: of a parent after a title, of a student with a capital letter, or after an initial."""
        kinds, word = self.index.kinds, words.small[place]
        families = [each for each in people if kinds[each] == FAMILY]
        students = [each for each in people if kinds[each] == STUDENT]
        if title:
            chosen = min(families or students, default=None)
            return None if chosen is None or not words.has_capital(place) else (chosen, True, place)
        with_initial = [each for each in students + families if self._initial_before(words, place, each)]
        if with_initial:
            return with_initial[0], True, place
        if not students or not words.has_capital(place) or self._is_known_person(words, place):
            return None
        if word in self._ordinary or word in self._places or len(word) <= 2:
            return None if not self._is_listed(words, place, set()) else (students[0], True, place)
        return students[0], True, place

    def _initial_before(self, words: Words, place: int, person: int) -> bool:
        """Whether "M." of "M. Lopez" is the person's."""
        if place == 0 or len(words.small[place - 1]) != 1:
            return False
        given = self.index.given(person).every
        return (
            bool(given)
            and given[0][0] == words.small[place - 1]
            and words.between(place - 1, place) in (". ", " ", ".")
        )

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
            if last and letter in {last[0][0], last[-1][0]} and (ends in (".", "'", ",", "") or letter not in "ai"):
                return person
        return None

    def _with_initial(self, words: Words, place: int, person: int, is_last: bool) -> int:
        return place - 1 if is_last and person >= 0 and self._initial_before(words, place, person) else place

    def _before_of(self, words: Words, place: int) -> str:
        """The word before, in the same sentence; "" where none is."""
        if place == 0:
            return ""
        before = words.small[place - 1]
        gap = words.between(place - 1, place)
        if before in self._titles and gap in (". ", "."):
            return before
        return before if not any(each in gap for each in ".!?\n;|") else ""

    def _is_person_here(self, words: Words, place: int, near: set[int]) -> bool:
        """The context rule: a name that is a word too."""
        before, after = self._before_of(words, place), self._after_of(words, place)
        if self._is_listed(words, place, near) or before in self._kin:
            return words.has_capital(place) or before in STRONG_KIN or place - 1 in near or place + 1 in near
        if not words.has_capital(place) or self._is_known_person(words, place):
            return False
        if before in self._before_thing or (after in self._things and not self._is_possessive(words, place)):
            return False
        if self._beside_capitals(words, place, place) or _is_shouted(words, place):
            return False
        if words.begins_sentence(place):
            return (after in self._do and after not in NOT_AFTER.get(words.small[place], NEVER_SURE)) or (
                self._is_possessive(words, place) and words.small[place] not in SEASONS
            )
        return words.small[place] not in SEASONS or not self._near_season(words, place)

    def _is_listed(self, words: Words, place: int, near: set[int]) -> bool:
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

    def _is_place_here(self, words: Words, place: int) -> bool:
        before, after = self._before_of(words, place), self._after_of(words, place)
        if self._is_known_person(words, place):
            return True
        return before in BEFORE_PLACE or after in AFTER_PLACE

    def _is_known_person(self, words: Words, place: int) -> bool:
        around, word = words.small[max(0, place - 2) : place + 3], words.small[place]
        return any(
            (one, other) in self._figures and word in (one, other)
            for at, one in enumerate(around)
            for other in around[at + 1 : at + 3]
        )

    def _is_stranger(self, words: Words, place: int) -> bool:
        """A given name of anybody in the district: with a capital, not a word, not a place, not of somebody known."""
        word = words.small[place]
        flags = self.index.singles[word]
        if not flags & GIVEN or word in self._ordinary or word in self._places or len(word) <= 2:
            return False
        if not words.has_capital(place) or self._is_known_person(words, place):
            return False
        before, after = self._before_of(words, place), self._after_of(words, place)
        if before in self._titles or before in self._before_thing:
            return False
        if words.begins_sentence(place):
            return after in self._do or self._is_possessive(words, place)
        if place + 1 < len(words.small) and words.has_capital(place + 1) and words.between(place, place + 1) == " ":
            return False  # another family name: not somebody of this roster
        return not self._beside_capitals(words, place, place)

    def _after_of(self, words: Words, place: int) -> str:
        after = place + 1
        if after >= len(words.small):
            return ""
        return words.small[after] if not any(each in words.between(place, after) for each in ".!?\n;|") else ""

    def _is_possessive(self, words: Words, place: int) -> bool:
        after = place + 1
        return after < len(words.small) and words.small[after] == "s" and words.between(place, after) == "'"

    def _near_season(self, words: Words, place: int) -> bool:
        around = words.small[max(0, place - 3) : place] + words.small[place + 1 : place + 4]
        return any(each in SEASONS or each.isdigit() for each in around)


STRONG_KIN = frozenset(
    """
    son daughter student pupil partner friend bestie brother sister cousin named hijo hija alumno alumna amigo amiga
    """.split()  # noqa: SIM905 (a list of words that people read and extend)
)
JOINING = frozenset({"and", "y", "e", "or", "o", "vs", "with", "con"})
SEASONS = frozenset(
    """
    may april june august march january summer autumn winter spring july september october november december domingo
    mayo abril junio julio agosto enero primavera verano otono sunday monday
    """.split()  # noqa: SIM905 (a list of words that people read and extend)
)
NEVER_SURE = frozenset(
    """
    is was has es fue y and seems makes keeps helps gives takes looks moves
    """.split()  # noqa: SIM905 (a list of words that people read and extend)
)
BEFORE_PLACE = frozenset(
    """
    in near en visit city ciudad through lake river state fort new
    """.split()  # noqa: SIM905 (a list of words that people read and extend)
)
AFTER_PLACE = frozenset(
    """
    texas california city beach georgia mississippi river county university state
    """.split()  # noqa: SIM905 (a list of words that people read and extend)
)
NOT_AFTER = {"will": frozenset({"and"}), "mark": frozenset({"and"}), "chase": frozenset({"and"})}


def _is_close(gap: str) -> bool:
    return gap in {" ", "-", "'", "\n", "_", "  ", ". "}


def _joins(gap: str) -> bool:
    return gap.strip() in {",", "&", "/", "+", ";", "|", "y"} or (gap.isspace() and "\n" in gap)


def _is_shouted(words: Words, place: int) -> bool:
    """Whether everything around is written in capitals, so that a capital says nothing."""
    around = [each for each in words.written[max(0, place - 2) : place + 3] if len(each) > 1]
    return len(around) > 1 and all(each.isupper() for each in around)
