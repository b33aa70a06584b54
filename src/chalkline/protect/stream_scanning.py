"""Finding who is named in a text that comes in pieces, however it is cut: the same as in the whole.

What comes is held back until nothing that may follow can change what it is: ``HELD`` characters, and to the end of
the word, so that a long key is never cut. What was let through stays in sight, because the words before a name say
whether it is one.
"""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.protect.detecting import DISTRICT, Detector, Found, NameScope

HELD = 260
SEEN = 700  # characters that stay in sight behind what was let through
STEP = 48  # characters that have to come before it is looked again
LONGEST_WORD = 4096  # a word longer than this is cut all the same


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of the text in order: as it came, and what it is when something was found (its place is in ``text``)."""

    text: str
    found: Found | None = None


class StreamScanner:
    """Looks at one channel of a stream. ``feed`` and ``finish`` give the pieces that are sure, in order."""

    def __init__(self, detector: Detector, scope: NameScope = DISTRICT) -> None:
        self._detector = detector
        self._scope = scope
        self._text = ""
        self._let = 0  # how much of it was let through
        self._looked = 0

    def feed(self, text: str) -> list[Said]:
        """The next piece in; what is sure by now out."""
        self._text += text
        if len(self._text) - max(self._looked, self._let + HELD) < STEP:
            return []
        self._looked = len(self._text)
        return self._out(self._sure_end())

    def finish(self) -> list[Said]:
        """The rest."""
        return self._out(len(self._text))

    def _sure_end(self) -> int:
        end = len(self._text) - HELD
        if end <= self._let:
            return self._let
        start = max(self._let, end - LONGEST_WORD)
        while end > start and not self._text[end - 1].isspace():
            end -= 1
        return end if end > start or start > self._let else self._let

    def _out(self, end: int) -> list[Said]:
        if end <= self._let:
            return []
        said: list[Said] = []
        at = self._let
        for each in self._detector.find_who(self._text, self._scope):
            if each.start < at:
                continue
            if each.end > end:
                end = min(end, each.start)
                break
            if each.start > at:
                said.append(Said(self._text[at : each.start]))
            said.append(Said(self._text[each.start : each.end], each))
            at = each.end
        if end > at:
            said.append(Said(self._text[at:end]))
            at = end
        self._forget(at)
        return said

    def _forget(self, let: int) -> None:
        keep = max(0, let - SEEN)
        while 0 < keep < let and not self._text[keep - 1].isspace():
            keep += 1
        self._text, self._let = self._text[keep:], let - keep
        self._looked = max(0, self._looked - keep)
