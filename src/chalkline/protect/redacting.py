"""Replacing what was found by stand-ins, and putting it back into the answer, streams included.

A stand-in is readable and typed: ``[PHONE_1]``. The same value gets the same stand-in throughout one call, so
that a model can still reason about it. In a stream, text is held back only while its end could be the beginning
of a stand-in that is in use: never more than the longest of them.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from chalkline.protect.detecting import Found

LONGEST = 32  # characters of a stand-in, brackets included


@dataclass
class StandIns:
    """The stand-ins of one call. Lives in memory as long as the call; never written anywhere."""

    taken: frozenset[str] = frozenset()  # texts that look like stand-ins and were in the call already
    by_value: dict[tuple[str, str], str] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _numbers: Counter[str] = field(default_factory=Counter)

    def replace(self, text: str, found: tuple[Found, ...], elements: frozenset[str]) -> str:
        """``text`` with every finding of ``elements`` replaced."""
        pieces: list[str] = []
        at = 0
        for each in found:
            if each.element not in elements:
                continue
            pieces += [text[at : each.start], self._stand_in(each, text[each.start : each.end])]
            at = each.end
        return "".join((*pieces, text[at:])) if pieces else text

    def _stand_in(self, found: Found, value: str) -> str:
        self.counts[found.element] += 1
        known = self.by_value.get((found.word, value))
        if known:
            return known
        while True:
            self._numbers[found.word] += 1
            name = f"[{found.word}_{self._numbers[found.word]}]"
            if name not in self.taken:
                break
        self.by_value[found.word, value] = name
        self.by_name[name] = value
        return name

    def restore(self, text: str, *, in_json: bool = False) -> str:
        """``text`` with every stand-in put back. ``in_json``: the text is itself JSON (tool arguments)."""
        if "[" not in text:
            return text
        pieces: list[str] = []
        at = 0
        while (start := text.find("[", at)) >= 0:
            end = text.find("]", start, start + LONGEST)
            value = self.by_name.get(text[start : end + 1].upper()) if end > 0 else None
            if value is None:
                pieces.append(text[at : start + 1])
                at = start + 1
                continue
            pieces += [text[at:start], json.dumps(value, ensure_ascii=False)[1:-1] if in_json else value]
            at = end + 1
        pieces.append(text[at:])
        return "".join(pieces)

    def could_begin(self, tail: str) -> bool:
        """Whether ``tail`` is a true beginning of a stand-in that is in use."""
        if len(tail) >= LONGEST:
            return False
        tail = tail.upper()
        return any(len(tail) < len(name) and name.startswith(tail) for name in self.by_name)


@dataclass
class StreamRestorer:
    """Restores one channel of a stream. ``feed`` gives what may go out; ``finish`` gives the rest."""

    stand_ins: StandIns
    in_json: bool = False
    _held: str = ""

    def feed(self, text: str) -> str:
        """The next piece of text in; what can be shown of it, and of what was held back, out."""
        whole = self._held + text
        cut = self._safe_end(whole)
        self._held = whole[cut:]
        return self.stand_ins.restore(whole[:cut], in_json=self.in_json)

    def finish(self) -> str:
        """What is left when the channel ends."""
        rest, self._held = self._held, ""
        return self.stand_ins.restore(rest, in_json=self.in_json)

    def _safe_end(self, text: str) -> int:
        start = text.rfind("[")
        return start if start >= 0 and self.stand_ins.could_begin(text[start:]) else len(text)
