"""Replacing what was found by stand-ins, and putting it back into the answer, streams included.

A stand-in is readable and typed: ``[PHONE_1]`` for a value, ``Student A`` for a person. The same value, and the same
person however spelled, gets the same stand-in throughout one call, so that a model can still reason about it. A
person who was spelled in several ways is put back in the spelling that stood behind the same words, else in the first.
In a stream, text is held back only while its end could be the beginning of a stand-in: never more than ``LONGEST``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from chalkline.protect.destinations import LONGEST as IN_AN_ADDRESS
from chalkline.protect.detecting import Found
from chalkline.protect.folding import fold

LONGEST = 32  # characters of a stand-in, brackets included
SHORTEST = 6  # [IP_1]
BEGINNING = "\x02"  # stands before the first character of a text
MayGo = Callable[[str, str], bool]  # what stands before a stand-in, and itself: may what it stands for go there?
BEFORE = (40, 12, 6)  # how many characters before a person's name tell its spelling, the most telling first
# People have letters. A model that writes Spanish, or a heading, says the word in its own way.
SAID = {
    "Student": ("Student", "STUDENT", "Estudiante", "ESTUDIANTE", "Alumno", "Alumna"),
    "Parent": ("Parent", "PARENT", "Padre", "Madre"),
    "Staff": ("Staff", "STAFF"),
}
WORD_OF = {said: word for word, several in SAID.items() for said in several}
SPACES = " \u00a0\n"
STAND_IN = re.compile(
    rf"\[[A-Za-z_]{{2,20}}_[0-9]{{1,6}}\]|(?<![^\W_])({'|'.join(WORD_OF)})[{SPACES}]([A-Z]{{1,2}})(?![^\W_])"
)


def look_alikes(text: str) -> Iterator[str]:
    """Whatever in a text looks like a stand-in already: no stand-in of the call may be called so."""
    return map(_name_of, STAND_IN.finditer(text)) if _may_name(text) else iter(())


def _may_name(text: str) -> bool:
    if "[" in text:
        return True
    for said in WORD_OF:  # a loop, not any(...): every text of every call comes through here  # noqa: SIM110
        if said in text:
            return True
    return False


def _name_of(match: re.Match[str]) -> str:
    return f"{WORD_OF[match[1]]} {match[2]}" if match[1] else match[0].upper()


@dataclass
class StandIns:
    """The stand-ins of one call. Lives in memory as long as the call; never written anywhere."""

    taken: frozenset[str] = frozenset()  # texts that look like stand-ins and were in the call already
    by_value: dict[tuple[str, str], str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _numbers: Counter[str] = field(default_factory=Counter)
    _spelled: dict[str, dict[str, str | None]] = field(default_factory=dict)  # name -> what stood before -> spelling
    _several: set[str] = field(default_factory=set)  # names of people who were spelled in several ways
    _saids: tuple[str, ...] = ()  # words that people of this call may be said by
    _letters: set[str] = field(default_factory=set)

    def replace(self, text: str, found: tuple[Found, ...], elements: frozenset[str]) -> str:
        """``text`` with every finding of ``elements`` replaced."""
        pieces: list[str] = []
        at, before = 0, BEGINNING
        for each in found:
            if each.element not in elements:
                continue
            value, kept = text[each.start : each.end], text[at : each.start]
            name = self._stand_in(each, value)
            before = (before + kept)[-BEFORE[0] :]
            if each.word in SAID:
                self._note_spelling(name, value, before)
            pieces += [kept, name]
            before, at = before + name, each.end
        return "".join((*pieces, text[at:])) if pieces else text

    def _stand_in(self, found: Found, value: str) -> str:
        self.counts[found.element] += 1
        key = found.word, value
        if found.word in SAID:
            key = found.word, found.mark or fold(value).casefold()
        known = self.by_value.get(key)
        if known:
            return known
        while True:
            self._numbers[found.word] += 1
            name = _named(found.word, self._numbers[found.word])
            if name not in self.taken:
                break
        self.by_value[key] = name
        self.by_name[name] = value
        if found.word in SAID:
            letters = name.rpartition(" ")[2]
            self._letters |= {letters, letters[:1]}
            if SAID[found.word][0] not in self._saids:
                self._saids = (*self._saids, *SAID[found.word])
        return name

    def _note_spelling(self, name: str, value: str, before: str) -> None:
        spelled = self._spelled.setdefault(name, {})
        for length in BEFORE:
            key = before[-length:]
            if spelled.setdefault(key, value) != value:
                spelled[key] = None  # the same words stood before another spelling
        if self.by_name[name] != value:
            self._several.add(name)

    def restore(self, text: str, *, in_json: bool = False) -> str:
        """``text`` with every stand-in put back. ``in_json``: the text is itself JSON (tool arguments)."""
        if not self.by_name or len(text) < SHORTEST or not self._places(text, 0):
            return text
        return self.restored(BEGINNING + text, 1, in_json=in_json)

    def restored(self, text: str, begin: int, *, in_json: bool = False, may_go: MayGo | None = None) -> str:
        """What follows ``begin`` with every stand-in put back; what stands before it was put back already.

        ``may_go`` says of each whether it is put back; without it all are.
        """
        if not self.by_name or len(text) - begin < SHORTEST:
            return text[begin:]
        pieces: list[str] = []
        at = begin
        for place in self._places(text, begin):
            match = STAND_IN.match(text, place) if place >= at else None
            value = self._value(match, text) if match else None
            if match and value is not None and (may_go is None or may_go(text[:place], match[0])):
                pieces += [text[at:place], json.dumps(value, ensure_ascii=False)[1:-1] if in_json else value]
                at = match.end()
        return "".join((*pieces, text[at:])) if pieces else text[begin:]

    def _places(self, text: str, begin: int) -> list[int]:
        """Where a stand-in of this call may stand: searching for a few words is faster than a pattern."""
        places: list[int] = []
        for said in ("[", *self._saids):
            at = text.find(said, begin)
            while at >= 0:
                places.append(at)
                at = text.find(said, at + 1)
        places.sort()
        return places

    def _value(self, match: re.Match[str], text: str) -> str | None:
        name = _name_of(match)
        value = self.by_name.get(name)
        if value is None or not match[1]:
            return value
        if name in self._several:
            start, spelled = match.start(), self._spelled[name]
            known = (spelled.get(text[max(0, start - length) : start]) for length in BEFORE)
            value = next((each for each in known if each), value)
        return value.upper() if match[1].isupper() else value

    def could_begin(self, tail: str) -> bool:
        """Whether ``tail`` is a beginning of a stand-in that is in use, or one that may go on."""
        if len(tail) >= LONGEST:
            return False
        if tail[0] == "[":
            tail = tail.upper()
            return any(len(tail) < len(name) and name.startswith(tail) for name in self.by_name)
        for said in self._saids:
            if said.startswith(tail):
                return True
            if tail.startswith(said) and tail[len(said)] in SPACES:
                letters = tail[len(said) + 1 :]
                return not letters or letters in self._letters
        return False

    def safe_end(self, text: str, begin: int) -> int:
        """How much of ``text`` can be shown: up to where its end could begin a stand-in."""
        first = max(begin, len(text) - LONGEST + 1)
        starts = {"[", *(said[0] for said in self._saids)} if self.by_name else ()
        for place in range(first, len(text)):
            if text[place] in starts and self.could_begin(text[place:]):
                return place
        return len(text)


@dataclass
class StreamRestorer:
    """Restores one channel of a stream. ``feed`` gives what may go out; ``finish`` gives the rest."""

    stand_ins: StandIns
    in_json: bool = False
    may_go: MayGo | None = None
    _before: str = BEGINNING  # the end of what was put back already, as it came
    _held: str = ""

    def feed(self, text: str) -> str:
        """The next piece of text in; what can be shown of it, and of what was held back, out."""
        return self._out(self._held + text, at_end=False)

    def finish(self) -> str:
        """What is left when the channel ends."""
        return self._out(self._held, at_end=True)

    def whole(self, text: str) -> str:
        """All of a channel at once."""
        return self._out(self._held + text, at_end=True)

    def _out(self, text: str, *, at_end: bool) -> str:
        whole, begin = self._before + text, len(self._before)
        cut = len(whole) if at_end else self.stand_ins.safe_end(whole, begin)
        out = self.stand_ins.restored(whole[:cut], begin, in_json=self.in_json, may_go=self.may_go)
        kept = BEFORE[0] if self.may_go is None else IN_AN_ADDRESS
        self._before, self._held = whole[max(0, cut - kept) : cut], whole[cut:]
        return out


def _named(word: str, number: int) -> str:
    if word not in SAID:
        return f"[{word}_{number}]"
    letters = ""
    while number > 0:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{word} {letters}"
