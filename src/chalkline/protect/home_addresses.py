"""Home addresses of people on the roster: a house number with its street, in English and in Spanish order.

Kept as digests of number and street word; a text is looked at only where a number stands beside a word that is in
somebody's street. What belongs to the address is read on from there, word by word, as far as it is that address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chalkline.protect.digest_table import NOWHERE, DigestTable, digest_of
from chalkline.protect.patterns import STREET_KINDS
from chalkline.protect.reading import Words

DIRECTIONS = frozenset("n s e w ne nw se sw north south east west norte sur este oeste".split())  # noqa: SIM905 (words)
BEFORE_NAME = frozenset(
    """
calle av avda avenida calzada calz callejon blvd boulevard privada priv cerrada carretera paseo camino andador
de del la las los el san santa
""".split()  # noqa: SIM905 (a list of words that people read and extend)
)
UNITS = frozenset("apt apartment unit suite ste lot depto departamento int interior apto trlr".split())  # noqa: SIM905 (words)
NUMBER_SIGNS = frozenset({"no", "num", "numero"})
LONGEST_NUMBER, LONGEST_UNIT, MOST_WORDS = 6, 5, 7


class HomeAddresses:
    """``add`` each, ``settle``, then ``at`` for each number of a text."""

    def __init__(self) -> None:
        self._streets = DigestTable()  # (house number, street word) -> person, and whether the number comes last
        self._words: set[str] = set()
        self.beside_numbers = {*DIRECTIONS, *NUMBER_SIGNS}  # what stands beside a number that may be a house's

    def add(self, words: tuple[str, ...], person: int) -> None:
        """The words of a street line, in small letters and plain."""
        at = next((place for place, word in enumerate(words) if word[0].isdigit()), -1)
        if at < 0:
            return
        number_last = at > 0
        named = words[:at] if number_last else _until_unit(words[1:])
        telling = [word for word in named if word not in DIRECTIONS and word not in BEFORE_NAME]
        telling = [word for word in telling if word not in STREET_KINDS] or telling
        if not telling:
            return
        if number_last:
            telling.reverse()  # the word beside the number first
        value = person << 1 | number_last
        self._words.add(telling[0])
        self.beside_numbers.add(telling[0])
        self._streets.add(digest_of((words[at], telling[0])), value)
        for word in telling[1:MOST_WORDS]:
            self._streets.add(digest_of((words[at], word, "")), value)

    def settle(self, of_two: Callable[[int, int], int]) -> None:
        """Everybody has come. ``of_two``: who of two people at one address is meant."""
        self._streets.settle(lambda before, after: after if of_two(before >> 1, after >> 1) == after >> 1 else before)

    def at(self, words: Words, place: int) -> Iterator[tuple[int, int, int, bool]]:
        """(first word, last word, person, whether it is said to be a street) for the number at ``place``."""
        small, number = words.small, words.small[place]
        after = _beyond(small, place, 1, DIRECTIONS)
        if 0 <= after < len(small) and small[after] in self._words:
            known = self._streets.number(digest_of((number, small[after])))
            if known != NOWHERE and not known & 1:
                yield self._forward(words, place, after, known >> 1)
                return
        before = _beyond(small, place, -1, NUMBER_SIGNS)
        if before >= 0 and small[before] in self._words:
            known = self._streets.number(digest_of((number, small[before])))
            if known != NOWHERE and known & 1:
                yield self._backward(words, place, before, known >> 1)

    def _forward(self, words: Words, place: int, street: int, person: int) -> tuple[int, int, int, bool]:
        small, last, is_street = words.small, street, False
        for at in range(street + 1, min(len(small), street + MOST_WORDS)):
            word = small[at]
            if word in UNITS and at + 1 < len(small) and len(small[at + 1]) <= LONGEST_UNIT and is_street:
                last = at + 1
                break
            if word in STREET_KINDS:
                is_street, last = True, at
            elif not is_street and self._goes_on(small[place], word, person):
                last = at
            elif word not in DIRECTIONS:
                break
        return place, last, person, is_street

    def _backward(self, words: Words, place: int, street: int, person: int) -> tuple[int, int, int, bool]:
        small, first, is_street = words.small, street, False
        for at in range(street - 1, max(-1, street - MOST_WORDS), -1):
            if small[at] in BEFORE_NAME:
                is_street, first = True, at
            elif self._goes_on(small[place], small[at], person):
                first = at
            else:
                break
        return first, place, person, is_street

    def _goes_on(self, number: str, word: str, person: int) -> bool:
        """Whether a word is in the same street's name."""
        return self._streets.number(digest_of((number, word, ""))) != NOWHERE


def _until_unit(words: tuple[str, ...]) -> tuple[str, ...]:
    """Street words after a number: up to what kind of street it is, or to a unit."""
    for place, word in enumerate(words):
        if word in UNITS or (place and word in STREET_KINDS):
            return words[:place]
    return words


def _beyond(small: list[str], place: int, step: int, passed: frozenset[str]) -> int:
    """The place of the word beside a number, one direction or sign passed over."""
    at = place + step
    return at + step if 0 <= at < len(small) and small[at] in passed else at
