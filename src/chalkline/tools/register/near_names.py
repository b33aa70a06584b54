"""Which names of the catalogue are worth comparing with what was typed, letter by letter. Pure.

Comparing all of them costs more than everything else that a search does. Whatever ``rules.closeness`` finds near holds
the text, or begins it, or differs in at most two letters; all three can be seen without comparing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from chalkline.tools.register.rules import folded
from chalkline.tools.register.words import Known

MOST_SLIPS = 2
SHORTEST_SLIP, SHORTEST_WHOLE = 4, 4  # as rules.closeness has them
BETWEEN = "\n"


class NearNames:
    """The names, addresses and makers of services, laid out for that."""

    def __init__(self, services: tuple[Known, ...]) -> None:
        self.services = services
        names = [
            (folded(text), at)
            for at, each in enumerate(services)
            for text in (each.name, each.slug, each.vendor)
            if text
        ]
        self._names = [(len(name), letters_in(name), at) for name, at in names]
        self._whole: dict[str, list[int]] = {}
        for name, at in names:
            self._whole.setdefault(name, []).append(at)
        self._text = BETWEEN + BETWEEN.join(name for name, _ in names) + BETWEEN
        self._ends: list[int] = []
        end = 0
        for name, _ in names:
            end += len(name) + 1
            self._ends.append(end)
        self._of = [at for _, at in names]

    def worth_comparing(self, text: str) -> list[Known]:
        """Services that may be near, in their own order: more than are, and none that is left out."""
        wanted = folded(text)
        if not wanted:
            return []
        places = {*self._holding(wanted), *self._begun(wanted), *self._slipped(wanted)}
        return [self.services[at] for at in sorted(places)]

    def _holding(self, wanted: str) -> Iterator[int]:
        at = self._text.find(wanted)
        while at >= 0:
            which = bisect_left(self._ends, at)
            yield self._of[which]
            at = self._text.find(wanted, self._ends[which])

    def _begun(self, wanted: str) -> Iterator[int]:
        for length in range(SHORTEST_WHOLE, len(wanted) + 1):
            yield from self._whole.get(wanted[:length], ())

    def _slipped(self, wanted: str) -> Iterator[int]:
        if len(wanted) < SHORTEST_SLIP:
            return
        least, most, letters = len(wanted) - MOST_SLIPS, len(wanted) + MOST_SLIPS, letters_in(wanted)
        for length, others, at in self._names:
            # One slip changes at most two letters of the set: one that goes and one that comes.
            if least <= length <= most and (letters ^ others).bit_count() <= 2 * MOST_SLIPS:
                yield at


def letters_in(name: str) -> int:
    """Its letters as a set of bits. Two letters may share a bit: then a set only looks more alike than it is."""
    found = 0
    for letter in name:
        found |= 1 << (ord(letter) & 63)
    return found


_latest: list[NearNames] = []


def near_names(services: tuple[Known, ...]) -> NearNames:
    """Made once for a catalogue as it stands: ``known_services`` gives the same tuple until something changes."""
    if not _latest or _latest[0].services is not services:
        _latest[:] = [NearNames(services)]
    return _latest[0]
