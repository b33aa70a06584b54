"""Finding what a text says about students, and where.

``Detector(hints, index).find(text, scope)`` gives non-overlapping findings in order: patterns that need no roster,
and with the district's index names, numbers, e-mail and home addresses of its people. Offsets are those of the text
that was given: it is looked at folded (``folding``).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from chalkline.protect.digest_table import NOWHERE
from chalkline.protect.folding import fold, folded
from chalkline.protect.identifiers import IdentifierFinder
from chalkline.protect.linear import Linear
from chalkline.protect.names import ELEMENTS, WORDS, NameFinder, NameScope, Words
from chalkline.protect.patterns import PATTERNS, REPLACEABLE, Pattern
from chalkline.protect.roster import FAMILY, STAFF, STUDENT, RosterIndex
from chalkline.protect.splitting_words import words_of
from chalkline.protect.topics import topic_elements, topics_in
from chalkline.rulebook.pack import Hints

__all__ = ["DETECTABLE", "SEVERE", "Detector", "Found", "Hints", "NameScope", "RosterIndex", "fold"]

DEFAULT_NUMBER_LENGTHS = frozenset(range(5, 11))
CHOSEN_NAME = "stu_preferred_name"
SEVERE = frozenset({"stu_ssn", "credentials"})
DISTRICT = NameScope()
DETECTABLE = frozenset(pattern.element for pattern in PATTERNS) | REPLACEABLE | topic_elements()
HAS_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: what it is, which data element that makes it, its place in the text, and whose it is.

    ``mark`` is of a person on the roster, "" where nobody is known. ``word`` names it in a stand-in.
    """

    kind: str
    element: str
    word: str
    start: int
    end: int
    mark: str = ""


