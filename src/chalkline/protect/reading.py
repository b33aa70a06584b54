"""A folded text, read word by word: what stands beside what, and with which capital letters."""

from __future__ import annotations

from dataclasses import dataclass, field

from chalkline.protect.name_words import lists
from chalkline.protect.splitting_words import small_words_of, words_of

TITLES = lists()["titles"]
BEGINNINGS = frozenset('.!?:\n>|•*¿¡#"')  # between two words: a sentence begins, or a cell
ENDS = frozenset(".!?\n;|")  # between two words: they stand in different sentences or cells


@dataclass
class Words:
    """The words of a folded text in small letters; as written, and where, when that is asked for."""

    text: str
    small: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)  # each of them once
    known: list[tuple[int, frozenset[str], bool]] | None = None  # known_people.py's, once it was asked
    _written: list[str] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _at: int = 0

    def __post_init__(self) -> None:
        self.small = small_words_of(self.text)
        self.said = set(self.small)

    @property
    def written(self) -> list[str]:
        """The words as written."""
        if not self._written:
            self._written = words_of(self.text)
            if len(self._written) != len(self.small):  # a letter whose small one is two characters
                self.small = [each.lower() for each in self._written]
        return self._written

    def start(self, place: int) -> int:
        """Where a word begins."""
        starts = self._starts
        if place >= len(starts):
            find, at = self.text.find, self._at
            for word in self.written[len(starts) : place + 1]:
                at = find(word, at)
                starts.append(at)
                at += len(word)
            self._at = at
        return starts[place]

    def end(self, place: int) -> int:
        """Where a word ends."""
        return self.start(place) + len(self.written[place])

    def between(self, before: int, after: int) -> str:
        """What stands between two words."""
        return self.text[self.end(before) : self.start(after)]

    def has_capital(self, place: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.written[place][0].isupper()

    def begins_sentence(self, place: int) -> bool:
        """Whether nothing but the beginning, or the end of a sentence, stands before a word."""
        if place == 0:
            return True
        gap = self.between(place - 1, place)
        return not BEGINNINGS.isdisjoint(gap) or "- " in gap

    def before(self, place: int) -> str:
        """The word before, in the same sentence; "" where none is."""
        if place == 0:
            return ""
        before, gap = self.small[place - 1], self.between(place - 1, place)
        if before in TITLES and gap in (". ", "."):
            return before
        return "" if not ENDS.isdisjoint(gap) else before

    def after(self, place: int) -> str:
        """The word after, in the same sentence; "" where none is."""
        after = place + 1
        if after >= len(self.small) or not ENDS.isdisjoint(self.between(place, after)):
            return ""
        return self.small[after]

    def is_possessive(self, place: int) -> bool:
        """Whether "'s" follows a word."""
        after = place + 1
        return after < len(self.small) and self.small[after] == "s" and self.between(place, after) == "'"

    def in_heading(self, first: int, last: int) -> bool:
        """Whether words with capitals stand on both sides of some words."""
        return (
            first > 0
            and last + 1 < len(self.small)
            and self.has_capital(first - 1)
            and self.has_capital(last + 1)
            and self.between(last, last + 1) == " " == self.between(first - 1, first)
        )

    def is_shouted(self, place: int) -> bool:
        """Whether everything around is written in capitals, so that a capital says nothing."""
        around = [each for each in self.written[max(0, place - 2) : place + 3] if len(each) > 1]
        return len(around) > 1 and all(each.isupper() for each in around)

    def all_small(self, place: int) -> bool:
        """Whether nothing around is written with a capital, as in a chat; "I" does not count."""
        around = self.written[max(0, place - 8) : place + 9]
        return not any(each[0].isupper() and each != "I" for each in around)
