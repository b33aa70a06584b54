"""Texts inside texts: what is written in another spelling is read in plain before it is looked at. Pure.

Base64, hexadecimal, percent signs, HTML entities, escapes and ROT13, one inside another up to three deep. What is
found inside cannot be replaced there. Strings of a JSON text are read one by one, so that what is found in them can
be replaced exactly.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

import orjson
import re2

from chalkline.protect.detecting import Found

Find = Callable[[str], tuple[Found, ...]]
SHORTEST = 20  # characters of a block below which it is left alone: words and ids of everyday
DEEPEST = 3
READABLE = 0.85  # share of a decoded block's characters that must be letters, digits or plain marks

BASE64 = r"(?:[A-Za-z0-9+/_-]{20,}\s{0,2})+={0,2}"
HEX = r"(?:[0-9a-fA-F]{2}[ :]?){10,}"
PERCENT = r"%[0-9a-fA-F]{2}"  # one is enough: the space between two names
ENTITY = r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8});"
ESCAPE = r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}"
# Everyday words in ROT13: the, and, is, that, student, name, phone, her, his, el, que, los, una, alumno.
ROT13 = r"(?i)\b(?:gur|naq|gung|fghqrag|fghqragf|anzr|cubar|uvf|ure|fur|dhr|hygvzb|nyhzab|nyhzan)\b"
ANY = re2.compile("|".join(f"(?:{each})" for each in (BASE64, HEX, PERCENT, ENTITY, ESCAPE, ROT13)).encode())
_BASE64, _HEX, _ROT13 = (re2.compile(each.encode()) for each in (BASE64, HEX, ROT13))
_PERCENT, _ENTITY, _ESCAPE = (re2.compile(each.encode()) for each in (PERCENT, ENTITY, ESCAPE))
PLAIN_ALPHABET = bytes.maketrans(b"-_", b"+/")
_ONE_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_LETTER = re.compile(r"(?<!\\)((?:\\\\)*)\\u([0-9a-fA-F]{4})")
LITERAL_OR_NUMBER = re2.compile(r'"(?:[^"\\]|\\.)*"|-?[0-9]{4,}')


def hidden_in(text: str, depth: int = 0) -> Iterator[str]:
    """What ``text`` says in other spellings, each in plain; nothing for ordinary text."""
    if len(text) < SHORTEST or depth >= DEEPEST:
        return
    data = text.encode("ascii", "replace")  # one byte for one character
    if not ANY.search(data):
        return
    for plain in _plain(text, data):
        yield plain
        yield from hidden_in(plain, depth + 1)


def _plain(text: str, data: bytes) -> Iterator[str]:
    for found in _BASE64.finditer(data):
        if plain := _readable(_from_base64(b"".join(found.group().split()))):
            yield plain
    for found in _HEX.finditer(data):
        if plain := _readable(_from_hex(found.group().decode())):
            yield plain
    if _PERCENT.search(data):
        yield unquote(text, errors="ignore")
    if _ENTITY.search(data):
        yield html.unescape(text)
    if _ESCAPE.search(data):
        plain = _ONE_ESCAPE.sub(lambda found: chr(int(found.group(1) or found.group(2), 16)), text)
        yield plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len({each.lower() for each in _ROT13.findall(data)}) > 1:
        yield codecs.decode(text, "rot13")


def _from_base64(block: bytes) -> bytes:
    block = block.rstrip(b"=").translate(PLAIN_ALPHABET)
    if len(block) % 4 == 1:
        block = block[:-1]
    try:
        return base64.b64decode(block + b"=" * (-len(block) % 4))
    except binascii.Error:
        return b""


def _from_hex(block: str) -> bytes:
    digits = block.replace(" ", "").replace(":", "")
    return bytes.fromhex(digits[: len(digits) // 2 * 2])


def _readable(data: bytes) -> str:
    """The text of some bytes, or "" where they are none."""
    text = data.decode("utf-8", errors="ignore")
    if len(text) < SHORTEST // 2 or len(text.encode()) < READABLE * len(data):
        return ""
    plain = sum(each.isalnum() or each in " \n\t.,;:-_@'\"()/+=&?!#{}[]" for each in text)
    return text if plain >= READABLE * len(text) else ""


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
