"""Cutting text into sentences. Pure; whatever is cut, put together again, is the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

SHORTENED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sr|Sra|St|Ave|Blvd|Rd|No|Nos|vs|etc|e\.g|i\.e|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov"
    r"|Dec|Dept|ext|p\.ej|núm|tel|Ud|Uds|U\.S|[A-Z])|\b[ap]\.m)\.$"
)
END = re.compile(r"[.!?…][\"”’)\]]*(?=\s|$|\[\d)|\n")
LISTED = re.compile(r"\(?\d{1,2}[.)]")
LONGEST = 600


def sentences_of(text: str) -> list[str]:
    """The sentences, trimmed, empty ones left out. Rows of tables and list items are sentences of their own."""
    ends = [*cuts_of(text), len(text)]
    return [piece for start, end in zip([0, *ends], ends, strict=False) if (piece := text[start:end].strip())]


def cuts_of(text: str) -> Iterator[int]:
    """Where sentences end in a text, the place behind each; what stands behind the last may be half of one."""
    start = 0
    for match in END.finditer(text):
        piece = text[start : match.end()].strip()
        rest = text[match.end() :].lstrip(" ")
        is_line = match.group() == "\n"
        ends_midway = SHORTENED.search(text[start : match.start() + 1]) and not _begins_new(piece, rest)
        if not is_line and (ends_midway or (rest[:1] not in {"", "\n"} and _is_listed(text, start, piece))):
            continue
        yield match.end()
        start = match.end()


def _is_listed(text: str, start: int, piece: str) -> bool:
    """Whether a piece is the number of a list item: it belongs to what follows it."""
    return bool(LISTED.fullmatch(piece)) and (start == 0 or text[start - 1] == "\n")


def _begins_new(piece: str, rest: str) -> bool:
    """After "a.m." a new sentence begins with a capital; after "Mr." a capital is his name."""
    return piece.lower().endswith(("a.m.", "p.m.")) and rest[:1].isupper()
