"""Patterns of a linear-time engine (RE2), asked as cheaply as it can be: over bytes, for places and nothing else.

The library's own way makes a match object, and goes back over a text for its characters; a call through the gateway
asks dozens of patterns, and most say no.
"""

from __future__ import annotations

from typing import Any

import re2

ANYWHERE = re2._Anchor.UNANCHORED
NOWHERE = (-1, -1)


class Linear:
    """``Linear(regexp)`` over bytes: one byte for one character is the caller's business."""

    __slots__ = ("_match", "_part")

    def __init__(self, regexp: str) -> None:
        compiled: Any = re2.compile(regexp.encode())
        self._match = compiled._regexp.Match
        self._part = 1 if compiled.groups else 0

    def spans(self, data: bytes) -> list[tuple[int, int]]:
        """Where it stands, first to last: its group 1, the whole match of a pattern without groups."""
        found: list[tuple[int, int]] = []
        at, size = 0, len(data)
        while at <= size:
            spans = self._match(ANYWHERE, data, at, size)
            first, last = spans[0]
            if first < 0:
                break
            found.append(spans[self._part])
            at = last if last > at else at + 1
        return found

    def span(self, data: bytes) -> tuple[int, int] | None:
        """Where the whole of it stands first."""
        first: tuple[int, int] = self._match(ANYWHERE, data, 0, len(data))[0]
        return None if first == NOWHERE else first

    def stands_in(self, data: bytes) -> bool:
        """Whether it stands anywhere."""
        return bool(self._match(ANYWHERE, data, 0, len(data))[0] != NOWHERE)
