"""The families of students who are named near by: a mother counts beside her child, whoever asks."""

from __future__ import annotations

from collections.abc import Iterable

BEHIND, AHEAD = 500, 200  # characters; a stream is held back for more than the second (stream_scanning.py)


class Kin:
    """Who of the families stands near, and where the child does. Lives as long as a text is looked at."""

    __slots__ = ("_children",)

    def __init__(self) -> None:
        self._children: dict[int, list[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._children)

    def add(self, family: Iterable[int], child_at: int) -> None:
        """A student is named at this character."""
        for person in family:
            self._children.setdefault(person, []).append(child_at)

    def is_near(self, person: int, at: int) -> bool:
        """Whether a child of a person is named near this character."""
        return any(-AHEAD <= at - child <= BEHIND for child in self._children.get(person, ()))


NO_KIN = Kin()
