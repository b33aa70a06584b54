"""The people of a caller's own sections: the words of their names, and the days on which the students were born."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from chalkline.protect.digest_table import NOWHERE

STUDENT, STAFF, FAMILY = 0, 1, 2
GIVEN, LAST, NICK = 1, 2, 4  # what a word is of a person


@dataclass(frozen=True, slots=True)
class Parts:
    """One name as words: those that can stand for it, most telling first; all of them; usual short forms."""

    telling: tuple[str, ...]
    every: tuple[str, ...]
    short: tuple[str, ...] = ()


class People(Protocol):
    """What an index of the roster knows of its people."""

    kinds: bytearray
    born: array[int]
    sections: dict[str, array[int]]
    nicknames: dict[int, tuple[str, ...]]
    chosen: dict[int, tuple[Parts, Parts]]

    def given(self, person: int) -> Parts:
        """The words of the given name."""

    def last(self, person: int) -> Parts:
        """The words of the family name."""

    def by_mark(self, mark: str) -> int:
        """Who has a mark."""

    def families(self, student: int) -> Iterator[int]:
        """The family of a student."""


@dataclass
class OwnNames:
    """The people of some sections and their families: what each word is, and of whom.

    ``born``: day of birth as date.toordinal() has it -> student; ``years``: the years of them, in four digits and two.
    """

    people: frozenset[int] = frozenset()
    words: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)  # word -> (person, GIVEN | LAST | NICK)
    born: dict[int, int] = field(default_factory=dict)
    years: frozenset[str] = frozenset()


def own_names(index: People, sections: frozenset[str], caller: str, staff: bool) -> OwnNames:
    """The students of these sections, the caller where that is one, and their families; ``staff``: who teaches, too."""
    there = {person for section in sections for person in index.sections.get(section, _NOBODY)}
    students = {person for person in there if index.kinds[person] == STUDENT}
    me = index.by_mark(caller) if caller else NOWHERE
    if me != NOWHERE and index.kinds[me] == STUDENT:
        students.add(me)
    people = there if staff else set(students)
    for person in students:
        people.update(index.families(person))
    words: dict[str, tuple[tuple[int, int], ...]] = {}
    for person in sorted(people):
        for word, part in _words(index, person):
            words[word] = (*words[word], (person, part)) if word in words else ((person, part),)
    born = {index.born[each]: each for each in sorted(students, reverse=True) if index.born[each]}
    years = {date.fromordinal(day).year for day in born}
    return OwnNames(
        frozenset(people), words, born, frozenset(text for year in years for text in (f"{year:04d}", f"{year:04d}"[2:]))
    )


def _words(index: People, person: int) -> Iterator[tuple[str, int]]:
    given, last = index.given(person), index.last(person)
    short = given.short if index.kinds[person] == STUDENT else ()
    first, second = index.chosen.get(person, (None, None))
    lasts = last.telling + (second.telling if second else ())
    nicks = short + index.nicknames.get(person, ()) + (first.telling if first else ())
    for said, part in ((given.telling, GIVEN), (tuple(dict.fromkeys(lasts)), LAST), (nicks, NICK)):
        for word in said:
            yield word, part


_NOBODY: array[int] = array("I")
