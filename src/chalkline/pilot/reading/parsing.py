"""Bytes to rows: which letters, which separator, which column is which, and what is wrong with each row."""

from __future__ import annotations

import codecs
import csv
import hashlib
import hmac
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TextIO

from chalkline.pilot.reading.orders import (
    CODE,
    COUNT,
    LONGEST_CELL,
    NUMBER,
    PERSON,
    SIDE,
    Order,
    Refused,
    Sought,
    Told,
)

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NO_TEXT = (b"PK\x03\x04", b"\x1f\x8b", b"%PDF", b"\xd0\xcf\x11\xe0")  # a workbook, an archive, a PDF
SEPARATORS = ",;\t|"
FORMULA = re.compile(r"^[=+\-@\t\r]")
PLAIN_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
THOUSANDS = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")
CODE_SHAPE = re.compile(r"[\w.:/ #&'()-]{1,60}")
LARGEST = Decimal(10) ** 9
SIDES = {
    "treatment": ("treatment", "treated", "with", "with the tool", "with tool", "tool", "yes", "1", "pilot"),
    "comparison": ("comparison", "control", "without", "without the tool", "without tool", "no", "0"),
}
NONE = {"", "na", "n/a", "#n/a", "nan", "null", "none", "missing", "-", "–", "."}
SEPARATOR_SAID = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)  # a first line that spreadsheet programs write
DECIMAL_COMMA = re.compile(r"^-?\d+,\d+$")
WHOLE_AS_FLOAT = re.compile(r"^(\d+)\.0+$")  # how a number of a person looks after a spreadsheet or a script

Progress = Callable[[int, int], None]


class Wrong(Exception):
    """One cell is not what its column holds; the words go into the file to mend."""


def read(order: Order, progress: Progress = lambda done, of: None) -> Told:
    """Read the file. Raises Refused where there is no sense in going on."""
    text, separator = _separated(text_in(Path(order.path), order.most_bytes))
    head, rows = _table(text, separator)
    order = replace(order, columns=tuple(replace(each, comma=separator != ",") for each in order.columns))
    at = _places(head, order.columns)
    good, bad = _sorted_out(order, head, at, rows, progress, text.count("\n") + 1)
    if not good and not bad:
        raise Refused("no_rows")
    with Path(order.rows_to).open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in good)
    with Path(order.rejects_to).open("w", encoding="utf-8", newline="") as file:
        _write_bad(file, head, bad)
    reasons = Counter(words for _, words, _ in bad)
    return Told(len(good), len(bad), dict(reasons.most_common(20)), tuple(at))


def keyed(number: str, key: bytes) -> str:
    """The code that stands for a person: HMAC-SHA-256 of the number as it is written, 32 hex digits of it."""
    return hmac.new(key, number.strip().casefold().encode(), hashlib.sha256).hexdigest()[:32]


def text_in(path: Path, most_bytes: int) -> str:
    """The text of a file, whatever its letters are spelled in. Raises Refused."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty")
    if size > most_bytes:
        raise Refused("too_large")
    data = path.read_bytes()
    if data.startswith(NO_TEXT):
        raise Refused("not_csv")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(data.decode("cp1252", errors="replace"))


def _checked(text: str) -> str:
    if "\x00" in text:
        raise Refused("not_csv")
    if not text.strip():
        raise Refused("empty")
    return text


def table_in(text: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The heading and the numbered rows under it, whatever separates them; lines without anything are passed over."""
    return _table(*_separated(text))


def _separated(text: str) -> tuple[str, str]:
    """The text without a line that names its separator, and the separator: as named, or the one that is there most."""
    first = next(line for line in text.splitlines() if line.strip())
    if named := SEPARATOR_SAID.fullmatch(first):
        return text.replace(first, "", 1), named[1]
    return text, max(SEPARATORS, key=first.count)


