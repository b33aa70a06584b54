"""JSON inside texts: its strings are read one by one, so that what is found in them can be replaced exactly. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import orjson
import re2

from chalkline.protect.detecting import Found

Find = Callable[[str], tuple[Found, ...]]
_LETTER = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})")
LITERAL_OR_NUMBER = re2.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9]{4,}(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?')


@dataclass(frozen=True)
class Piece:
    """One string or number of a JSON text: its place there, what it says, and what was found in it."""

    start: int
    end: int
    text: str
    found: tuple[Found, ...]


def is_json(text: str) -> bool:
    """Whether a text is itself a JSON object or list."""
    if not text[:200].lstrip().startswith(("{", "[")):
        return False
    try:
        return isinstance(orjson.loads(text), dict | list)
    except orjson.JSONDecodeError:
        return False


def with_letters(text: str) -> str:
    """The same JSON with its letters as such: many programs write "Mu\\u00f1oz", which is replaced like any name."""
    return _LETTER.sub(_letter, text) if "\\u" in text else text


def _letter(found: re.Match[str]) -> str:
    letter = chr(int(found[2], 16))
    return found[1] + letter if letter.isalpha() else found[0]


def pieces_of(text: str, find: Find) -> tuple[Piece, ...]:
    """The strings and numbers of a JSON text in which something was found.

    What is found in the text as a whole (a number behind its field's name) counts where it lies in one of them; what
    is found in a string once it is unescaped counts as well.
    """
    around = find(text)
    pieces = []
    for match in LITERAL_OR_NUMBER.finditer(text):
        start, end = match.span()
        told = match.group()
        if not told.startswith('"'):
            found = tuple(_moved(each, -start) for each in around if start <= each.start and each.end <= end)
            plain = told
        elif "\\" in told:
            plain = json.loads(told, strict=False)
            found = find(plain)
        else:
            plain = told[1:-1]
            inside = tuple(_moved(each, -start - 1) for each in around if start < each.start and each.end < end)
            found = inside or find(plain)
        if found:
            pieces.append(Piece(start, end, plain, found))
    return tuple(pieces)


def put_back(text: str, pieces: tuple[Piece, ...], say: Callable[[str, tuple[Found, ...]], str]) -> str:
    """``text`` with each piece as ``say`` says it, spelled as JSON; everything else as it was."""
    out, at = [], 0
    for piece in pieces:
        said = say(piece.text, piece.found)
        if said == piece.text:
            continue
        out += [text[at : piece.start], _spelled(said)]
        at = piece.end
    return "".join((*out, text[at:])) if out else text


def _spelled(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, as an escape can say it
        return json.dumps(text)
    return json.dumps(text, ensure_ascii=False)


def _moved(found: Found, by: int) -> Found:
    return replace(found, start=found.start + by, end=found.end + by)
