"""Finding what a text says about students, and where.

``Detector(hints).find(text)`` gives non-overlapping findings in order. Offsets are those of the text that was
given: look-alike digits, dashes and spaces are folded one to one before the patterns see them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from chalkline.protect.patterns import PATTERNS, Pattern
from chalkline.rulebook.pack import Hints

DEFAULT_NUMBER_LENGTHS = frozenset(range(5, 11))
SEVERE = frozenset({"stu_ssn", "credentials"})


@dataclass(frozen=True)
class Found:
    """Something found: what it is, which data element that makes it, and its place in the text."""

    kind: str
    element: str
    word: str
    start: int
    end: int


class Detector:
    """Finds by pattern. One a standing pack; holds nothing of any text."""

    def __init__(self, hints: Hints | None = None) -> None:
        self.hints = hints or Hints()
        self._lengths = self.hints.student_number_lengths or DEFAULT_NUMBER_LENGTHS
        self._set, self._compiled = _compiled()

    def find(self, text: str) -> tuple[Found, ...]:
        """Everything in ``text``, first to last. Of two that overlap the more severe stays, then the longer."""
        folded = text if text.isascii() else fold(text)
        hits = self._set.Match(folded)
        if not hits:
            return ()
        found = [each for place in hits for each in self._of(PATTERNS[place], self._compiled[place], folded)]
        return _apart(found)

    def _of(self, pattern: Pattern, regexp: Any, text: str) -> list[Found]:
        found = []
        for match in regexp.finditer(text):
            start, end = match.span(1) if regexp.groups else match.span()
            value = text[start:end]
            element = self._element(pattern, value) if pattern.check(value) else None
            if element:
                found.append(Found(pattern.kind, element, pattern.word, start, end))
        return found

    def _element(self, pattern: Pattern, value: str) -> str | None:
        if pattern.kind == "email":
            return self._element_of_address(value.casefold())
        if pattern.kind == "student_number" and len(value) not in self._lengths:
            return None
        return pattern.element

    def _element_of_address(self, address: str) -> str | None:
        """Staff addresses are public; what is ours and not staff is a student's; the rest are families'."""
        if address in self.hints.staff_addresses:
            return None
        domain = address.rpartition("@")[2]
        ours = self.hints.student_domains | self.hints.district_domains
        if any(domain == each or domain.endswith(f".{each}") for each in ours):
            return "stu_email"
        return "par_contact"


@lru_cache(maxsize=1)
def _compiled() -> tuple[Any, tuple[Any, ...]]:
    every = re2.Set.SearchSet()
    for pattern in PATTERNS:
        every.Add(pattern.regexp)
    every.Compile()
    return every, tuple(re2.compile(pattern.regexp) for pattern in PATTERNS)


def _apart(found: list[Found]) -> tuple[Found, ...]:
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.element not in SEVERE, each.start - each.end, each.start)):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return tuple(sorted(kept, key=lambda each: each.start))


def fold(text: str) -> str:
    """The text with look-alikes made plain, one character for one: ５ to 5, – to -, no-break space to space."""
    return "".join(each if each < "\x80" else _folded(each) for each in text)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character in "\u2212\u00ad":
        return "-"
    if category == "Zs":
        return " "
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain.isascii() else character
