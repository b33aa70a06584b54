"""Reading a text for signals: an automaton over rare words first, then only the rules whose words stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from chalkline.protect.safety.phrases import Phrase
from chalkline.protect.safety.plain import place_of, plain, readings
from chalkline.protect.safety.vocabulary import Context, SafetyRule, safety_rules
from chalkline.protect.safety.words import Direction, Signal

NEAR = 240  # characters of an endless sentence that are looked at on either side of a word, at the least
MOST_READ = 200_000  # characters of one text; of a longer one its beginning and its end


class SafetyReader:
    """``find(text, direction)`` gives every rule that a text meets, once, the most severe first."""

    def __init__(self, rules: Iterable[SafetyRule]) -> None:
        self._rules = tuple(rules)
        self._words: dict[Direction, _Words] = {each: _Words(self._rules, each) for each in Direction}

    def find(self, text: str, direction: Direction, *, background: str = "") -> tuple[Signal, ...]:
        """Signals in ``text``; none of its words is kept. What was said before may explain it: ``background``."""
        found: dict[str, Signal] = {}
        if len(text) > MOST_READ:
            text = text[: MOST_READ // 2] + "\n" + text[-MOST_READ // 2 :]
        for reading in readings(text):
            for rule, sought, start, end in self._words[direction].candidates(reading.text):
                if rule.id in found:
                    continue
                span = _met(rule, sought, reading.text, start, end, background)
                if span:
                    first, last = (0, len(text)) if reading.whole else place_of(text, *span)
                    found[rule.id] = Signal(rule.category, rule.severity, first, last, rule.id)
        return tuple(sorted(found.values(), key=lambda each: (-each.severity, each.start, each.rule_id)))

    def quiet(self, text: str, direction: Direction) -> bool:
        """Whether no phrase of any rule stands in ``text``, whatever may explain it: most texts are, and fast."""
        for reading in readings(text):
            for _rule, sought, start, end in self._words[direction].candidates(reading.text):
                if sought.pattern.stands_in(reading.text[start:end].encode()):
                    return False
        return True


class _Words:
    """The rare words of all rules of one direction, and which phrases each of them may belong to."""

    def __init__(self, rules: tuple[SafetyRule, ...], direction: Direction) -> None:
        by_word: dict[str, dict[bool, list[tuple[SafetyRule, Phrase]]]] = {}
        for rule in rules:
            for sought in rule.phrases if direction in rule.directions else ():
                for anchor in sought.anchors:
                    told = by_word.setdefault(anchor.rstrip("*"), {False: [], True: []})
                    told[anchor.endswith("*")].append((rule, sought))
        self._meant = tuple((tuple(each[True]), tuple(each[True] + each[False])) for each in by_word.values())
        self._automaton = AhoCorasick(list(by_word), implementation=Implementation.DFA)

    def candidates(self, text: str) -> Iterator[tuple[SafetyRule, Phrase, int, int]]:
        """Phrases whose rare word stands in ``text`` with the letters it needs besides, and the sentence around it."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        all_meant, size = self._meant, len(text)
        tried: set[tuple[int, int]] = set()  # a word said a hundred times in one sentence is looked at once
        first, last, is_short = 0, 0, False  # the sentence of the hit before
        for number, start, end in hits:
            if start and text[start - 1].isalnum():
                continue
            meant = all_meant[number][end >= size or not text[end].isalnum()]
            if not meant:
                continue
            if not (is_short and first <= start and end < last):
                first, last = _around(text, start, end)
                is_short = last - first <= NEAR and text[last - 1] == "." and (not first or text[first] == ".")
            if (number, first) not in tried:
                tried.add((number, first))
                sentence = text[first:last]
                for rule, sought in meant:
                    if not sought.also or sought.stands_in(sentence):
                        yield rule, sought, first, last


def _met(rule: SafetyRule, sought: Phrase, text: str, start: int, end: int, background: str) -> tuple[int, int] | None:
    """Where a phrase stands in a sentence, without anything that makes it harmless."""
    sentence = text[start:end].encode()
    span = sought.pattern.span(sentence)
    if span is None or any(each.pattern.stands_in(sentence) for each in rule.exceptions):
        return None
    if rule.contexts:
        everything = f"{plain(background)} . {text}" if background else text
        whole = everything.encode() if any(each.anywhere for each in rule.contexts) else b""
        if any(_stands(each, whole if each.anywhere else sentence) for each in rule.contexts):
            return None
    return start + span[0], start + span[1]


def _stands(context: Context, text: bytes) -> bool:
    return any(each.pattern.stands_in(text) for each in context.phrases)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that a word stands in, its full stops included; of an endless one the pieces around it."""
    piece = start // NEAR * NEAR
    first = text.rfind(".", max(0, piece - NEAR), start)
    last = text.find(".", end, piece + 2 * NEAR)
    return first if first >= 0 else max(0, piece - NEAR), last + 1 if last >= 0 else min(len(text), piece + 2 * NEAR)


@lru_cache(maxsize=1)
def reader() -> SafetyReader:
    """The reader of the rules that are shipped. Built once, a fraction of a second."""
    return SafetyReader(safety_rules())


def read_safety(text: str, direction: Direction = Direction.IN) -> tuple[Signal, ...]:
    """Every signal in ``text``, the most severe first. What follows from them the setting of a band says."""
    return reader().find(text, direction)
