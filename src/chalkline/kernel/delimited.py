"""A table somebody hands in: delimited text in whatever letters, separator and line ends, or a spreadsheet file.

``read_table`` is the one door: bytes on the disk to a heading and numbered rows of text. What the cells mean is for
the list they belong to. Meant to run in a child process (``apart``): it opens what somebody sent.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chalkline.kernel.workbook import NoWorkbook, first_sheet

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WORKBOOK = b"PK\x03\x04"
NO_TEXT = (b"\x1f\x8b", b"%PDF", b"\xd0\xcf\x11\xe0")  # an archive, a PDF, an old or locked office file
SEPARATORS = ",;\t|"
SEPARATOR_SAID = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)  # a first line that spreadsheet programs write
LARGEST_CELL = 1 << 20
FEW_ZEROS, MANY_ZEROS = 0.05, 0.3  # shares of bytes in every second place: text in two bytes a letter, without a mark


@dataclass(frozen=True)
class Table:
    """The heading, the rows with the line each stands in, what parts the cells, about how many lines there are."""

    head: list[str]
    rows: Iterator[tuple[int, list[str]]]
    separator: str
    lines: int


class NoTable(Exception):
    """There is no table in it. ``code``: "empty", "too_large" or "no_table"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_table(path: Path, most_bytes: int) -> Table:
    """The table in a file; lines without anything are passed over. Raises NoTable, also while the rows are read."""
    size = path.stat().st_size
    if size == 0:
        raise NoTable("empty")
    if size > most_bytes:
        raise NoTable("too_large")
    data = path.read_bytes()
    if data.startswith(WORKBOOK):
        return _headed(_of_sheet(data), "\t", size // 64)
    text, separator = _separated(_text_in(data))
    csv.field_size_limit(LARGEST_CELL)
    rows = _of_text(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return _headed(rows, separator, text.count("\n") + 1)


def _headed(rows: Iterator[tuple[int, list[str]]], separator: str, lines: int) -> Table:
    head = next(rows, (0, []))[1]
    if not head:
        raise NoTable("empty")
    return Table([name.strip() for name in head], rows, separator, lines)


def _text_in(data: bytes) -> str:
    if data.startswith(NO_TEXT):
        raise NoTable("no_table")
    text = _decoded(data)
    if "\x00" in text:
        raise NoTable("no_table")
    if not text.strip():
        raise NoTable("empty")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if wide := _wide(data[:4096]):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # Latin-1 and a little more


def _wide(start: bytes) -> str:
    """Which order the two bytes of a letter stand in, where no mark says so; "" for text of single bytes."""
    even, odd = start[::2], start[1::2]
    if not odd:
        return ""
    in_even, in_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if in_odd > MANY_ZEROS and in_even < FEW_ZEROS:
        return "utf-16-le"
    return "utf-16-be" if in_even > MANY_ZEROS and in_odd < FEW_ZEROS else ""


def _separated(text: str) -> tuple[str, str]:
    """The text without a line that names its separator, and the separator: as named, or the one that is there most."""
    first = next(line for line in text.splitlines() if line.strip())
    if named := SEPARATOR_SAID.fullmatch(first):
        return text.replace(first, "", 1), named[1]
    return text, max(SEPARATORS, key=first.count)


def _of_text(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from _not_blank(enumerate(reader, 1))
    except csv.Error:
        raise NoTable("no_table") from None


def _of_sheet(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from _not_blank(first_sheet(data))
    except NoWorkbook:
        raise NoTable("no_table") from None


def _not_blank(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    return ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