def _table(text: str, separator: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The heading and the numbered rows under it; lines without anything are passed over."""
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines = _numbered(reader)
    head = next(lines, (0, []))[1]
    if not head:
        raise Refused("empty")
    return [name.strip() for name in head], lines


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        raise Refused("not_csv") from None


def _places(head: list[str], columns: tuple[Sought, ...]) -> dict[str, int]:
    """Where each column stands. Raises Refused for those that are missing, or there twice."""
    names = [_plain(name) for name in head]
    at: dict[str, int] = {}
    missing = []
    for column in columns:
        found = [place for place, name in enumerate(names) if name in {_plain(each) for each in column.called}]
        if len(found) > 1:
            raise Refused("column_twice", (head[found[0]],))
        if found:
            at[column.name] = found[0]
        elif not column.optional:
            missing.append(column.called[0])
    if missing:
        raise Refused("columns_missing", tuple(missing))
    return at


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", " ", name.strip().casefold())


def _sorted_out(
    order: Order,
    head: list[str],
    at: dict[str, int],
    rows: Iterator[tuple[int, list[str]]],
    progress: Progress,
    lines: int,
) -> tuple[list[dict[str, str]], list[tuple[int, str, list[str]]]]:
    wanted = [column for column in order.columns if column.name in at]
    key = bytes.fromhex(order.key)
    good: dict[str, tuple[dict[str, str], int, list[str]]] = {}
    bad: list[tuple[int, str, list[str]]] = []
    doubtful: set[str] = set()
    for count, (number, cells) in enumerate(rows, 1):
        if count > order.most_rows:
            raise Refused("too_large")
        if count % 2000 == 0:
            progress(number, lines)
        try:
            row = _row(wanted, at, cells, len(head), key)
        except Wrong as wrong:
            bad.append((number, str(wrong), cells))
            continue
        mark = row[order.unique]
        if mark in good and good[mark][0] != row:
            doubtful.add(mark)
            bad.append((number, "The same person or unit stands in another row with other values.", cells))
        elif mark not in good:
            good[mark] = (row, number, cells)
    for mark in doubtful:  # which of them is right, nobody here can know
        _, number, cells = good.pop(mark)
        bad.append((number, "The same person or unit stands in another row with other values.", cells))
    return [row for row, _, _ in good.values()], sorted(bad, key=lambda each: each[0])


def _row(wanted: list[Sought], at: dict[str, int], cells: list[str], width: int, key: bytes) -> dict[str, str]:
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        raise Wrong("The row has more cells than the heading.")
    row: dict[str, str] = {}
    for column in wanted:
        raw = cells[at[column.name]] if at[column.name] < len(cells) else ""
        row[column.name] = _cell(column, raw, key)
        if column.as_named:
            row[f"{column.name}_as_named"] = raw.strip()
    return row


def _cell(column: Sought, raw: str, key: bytes) -> str:
    cell, name = raw.strip(), column.called[0]
    if len(cell) > LONGEST_CELL:
        raise Wrong(f"“{name}” is longer than {LONGEST_CELL} characters.")
    if cell.casefold() in NONE:
        if column.may_be_empty:
            return ""
        raise Wrong(f"“{name}” is empty.")
    value = {NUMBER: _number, COUNT: _count, CODE: _code, SIDE: _side}.get(column.holds, _word)(column, cell)
    if column.holds == PERSON:
        if "@" in cell or " " in cell:
            raise Wrong(f"“{name}” looks like a name or an address. Use the local number.")
        value = keyed(WHOLE_AS_FLOAT.sub(r"\1", cell), key)
    if column.one_of and value not in column.one_of:
        raise Wrong(f"“{name}” is not one of those that were registered.")
    return value


def _number(column: Sought, cell: str) -> str:
    plain = cell.removesuffix("%").strip()
    if column.comma and DECIMAL_COMMA.fullmatch(plain):
        if THOUSANDS.fullmatch(plain):
            raise Wrong(f"“{column.called[0]}” could be thousands or a fraction. Write it without a comma.")
        plain = plain.replace(",", ".")
    plain = plain.replace(",", "") if THOUSANDS.fullmatch(plain) else plain
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Wrong(f"“{column.called[0]}” is not a number.") from None
    if not number.is_finite() or abs(number) > LARGEST:
        raise Wrong(f"“{column.called[0]}” is not a number that can be.")
    return format(round(number, 6).normalize(), "f")


def _count(column: Sought, cell: str) -> str:
    if not cell.isascii() or not cell.isdigit() or not column.least <= int(cell) <= 100_000:
        raise Wrong(f"“{column.called[0]}” is not a whole number from {column.least}.")
    return str(int(cell))


def _code(column: Sought, cell: str) -> str:
    if not CODE_SHAPE.fullmatch(cell) or "@" in cell:
        raise Wrong(f"“{column.called[0]}” is not a code of letters and digits.")
    return cell


def _side(column: Sought, cell: str) -> str:
    for side, words in SIDES.items():
        if cell.casefold() in words:
            return side
    raise Wrong(f"“{column.called[0]}” is neither “treatment” nor “comparison”.")


def _word(column: Sought, cell: str) -> str:
    return " ".join(cell.split())[:60]


def _write_bad(file: TextIO, head: list[str], bad: list[tuple[int, str, list[str]]]) -> None:
    writer = csv.writer(file)
    writer.writerow(["row", "what is wrong", *(_safe(name) for name in head)])
    writer.writerows([number, words, *(_safe(cell) for cell in cells)] for number, words, cells in bad)


def _safe(cell: str) -> str:
    """A cell that a spreadsheet program would take for a formula is made harmless by a leading quote."""
    return f"'{cell}" if FORMULA.match(cell) and not PLAIN_NUMBER.match(cell) else cell
