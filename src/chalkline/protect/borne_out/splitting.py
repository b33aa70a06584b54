"""Cutting text into sentences. Pure; whatever is cut, put together again, is the text."""

from __future__ import annotations

import re

SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sr|Sra|St|Ave|Blvd|Rd|No|Nos|vs|etc|e\.g|i\.e|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov"
    r"|Dec|Dept|ext|p\.ej|núm|tel|Ud|Uds|U\.S|[A-Z])|\b[ap]\.m)\.$"
)
END = re.compile(r"[.!?…][\"”’)\]]*(?=\s|$)|\n")
LONGEST = 600


def sentences_of(text: str) -> list[str]:
    """The sentences, trimmed, empty ones left out. Rows of tables and list items are sentences of their own."""
    found: list[str] = []
    start = 0
    for match in END.finditer(text):
        piece = text[start : match.end()].strip()
        rest = text[match.end() :].lstrip(" ")
        ends_midway = SHORTENED.search(text[start : match.start() + 1]) and not _begins_new(piece, rest)
        if match.group() != "\n" and ends_midway:
            continue
        if piece:
            found.append(piece)
        start = match.end()
    if tail := text[start:].strip():
        found.append(tail)
    return found


def _begins_new(piece: str, rest: str) -> bool:
    """After "a.m." a new sentence begins with a capital; after "Mr." a capital is his name."""
    return piece.lower().endswith(("a.m.", "p.m.")) and rest[:1].isupper()
