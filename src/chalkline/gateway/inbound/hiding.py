"""Texts inside texts: what is written in another spelling is read in plain before it is looked at. Pure.

Base64, bytes as numbers, percent signs, HTML entities, escapes, ROT13, letters set apart, words with marks or tags in
their middle, and letters that no screen shows; one inside another up to three deep. What is found inside cannot be
replaced there. Whoever wants to can always think of one more; what a model is known to read is what counts.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import re2

from chalkline.protect.folding import folded

SHORTEST = 20  # characters of a block below which it is left alone: words and ids of everyday
DEEPEST = 3
READABLE = 0.85  # share of a decoded block's characters that must be letters, digits or plain marks

BASE64 = (
    r"(?:[A-Za-z0-9+/_-]{20,}\s{0,2})+={0,2}"
    r"|(?:[A-Za-z0-9+/_-]{4}[\s.,|]{1,2}){5,}[A-Za-z0-9+/_-]{0,4}={0,2}"
    r"|(?:[A-Za-z0-9+/_-]{8}[\s.,|]{1,2}){3,}[A-Za-z0-9+/_-]{0,8}={0,2}"
    r"|(?:[A-Za-z0-9+/_-]{16}[\s.,|]{1,2}){2,}[A-Za-z0-9+/_-]{0,16}={0,2}"
)
PADDED = r"[A-Za-z0-9+/]{6,}={1,2}"  # a word for itself
HEX = r"(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ :,;-]{0,2}){10,}"
NUMBERS = r"(?:[0-9]{2,3}[ ,;]{1,2}){9,}[0-9]{2,3}|(?:[01]{8}[ ,;]{0,2}){6,}"
PERCENT = r"%[0-9a-fA-F]{2}"  # one is enough: the space between two names
QUOTED = r"(?:=[0-9A-Fa-f]{2}){4,}"  # as mail writes bytes
ENTITY = r"&(?:#[0-9]{2,10};?|#[xX][0-9a-fA-F]{2,8};?|[A-Za-z]{2,8};)"
ESCAPE = (
    r"\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\u\{[0-9a-fA-F]{1,6}\}|\\U[0-9a-fA-F]{8}|%u[0-9a-fA-F]{4}|\\[0-3][0-7]{2}"
)
# Everyday words in ROT13: the, and, is, that, student, name, phone, her, his, el, que, los, una, alumno.
ROT13 = r"(?i)\b(?:gur|naq|gung|fghqrag|fghqragf|anzr|cubar|uvf|ure|fur|dhr|hygvzb|nyhzab|nyhzan)\b"
APART = r"\b(?:[A-Za-z][\s._*|/-]{1,3}){5,}[A-Za-z](?:\b|_)"
INLINE = r"(?:</?(?:a|b|em|font|i|mark|s|small|span|strong|sub|sup|u|wbr)\b[^<>]{0,80}>|<!--[^<>]{0,80}-->|\*{1,3}|~~)"
MARKED = rf"(?i)[a-z]{{2}}{INLINE}{{1,4}}[a-z]{{2}}"


def _bytes(pattern: str) -> Any:
    return re2.compile(pattern.encode())


_EVERY = (BASE64, PADDED, HEX, NUMBERS, PERCENT, QUOTED, ENTITY, ESCAPE, ROT13, APART, MARKED)
ANY = _bytes("|".join(f"(?:{each})" for each in _EVERY))
_BASE64, _PADDED, _HEX, _NUMBERS, _ROT13 = map(_bytes, (BASE64, PADDED, HEX, NUMBERS, ROT13))
_PERCENT, _QUOTED, _ENTITY, _ESCAPE, _APART, _MARKED = map(_bytes, (PERCENT, QUOTED, ENTITY, ESCAPE, APART, MARKED))
PLAIN_ALPHABET = bytes.maketrans(b"-_", b"+/")
_ONE_ESCAPE = re.compile(
    r"(?:\\u|%u)([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\u\{([0-9a-fA-F]{1,6})\}|\\U([0-9a-fA-F]{8})|\\([0-3][0-7]{2})"
)
_ONE_QUOTED = re.compile(r"=([0-9A-Fa-f]{2})")
_APART_AS_TEXT, _BREAKS = re.compile(APART), re.compile(rb"[\s.,|]+")
_BETWEEN = re.compile(r"(?<=[A-Za-z])([\s._*|/-]{1,3})(?=[A-Za-z])")
_IN_A_WORD = re.compile(rf"(?i)(?<=[a-z]){INLINE}{{1,4}}(?=[a-z])")
_UNSEEN = re2.compile("[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e01ef]")
TAGS = range(0xE0020, 0xE007F)  # letters that no screen shows


def hidden_in(text: str, depth: int = 0) -> Iterator[str]:
    """What ``text`` says in other spellings, each in plain; nothing for ordinary text."""
    if len(text) < SHORTEST or depth >= DEEPEST:
        return
    if not depth and not text.isascii() and _UNSEEN.search(text):
        yield from _unseen(text)
    data = text.encode("ascii", "replace")  # one byte for one character
    if not ANY.search(data):
        return
    for plain in _plain(text, data, depth):
        yield plain
        yield from hidden_in(plain, depth + 1)


def _unseen(text: str) -> Iterator[str]:
    """What letters that no screen shows say; a code between whose letters something stands that nobody sees."""
    if told := "".join(chr(ord(each) - 0xE0000) for each in text if ord(each) in TAGS):
        yield told
        yield from hidden_in(told, 1)
    yield from hidden_in(folded(text).text, 1)


def _plain(text: str, data: bytes, depth: int) -> Iterator[str]:
    for found in _BASE64.finditer(data):
        if plain := _readable(_from_base64(b"".join(_BREAKS.split(found.group())))):
            yield plain
    for found in _HEX.finditer(data):
        if plain := _readable(_from_hex(found.group().decode())):
            yield plain
    for found in _NUMBERS.finditer(data):
        if plain := _readable(_from_numbers(found.group().decode())):
            yield plain
    if not depth and len({each.lower() for each in _ROT13.findall(data)}) > 1:
        yield codecs.decode(text, "rot13")
    undone = _undone(text, data)
    if undone != text:
        yield undone


def _undone(text: str, data: bytes) -> str:
    """The whole text with everything undone that is written letter by letter: one reading, however many codes."""
    if _PADDED.search(data):
        text = _with_words(text, data)
    if _APART.search(data):
        text = _APART_AS_TEXT.sub(lambda found: _together(found.group()), text)
    if _MARKED.search(data):
        text = _IN_A_WORD.sub("", text)
    if _QUOTED.search(data):
        text = _ONE_QUOTED.sub(lambda found: chr(int(found[1], 16)), text.replace("=\n", ""))
    if _PERCENT.search(data):
        text = unquote(text, errors="ignore")
    if _ENTITY.search(data):
        text = html.unescape(text)
    if _ESCAPE.search(data):
        text = _ONE_ESCAPE.sub(_escaped, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _with_words(text: str, data: bytes) -> str:
    """The text with each word in Base64 as what it says."""
    pieces, at = [], 0
    for found in _PADDED.finditer(data):
        if plain := _readable(_from_base64(found.group()), 3):
            pieces += [text[at : found.start()], plain]
            at = found.end()
    return "".join((*pieces, text[at:]))


def _from_base64(block: bytes) -> bytes:
    block = block.rstrip(b"=").translate(PLAIN_ALPHABET)
    if len(block) % 4 == 1:
        block = block[:-1]
    try:
        return base64.b64decode(block + b"=" * (-len(block) % 4))
    except binascii.Error:
        return b""


def _from_hex(block: str) -> bytes:
    digits = re.sub(r"0x|\\x|[^0-9a-fA-F]", "", block)
    return bytes.fromhex(digits[: len(digits) // 2 * 2])


def _from_numbers(block: str) -> bytes:
    """Letters by their numbers, in tens or in twos."""
    numbers = re.findall(r"[0-9]+", block)
    if all(len(each) % 8 == 0 and not each.strip("01") for each in numbers):
        bits = "".join(numbers)
        return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return bytes(number for each in numbers if (number := int(each)) < 256)


def _escaped(found: re.Match[str]) -> str:
    code = int(found[5], 8) if found[5] else int(found[1] or found[2] or found[3] or found[4], 16)
    return chr(code) if code < 0x110000 else "\ufffd"


def _together(apart: str) -> str:
    """Letters that were set apart, as words: where more stands between two, or a capital follows a small one."""
    marks: list[str] = _BETWEEN.findall(apart)
    usual = min(map(len, marks), default=1)
    mixed = not apart.isupper() and not apart.islower()

    def say(found: re.Match[str]) -> str:
        return " " if len(found[1]) > usual or (mixed and apart[found.end()].isupper()) else ""

    return _BETWEEN.sub(say, apart)


def _readable(data: bytes, shortest: int = SHORTEST // 2) -> str:
    """The text of some bytes, or "" where they are none."""
    if data.count(b"\0") * 3 > len(data):
        for one, other in (("utf-16-le", 1), ("utf-16-be", 0)):
            if data[other::2].count(b"\0") * 3 > len(data):
                data = data.decode(one, errors="ignore").encode()
                break
    text = data.decode("utf-8", errors="ignore")
    if len(text) < shortest or len(text.encode()) < READABLE * len(data):
        return ""
    plain = sum(each.isalnum() or each in " \n\t.,;:-_@'\"()/+=&?!#{}[]" for each in text)
    return text if plain >= READABLE * len(text) else ""
