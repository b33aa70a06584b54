"""One cell: what it may hold, how people write it, and what is wrong with it."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from chalkline.kernel.sentences import Sentence
from chalkline.pilot.reading.orders import CODE, COUNT, LONGEST_CELL, NUMBER, PERSON, SIDE, Sought

THOUSANDS = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
DECIMAL_COMMA = re.compile(r"^-?\d+,\d+$")
WHOLE_AS_FLOAT = re.compile(r"^(\d+)\.0+$")  # how a number of a person looks after a spreadsheet or a script
SHORTENED = re.compile(r"^\d([.,]\d+)?E\+\d+$", re.IGNORECASE)  # how a spreadsheet program shows many digits
CODE_SHAPE = re.compile(r"[\w.:/ #&'()-]{1,60}")
LARGEST = Decimal(10) ** 9
SIDES = {
    "treatment": ("treatment", "treated", "with", "with the tool", "with tool", "tool", "yes", "1", "pilot"),
    "comparison": ("comparison", "control", "without", "without the tool", "without tool", "no", "0"),
}
EMPTY = frozenset({"", "-", "–", "—"})
# What systems and people write for "not measured". Figures of nines are old codes of survey programs.
MISSING = EMPTY | {
    "na", "n/a", "n.a.", "#n/a", "nan", "null", "none", "missing", ".", "*", "**", "abs", "absent", "exempt",
    "excused", "not tested", "not measured", "no score", "dnt", "nt", "-9", "-99", "-999", "-9999",
}  # fmt: skip


class Wrong(Exception):
    """One cell is not what its column holds; the sentence goes to whoever mends the file."""

    def __init__(self, says: Sentence) -> None:
        super().__init__(str(says))
        self.says = says


def keyed(number: str, key: bytes) -> str:
    """The code that stands for a person: HMAC-SHA-256 of the number, 32 hex digits of it.

    Zeros before a number of digits do not count: spreadsheet programs drop them.
    """
    return hmac.new(key, loose(number).encode(), hashlib.sha256).hexdigest()[:32]


def is_missing(text: str) -> bool:
    """Whether a cell says that there is nothing in it."""
    return text.strip().casefold().removesuffix(".0") in MISSING


def listed(column: Sought) -> dict[str, str]:
    """The values that count, by how they may be written: as they are, or in other letters or without first zeros."""
    often = Counter(loose(each) for each in column.one_of)
    known = {loose(each): each for each in column.one_of if often[loose(each)] == 1}
    return known | {each: each for each in column.one_of}


def cell(column: Sought, raw: str, key: bytes, counts: Mapping[str, str]) -> str:
    """The cell as its column holds it; "" where there is nothing. ``counts``: of ``listed``. Raises Wrong."""
    text, name = raw.strip(), column.called[0]
    if len(text) > LONGEST_CELL:
        raise Wrong(Sentence("“{name}” is longer than {n} characters.", name=name, n=LONGEST_CELL))
    if is_missing(text):
        if column.may_be_empty:
            return ""
        raise Wrong(Sentence("“{name}” is empty.", name=name))
    value = READERS.get(column.holds, _word)(column, text)
    if column.holds == PERSON:
        value = keyed(text, key)
    if not counts:
        return value
    known = counts.get(value) or counts.get(loose(value))
    if known is None:
        raise Wrong(Sentence("“{name}” is not one of those that were registered.", name=name))
    return known


def loose(code: str) -> str:
    """A number or code as it is compared: in small letters, without first zeros or a ".0" that programs add."""
    plain = " ".join(WHOLE_AS_FLOAT.sub(r"\1", code).split()).casefold()
    return plain.lstrip("0") or "0" if plain.isdigit() else plain


def _number(column: Sought, text: str) -> str:
    name, plain = column.called[0], text.removesuffix("%").strip()
    if column.comma and DECIMAL_COMMA.fullmatch(plain):
        if THOUSANDS.fullmatch(plain):
            raise Wrong(Sentence("“{name}” could be thousands or a fraction. Write it without a comma.", name=name))
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "") if THOUSANDS.fullmatch(plain) else plain
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Wrong(Sentence("“{name}” is not a number.", name=name)) from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise Wrong(Sentence("“{name}” is not a number that can be.", name=name))
    return format(round(number, 6).normalize(), "f")


def _count(column: Sought, text: str) -> str:
    plain = WHOLE_AS_FLOAT.sub(r"\1", text)
    if not plain.isascii() or not plain.isdigit() or not column.least <= int(plain) <= 100_000:
        raise Wrong(Sentence("“{name}” is not a whole number from {least}.", name=column.called[0], least=column.least))
    return str(int(plain))


def _code(column: Sought, text: str) -> str:
    if not CODE_SHAPE.fullmatch(text) or "@" in text:
        raise Wrong(Sentence("“{name}” is not a code of letters and digits.", name=column.called[0]))
    return text


def _person(column: Sought, text: str) -> str:
    name = column.called[0]
    if "@" in text or " " in text:
        raise Wrong(Sentence("“{name}” looks like a name or an address. Use the local number.", name=name))
    if SHORTENED.fullmatch(text):
        raise Wrong(Sentence("“{name}” was shortened by a spreadsheet program. Export the column as text.", name=name))
    return text


def _side(column: Sought, text: str) -> str:
    for side, words in SIDES.items():
        if text.casefold() in words:
            return side
    raise Wrong(Sentence("“{name}” is neither “treatment” nor “comparison”.", name=column.called[0]))


def _word(column: Sought, text: str) -> str:
    return " ".join(text.split())[:60]


READERS: dict[str, Callable[[Sought, str], str]] = {
    NUMBER: _number,
    COUNT: _count,
    CODE: _code,
    PERSON: _person,
    SIDE: _side,
}
