"""A text as its rules see it: small letters a to z, digits, spaces, and a full stop where a sentence ends.

What people do to be seen less well is undone: accents, look-alike letters, invisible characters, letters written as
digits or stars, letters set apart, letters repeated, and the usual encodings. All of it in time linear in the text.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import re2

ENDS = ".!?\n;"
DROPPED = "'`´’‘ʼ"
LOOK_ALIKES = dict(
    zip("авекмнорстухіѕјԁѵԛԝαβεικνορτυχωɡıℓøđłßæœ", "abekmhopctyxisjdvqwabeikvoptuxwgilodlsao", strict=True)
)
LEET = str.maketrans("0345789@$!|+", "oeastbgasilt")
STARRED = ("fuck", "shit", "bitch", "kill", "suicide", "die", "dies", "sex", "porn", "nude", "rape", "bomb", "dick")
TAGS = range(0xE0020, 0xE007F)  # letters that no screen shows; a model reads them all the same
MOST_DECODED = 20_000


class _Table(dict[int, str]):
    """How each character is read; what has not been seen before is worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = read = _read(chr(code))
        return read


def _read(character: str) -> str:
    if character in DROPPED:
        return ""
    if character in ENDS or character in "。…¿¡":
        return "."
    if ord(character) in TAGS:
        return _TABLE[ord(character) - 0xE0000]
    lower = character.lower()
    if lower in LOOK_ALIKES:
        return LOOK_ALIKES[lower]
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:
        return ""
    told = unicodedata.normalize("NFKD", lower)
    read = "".join(LOOK_ALIKES.get(each, each) for each in told if not unicodedata.combining(each)).lower()
    kept = "".join(each for each in read if each.isascii() and each.isalnum())
    return kept or " "


_TABLE = _Table()


def _bytes_table(encoding: str) -> tuple[bytes, bytes]:
    """How the bytes of an encoding are read, one for one, and those that are dropped."""
    characters = [bytes([code]).decode(encoding, "replace") for code in range(256)]
    read = [_read(each) for each in characters]
    return bytes(ord(each[:1] or " ") for each in read), bytes(code for code, each in enumerate(read) if not each)


# Most texts are of one byte a character, and are read at once; the rest character by character.
_BY_BYTES = {each: _bytes_table(each) for each in ("ascii", "latin-1", "cp1252")}
_UNUSUAL = (
    r"(?i)[a-z][0345789@$!|+1]+[a-z]|\b[0134578@$]+[a-z]|[a-z]\*+|\b(?:[a-z][ ._*-]{1,2}){3}[a-z]\b"
    r"|aaa|bbb|ccc|ddd|eee|fff|ggg|hhh|iii|jjj|kkk|lll|mmm|nnn|ooo|ppp|qqq|rrr|sss|ttt|uuu|vvv|xxx|yyy|zzz"
)
_ENCODED = r"[A-Za-z0-9+/_-]{16,}|%[0-9A-Fa-f]{2}|&#?[A-Za-z0-9]{2,8};|\\[ux][0-9A-Fa-f]{2}"


def _hiding() -> Any:
    """Both at once: most texts hide nothing, and one look has to be enough."""
    made = re2.Set.SearchSet()
    made.Add(_UNUSUAL)
    made.Add(_ENCODED)
    made.Compile()
    return made


_HIDING = _hiding()
IS_UNUSUAL, IS_ENCODED = 0, 1
_SPACES = re.compile("  +")
_TOKEN = re.compile(r"\S+")
_RUN = re.compile(r"([a-z])\1{2,}")
_APART = re.compile(r"(?<![a-z])[a-z](?:[ ._*-]{1,3}[a-z](?![a-z])){3,}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Reading:
    """One way of reading a text. ``whole``: places in it cannot be told, so that a signal is about all of it."""

    text: str
    whole: bool = False


def plain(text: str) -> str:
    """The text as rules see it: never two spaces together."""
    for encoding, (table, dropped) in _BY_BYTES.items():
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        read = data.translate(table, dropped)
        while b"  " in read:
            read = read.replace(b"  ", b" ")
        return read.decode("ascii")
    return _SPACES.sub(" ", text.translate(_TABLE))


def place_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Where in ``text`` a piece of ``plain(text)`` stands."""
    at, first, spaced = 0, -1, False
    for place, character in enumerate(text):
        for each in _TABLE[ord(character)]:
            at += not (spaced and each == " ")
            spaced = each == " "
        if first < 0 and at > start:
            first = place
        if at >= end:
            return max(first, 0), place + 1
    return max(first, 0), len(text)


def readings(text: str) -> Iterator[Reading]:
    """Every way in which the text may be meant: plainly first, then with what hides it undone."""
    yield Reading(plain(text))
    hidden = _HIDING.Match(text) or ()
    if IS_UNUSUAL in hidden:
        lower = text.lower() if text.isascii() else _letters(text)
        for variant in dict.fromkeys(_variants(lower)):
            if variant != lower:
                yield Reading(plain(variant), whole=True)
    if IS_ENCODED in hidden:
        for decoded in decodings(text):
            yield Reading(plain(decoded), whole=True)


def decodings(text: str) -> Iterator[str]:
    """The text out of its encodings: entities, percent signs, escapes, base64; only what gives readable text."""
    for decoded in (html.unescape(text), unquote(text), _ESCAPED.sub(_unescaped, text)):
        if decoded != text:
            yield decoded
    spent = 0
    for match in _BASE64.finditer(text):
        if spent > MOST_DECODED:
            return
        spent += len(match.group())
        decoded = _from_base64(match.group())
        if decoded:
            yield decoded


def _letters(text: str) -> str:
    """Look-alikes and accents undone, everything else left as it is."""
    return "".join(
        each if each.isascii() and each not in DROPPED else (_TABLE[ord(each)] or "") for each in text.lower()
    )


def _variants(text: str) -> Iterator[str]:
    bare = _TOKEN.sub(_without_leet, text)
    yield bare
    if "1" in text:
        yield _TOKEN.sub(_without_leet, text.replace("1", "l"))
    for each in (bare, text):
        together = _APART.sub(_joined, each)
        yield together
        yield _RUN.sub(r"\1", together)
        yield _RUN.sub(r"\1\1", together)


def _without_leet(match: re.Match[str]) -> str:
    token = match.group()
    core = token.rstrip("!+|*.,?")
    if not any(each.isalpha() for each in core):
        return token
    rest = token[len(core) :]
    if "*" in token and core[:1].isalpha():
        return _starred(token)
    return core.replace("1", "i").translate(LEET) + rest


def _starred(token: str) -> str:
    word = token.rstrip(".,?!")
    for known in STARRED:
        if len(known) == len(word) and all(one in ("*", other) for one, other in zip(word, known, strict=True)):
            return known
    return token


def _joined(match: re.Match[str]) -> str:
    # Two spaces between letters set apart are the end of a word.
    return "".join(
        "" if len(each) == 1 and not each.isalpha() else each for each in re.split(r"([ ._*-]+)", match.group())
    )


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match.group(1) or match.group(2), 16))


def _from_base64(text: str) -> str:
    try:
        data = base64.b64decode(
            text.rstrip("=").replace("-", "+").replace("_", "/") + "=" * (-len(text.rstrip("=")) % 4)
        )
        decoded = data.decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    readable = sum(each.isprintable() or each.isspace() for each in decoded)
    return decoded if decoded and readable == len(decoded) else ""
