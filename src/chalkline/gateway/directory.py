"""People by address, identifier or mark, in little memory: a hundred thousand and all they are known by in some 15 MB.

What people are known by is kept as 64-bit digests in one table, the rest in arrays beside it: no text, nothing for the
garbage collector to walk through, two microseconds a look-up.
"""

from __future__ import annotations

import hashlib
import secrets
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalkline.protect.digest_table import NOWHERE, DigestTable
from chalkline.rulebook.extract import PersonKind, RosterPerson

SEVERAL = 0xFFFFFFFF  # in place of a person: more than one is known by this
KINDS = tuple(PersonKind)
FORMER = 0x80


class SeveralPeople(Exception):
    """More than one person of the roster is known by this."""


@dataclass(frozen=True, slots=True)
class Known:
    """One person of the roster. ``school`` is our id of it, ``sections`` roster ids of classes."""

    mark: str
    kind: PersonKind
    role: str
    grade_band: str
    school: str
    sections: frozenset[str]
    former: bool = False


class _Names:
    """Texts by small numbers: each text is kept once."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        found = self._numbers.setdefault(text, len(self.all))
        if found == len(self.all):
            self.all.append(text)
        return found


class DirectoryBuilder:
    """``for person in builder.passing(people): ...`` and then ``builder.directory()``."""

    def __init__(self) -> None:
        self.salt = secrets.token_bytes(16)
        self.names = _Names()
        self.marks, self.first_section, self.sections = array("Q"), array("I"), array("I")
        self.roles, self.bands, self.schools, self.flags = array("I"), array("I"), array("I"), array("B")
        self._whose = DigestTable()

    def passing(self, people: Iterable[RosterPerson]) -> Iterator[RosterPerson]:
        """The same people; each is taken in on the way."""
        for person in people:
            self.add(person)
            yield person

    def add(self, person: RosterPerson) -> None:
        """Take one person in."""
        at, number = len(self.marks), self.names.number
        self.marks.append(int(person.mark, 16))
        self.roles.append(number(person.role))
        self.bands.append(number(person.grade_band))
        self.schools.append(number(person.school))
        self.flags.append(KINDS.index(person.kind) | (FORMER if person.former else 0))
        self.first_section.append(len(self.sections))
        self.sections.extend(sorted(map(number, person.sections)))
        known_by = {_key(self.salt, "mark", person.mark)}
        known_by |= {_key(self.salt, "email", each) for each in person.emails}
        known_by |= {_key(self.salt, "id", each) for each in person.identifiers}
        for key in known_by:
            self._whose.add(key, at)

    def directory(self) -> Directory:
        """Everybody taken in."""
        self.first_section.append(len(self.sections))
        self._whose.settle(self._of_two)
        return Directory(self, self._whose)

    def _of_two(self, one: int, other: int) -> int:
        """Who of two is meant: the one who is here; neither where both are."""
        if one == SEVERAL:
            return one
        here = [each for each in (one, other) if not self.flags[each] & FORMER]
        return here[0] if len(here) == 1 else SEVERAL


class Directory:
    """``directory.by_email("…")`` gives who it is, or None. Raises SeveralPeople."""

    def __init__(self, made: DirectoryBuilder, whose: DigestTable) -> None:
        self._salt, self._names = made.salt, made.names.all
        self._marks, self._first_section, self._sections = made.marks, made.first_section, made.sections
        self._roles, self._bands, self._schools, self._flags = made.roles, made.bands, made.schools, made.flags
        self._whose = whose

    def __len__(self) -> int:
        return len(self._marks)

    def by_email(self, address: str) -> Known | None:
        """Whose address this is."""
        return self._found(_key(self._salt, "email", address))

    def by_identifier(self, identifier: str) -> Known | None:
        """Whose roster id, student number or name of an account this is."""
        return self._found(_key(self._salt, "id", identifier))

    def by_mark(self, mark: str) -> Known | None:
        """Whose mark this is."""
        return self._found(_key(self._salt, "mark", mark))

    def _found(self, key: int) -> Known | None:
        person = self._whose.number(key)
        if person == NOWHERE:
            return None
        if person == SEVERAL:
            raise SeveralPeople
        names, flags = self._names, self._flags[person]
        sections = self._sections[self._first_section[person] : self._first_section[person + 1]]
        return Known(
            mark=f"{self._marks[person]:016x}",
            kind=KINDS[flags & ~FORMER],
            role=names[self._roles[person]],
            grade_band=names[self._bands[person]],
            school=names[self._schools[person]],
            sections=frozenset(names[each] for each in sections),
            former=bool(flags & FORMER),
        )


def _key(salt: bytes, what: str, text: str) -> int:
    spelled = f"{what}\n{text.strip().casefold()}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(spelled, digest_size=8, key=salt).digest())


NOBODY = DirectoryBuilder().directory()
