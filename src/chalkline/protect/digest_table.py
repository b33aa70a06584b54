"""A few hundred thousand 64-bit digests and a small number beside each, in eighteen bytes an entry.

Digests only: what was digested is not in it, and can be compared but not read back. Two arrays with open addressing:
nothing for the garbage collector to walk through, a third of a microsecond a look-up, and no long sort while it is
made, during which a process could answer nobody.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable

NOWHERE = -1
MASK = (1 << 64) - 1


def digest_of(value: Hashable) -> int:
    """The 64 bits of a text, or of a tuple of texts. Keyed anew in each process (SipHash), never 0."""
    return hash(value) & MASK or 1


def first_stays(before: int, _after: int) -> int:
    """Of two numbers for one digest the first."""
    return before


class DigestTable:
    """``table.add(digest, number)`` for each, then ``table.settle()``; from then on ``table.number(digest)``."""

    __slots__ = ("_digests", "_numbers", "_size")

    def __init__(self) -> None:
        self._digests, self._numbers = array("Q"), array("I")
        self._size = 0

    def add(self, digest: int, number: int) -> None:
        """Take in one more; ``number`` below 2**32."""
        self._digests.append(digest or 1)
        self._numbers.append(number)

    def settle(self, of_two: Callable[[int, int], int] = first_stays) -> None:
        """Put each in its place. ``of_two``: which number counts where a digest came twice."""
        size = len(self._digests) * 3 // 2 + 1
        digests, numbers = array("Q", bytes(8 * size)), array("I", bytes(4 * size))
        for digest, number in zip(self._digests, self._numbers, strict=True):
            at = digest % size
            if there := digests[at]:
                while there and there != digest:
                    at = at + 1 if at + 1 < size else 0
                    there = digests[at]
                number = of_two(numbers[at], number) if there else number
            digests[at], numbers[at] = digest, number
        self._digests, self._numbers, self._size = digests, numbers, size

    def number(self, digest: int) -> int:
        """What stands beside a digest; NOWHERE where it is none of these."""
        if not self._size:
            return NOWHERE
        at = digest % self._size
        while there := self._digests[at]:
            if there == digest:
                return self._numbers[at]
            at = at + 1 if at + 1 < self._size else 0
        return NOWHERE