class Detector:
    """Finds by pattern and by roster. One a snapshot; holds nothing of any text."""

    def __init__(
        self, hints: Hints | None = None, index: RosterIndex | None = None, *, topics: bool | None = None
    ) -> None:
        """``topics``: whether what is said of somebody counts, too; where nothing is said, with a roster only."""
        self.hints = hints or Hints()
        self.index = index
        self._topics = index is not None if topics is None else topics
        self._lengths = self.hints.student_number_lengths or DEFAULT_NUMBER_LENGTHS
        self._set, self._compiled = _compiled()
        self._names = NameFinder(index) if index else None
        self._identifiers = IdentifierFinder(index) if index else None

    def find(self, text: str, scope: NameScope = DISTRICT) -> tuple[Found, ...]:
        """Everything in ``text``, first to last. Of two that overlap the more severe stays, then the longer."""
        return self._find(text, scope, topics=self._topics)

    def find_who(self, text: str, scope: NameScope = DISTRICT) -> tuple[Found, ...]:
        """What tells who somebody is, without topics: what may not be said is another matter than who is meant."""
        return self._find(text, scope, topics=False)

    def _find(self, text: str, scope: NameScope, *, topics: bool) -> tuple[Found, ...]:
        looked = folded(text)
        plain = looked.text
        found = list(self._by_pattern(plain))
        if self._names is not None:
            found += self._by_roster(Words(plain), scope, found)
        if topics:
            people = [(each.start, each.end) for each in found if each.kind == "name"]
            for element, start, end in topics_in(plain.lower(), people):
                found.append(Found("topic", element, "TOPIC", start, end))
        if not found:
            return ()
        kept = _apart(found)
        if looked.places is None:
            return kept
        return tuple(_moved(each, *looked.back(each.start, each.end)) for each in kept)

    def _by_pattern(self, plain: str) -> Iterator[Found]:
        data = plain.encode("ascii", "replace")  # one byte for one character: places stay places
        for place in self._set.Match(data) or ():
            yield from self._of(PATTERNS[place], self._compiled[place], data, plain)

    def _of(self, pattern: Pattern, regexp: Linear, data: bytes, text: str) -> Iterator[Found]:
        for start, end in regexp.spans(data):
            value = text[start:end]
            length = pattern.check(value)
            element, mark = self._element(pattern, value[:length]) if length else (None, "")
            if element:
                yield Found(pattern.kind, element, pattern.word, start, start + length, mark)

    def _element(self, pattern: Pattern, value: str) -> tuple[str | None, str]:
        if pattern.kind == "email":
            return self._element_of_address(value.casefold())
        if pattern.kind == "phone" and self.index is not None:
            person = self.index.by_exact(f"tel:{''.join(filter(str.isdigit, value))[-10:]}")
            if person != NOWHERE:
                return self._contact(person, "stu_phone")
        if pattern.kind == "student_number" and len(value) not in self._lengths:
            return None, ""
        return pattern.element, ""

    def _element_of_address(self, address: str) -> tuple[str | None, str]:
        """Staff addresses are public; what is ours and not staff is a student's; the rest are families'."""
        if address in self.hints.staff_addresses:
            return None, ""
        person = self.index.by_exact(address) if self.index is not None else NOWHERE
        if person != NOWHERE:
            return self._contact(person, "stu_email")
        domain = address.rpartition("@")[2]
        ours = self.hints.student_domains | self.hints.district_domains
        if any(domain == each or domain.endswith(f".{each}") for each in ours):
            return "stu_email", ""
        return "par_contact", ""

    def _contact(self, person: int, of_student: str) -> tuple[str | None, str]:
        """What an e-mail address or a phone number of somebody on the roster is. Staff's are public."""
        index = self.index
        assert index is not None
        kind = index.kinds[person]
        element = {STUDENT: of_student, FAMILY: "par_contact", STAFF: None}[kind]
        return element, index.mark(person)

    def _by_roster(self, words: Words, scope: NameScope, found: list[Found]) -> Iterator[Found]:
        index, names, identifiers = self.index, self._names, self._identifiers
        assert index is not None and names is not None and identifiers is not None
        named = names.find(words, scope)
        inside_address = [(each.start, each.end) for each in found if each.kind in {"email", "address", "secret"}]
        for name in named:
            if any(start <= name.start and name.end <= end for start, end in inside_address):
                continue
            kind = index.kinds[name.person] if name.person >= 0 else STUDENT
            element = "stu_last_name" if kind == STUDENT and name.last_name else ELEMENTS[kind]
            mark = index.mark(name.person) if name.person >= 0 else ""
            if name.person in index.chosen and kind == STUDENT:
                said = words_of(words.text[name.start : name.end].lower())
                element = CHOSEN_NAME if index.is_chosen(name.person, said) else element
            yield Found("name", element, WORDS[kind], name.start, name.end, mark)
        if HAS_DIGIT.search(words.text):
            for kind_of, element, word, start, end, person in identifiers.find(
                words, scope, [name.start for name in named]
            ):
                yield Found(kind_of, element, word, start, end, index.mark(person))


@lru_cache(maxsize=1)
def _compiled() -> tuple[Any, tuple[Linear, ...]]:
    every = re2.Set.SearchSet()
    for pattern in PATTERNS:
        every.Add(pattern.regexp)
    every.Compile()
    return every, tuple(Linear(pattern.regexp) for pattern in PATTERNS)


def _moved(found: Found, start: int, end: int) -> Found:
    return Found(found.kind, found.element, found.word, start, end, found.mark)


def _apart(found: list[Found]) -> tuple[Found, ...]:
    if len(found) == 1:
        return tuple(found)
    found.sort(
        key=lambda each: (
            each.element not in SEVERE,
            each.start - each.end,
            not each.mark,
            each.kind == "phone",
            each.start,
        )
    )
    kept: list[Found] = []
    starts: list[int] = []
    for each in found:
        place = bisect(starts, each.start)
        if (place and kept[place - 1].end > each.start) or (place < len(kept) and kept[place].start < each.end):
            continue
        kept.insert(place, each)
        starts.insert(place, each.start)
    return tuple(kept)
