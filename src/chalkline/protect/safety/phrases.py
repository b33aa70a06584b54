"""Phrases as the rule files write them, made into patterns for a linear-time engine.

A phrase is words with spaces between. ``(a|b c)`` is one of these, ``{name}`` one of a named list, ``word*`` any
ending, ``?`` behind a word means that it may be missing, ``~`` stands for up to three words and ``~7`` for up to
seven, ``^`` for the beginning of a sentence and ``$`` for its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalkline.protect.linear import Linear

PIECE = re.compile(r" *(\(|\)\??|\||\{\w+\}\??|~\d*|\^|\$|[a-z0-9*]+\??)")
FREQUENT_WORDS = """
a about all am an and any are as at be because been best better between book boy brother but buy by can child
clase class como could dad day days de del different do does dont el ella en ensayo es escuela essay esta examen
feel felt find first for friend friends from game games get girl give go going gonna good got great guy had has
have he help her him his home homework how i if ill im in into is it its ive just kids know la las life like lo
look los made make man me mi mis mom more my need night no not of on one or out paper para people por project
que quiero quiz report right said say school se she should show si sister so some someone story su sus take talk
tarea te teacher tell test than that the their them then they thing things this time to told trabajo tu un una
up us wanna want was way we what when where who why will with worth would write y ya yo you your
"""
FREQUENT = frozenset(FREQUENT_WORDS.split())
MOST_ALSO = 20  # alternatives


@dataclass(frozen=True)
class Phrase:
    """A phrase ready to be looked for: of its ``anchors`` one must stand in the text, "kill" as a word, "kill*" at the
    beginning of one. The pattern takes the space or full stop before and behind the phrase with it: without groups to
    fill the engine need not go back over the text."""

    source: str
    pattern: Linear
    anchors: tuple[str, ...]
    also: tuple[str, ...] = ()  # of these letters some must stand there, too; none where there would be too many

    def stands_in(self, sentence: str) -> bool:
        """Whether the letters it needs besides its anchor are there: most often they are not, and it costs little."""
        for each in self.also:  # a loop, not any(...): asked for every rare word of every call
            if each in sentence:
                return True
        return not self.also


@dataclass(frozen=True)
class _Part:
    """A piece of a phrase: its pattern, whether it may be missing, and the rare words of which it needs one."""

    pattern: str
    optional: bool = False
    anchors: tuple[str, ...] = ()
    is_word: bool = True


def phrase(source: str, lists: Mapping[str, tuple[str, ...]]) -> Phrase:
    """Raises ValueError for what cannot be read, and KeyError for a list that does not exist."""
    tokens = PIECE.findall(source)
    if "".join(tokens) != source.replace(" ", ""):
        raise ValueError(f"not a phrase: {source!r}")
    parts, rest = _sequence(tokens, 0, lists)
    anchors, *others = _needed(parts) or [()]
    if rest != len(tokens) or not anchors:
        raise ValueError(f"a phrase needs a word, and its brackets in pairs: {source!r}")
    opening = "" if tokens[0] == "^" else r"(?:^|[ .])"
    closing = "" if tokens[-1] == "$" else r"(?:[ .]|$)"
    return Phrase(source, Linear(f"{opening}{_spelled(parts)}{closing}"), anchors, _also(others))


def _sequence(tokens: list[str], at: int, lists: Mapping[str, tuple[str, ...]]) -> tuple[list[_Part], int]:
    parts: list[_Part] = []
    while at < len(tokens) and tokens[at] != "|" and not tokens[at].startswith(")"):
        part, at = _part(tokens, at, lists)
        parts.append(part)
    return parts, at


def _part(tokens: list[str], at: int, lists: Mapping[str, tuple[str, ...]]) -> tuple[_Part, int]:
    piece = tokens[at]
    if piece == "(":
        return _group(tokens, at + 1, lists)
    if piece == "^":
        return _Part(r"(?:^|\.) ?", is_word=False), at + 1
    if piece == "$":
        return _Part(r" ?(?:\.|$)", is_word=False), at + 1
    if piece[0] == "~":
        return _Part(rf"(?: [a-z0-9]+){{0,{piece[1:] or 3}}}", optional=True, is_word=False), at + 1
    bare, optional = piece.removesuffix("?"), piece.endswith("?")
    if bare.startswith("{"):
        told = [_sequence(PIECE.findall(each), 0, lists)[0] for each in lists[bare[1:-1]]]
        return _one_of(told, optional), at + 1
    return _Part(bare.replace("*", "[a-z0-9]*"), optional, (bare.split("*")[0] + "*" * ("*" in bare),)), at + 1


def _group(tokens: list[str], at: int, lists: Mapping[str, tuple[str, ...]]) -> tuple[_Part, int]:
    told = []
    while True:
        parts, at = _sequence(tokens, at, lists)
        told.append(parts)
        if at >= len(tokens):
            raise ValueError("a bracket is not closed")
        at += 1
        if tokens[at - 1] != "|":
            return _one_of(told, tokens[at - 1].endswith("?")), at


def _one_of(told: list[list[_Part]], optional: bool) -> _Part:
    anchors = tuple(sorted({anchor for parts in told for anchor in _best(parts)}))
    needed = anchors if all(_best(parts) for parts in told) else ()
    return _Part(f"(?:{'|'.join(_spelled(parts) for parts in told)})", optional, needed)


def _spelled(parts: list[_Part]) -> str:
    regexp, began = "", False
    for part in parts:
        apart = " " if began and part.is_word else ""
        regexp += f"(?:{apart}{part.pattern})?" if part.optional and part.is_word else f"{apart}{part.pattern}"
        began = began or part.is_word
    return regexp


def _needed(parts: list[_Part]) -> list[tuple[str, ...]]:
    """The words that must stand in a text, place by place, the rarest first. Words side by side are one place."""
    needed: list[tuple[str, ...]] = []
    joined = False
    for part in parts:
        if part.optional or not part.anchors:
            joined = joined and not (part.optional or part.is_word)
            continue
        if joined and len(part.anchors) == 1 and len(needed[-1]) == 1 and not needed[-1][0].endswith("*"):
            needed[-1] = (f"{needed[-1][0]} {part.anchors[0]}",)
        else:
            needed.append(part.anchors)
        joined = True
    return sorted(needed, key=_worth, reverse=True)


def _also(others: list[tuple[str, ...]]) -> tuple[str, ...]:
    fitting = [each for each in others if len(each) <= MOST_ALSO]
    return tuple(each.rstrip("*") for each in max(fitting, key=lambda each: min(map(len, each)), default=()))


def _best(parts: list[_Part]) -> tuple[str, ...]:
    return next(iter(_needed(parts)), ())


def _worth(anchors: tuple[str, ...]) -> tuple[int, int]:
    return (int(not any(map(_is_frequent, anchors))), min(map(len, anchors)))


def _is_frequent(anchor: str) -> bool:
    words = anchor.split()
    return len(words) < 3 and all(each in FREQUENT for each in words)
