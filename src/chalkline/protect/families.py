"""Whose family somebody is: from a student to the grown-ups, in eight bytes a link."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from chalkline.protect.digest_table import NOWHERE, DigestTable

NOBODY = 0xFFFFFFFF


class Families:
    """``families.add(digest of a student's mark, person)`` for each, then ``settle``; then ``of(student)``."""

    __slots__ = ("_children", "_first", "_next", "_people")

    def __init__(self) -> None:
        self._children, self._people = array("Q"), array("I")
        self._first, self._next = array("I"), array("I")  # of a student, of a link: the next link

    def add(self, child: int, person: int) -> None:
        """Somebody of a child's family. The child may come later, or never."""
        self._children.append(child)
        self._people.append(person)

    def settle(self, people: int, by_mark: DigestTable) -> None:
        """Everybody has come: ``people`` of them."""
        if self._children:
            self._first = array("I", [NOBODY]) * people
        for link, child in enumerate(self._children):
            student = by_mark.number(child)
            self._next.append(self._first[student] if student != NOWHERE else NOBODY)
            if student != NOWHERE:
                self._first[student] = link
        self._children = array("Q")

    def of(self, student: int) -> Iterator[int]:
        """The family of one student."""
        link = self._first[student] if self._first else NOBODY
        while link != NOBODY:
            yield self._people[link]
            link = self._next[link]
