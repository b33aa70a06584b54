"""The first sheet of a spreadsheet file (.xlsx, ECMA-376) as rows of text, as the program shows them.

Numbers come as they would be written, percentages with their sign, days as ISO dates. Formulas are not reckoned: the
value that was kept with them counts. XML through defusedxml; bytes are counted while they inflate.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_UNPACKED = 64 * 1024 * 1024
MOST_COLUMNS = 500
PIECE = 256 * 1024
DAY_FORMATS = frozenset({*range(14, 18), 22})
PERCENT_FORMATS = frozenset({9, 10})
QUOTED = re.compile(r"\"[^\"]*\"|\\.|\[[^\]]*\]")
DAY_ZERO, DAY_ZERO_1904 = datetime(1899, 12, 30, tzinfo=UTC), datetime(1904, 1, 1, tzinfo=UTC)
FAULTS = (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, KeyError, ValueError, RuntimeError,
          ElementTree.ParseError, DefusedXmlException, OverflowError)  # fmt: skip


class NoWorkbook(Exception):
    """It is no workbook that can be read: another archive, damaged, locked with a password, or unpacking too far."""


def first_sheet(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet that is not hidden, with their numbers. Raises NoWorkbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = ElementTree.fromstring(_unpacked(archive, "xl/workbook.xml"), forbid_dtd=True)
            texts, kinds = _texts(archive), _kinds(archive)
            zero = DAY_ZERO_1904 if _is_1904(book) else DAY_ZERO
            sheet = _unpacked(archive, _path_of_first(archive, book))
        for _event, row in ElementTree.iterparse(io.BytesIO(sheet), forbid_dtd=True):
            if row.tag == f"{S}row":
                yield int(row.get("r") or 0), _cells(row, texts, kinds, zero)
                row.clear()
    except FAULTS:
        raise NoWorkbook from None


def _path_of_first(archive: zipfile.ZipFile, book: Any) -> str:
    shown = [each for each in book.iter(f"{S}sheet") if each.get("state", "visible") == "visible"]
    wanted = shown[0].get(f"{R}id") if shown else ""
    for each in ElementTree.fromstring(_unpacked(archive, "xl/_rels/workbook.xml.rels"), forbid_dtd=True):
        if each.get("Id") == wanted:
            return posixpath.normpath(posixpath.join("xl", each.get("Target", ""))).removeprefix("/")
    raise NoWorkbook


def _is_1904(book: Any) -> bool:
    found = book.find(f"{S}workbookPr")
    return found is not None and found.get("date1904") in {"1", "true"}


def _texts(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells name by number; what only tells how a sign is read aloud is left out."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found = ElementTree.fromstring(_unpacked(archive, "xl/sharedStrings.xml"), forbid_dtd=True)
    return [_text(each) for each in found.iter(f"{S}si")]


def _text(item: Any) -> str:
    return "".join(part.text or "" for way in (f"{S}t", f"{S}r/{S}t") for part in item.findall(way))


def _kinds(archive: zipfile.ZipFile) -> list[str]:
    """What each style of a cell makes of a number: "day", "percent" or ""."""
    if "xl/styles.xml" not in archive.namelist():
        return []
    styles = ElementTree.fromstring(_unpacked(archive, "xl/styles.xml"), forbid_dtd=True)
    own = {int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in styles.iter(f"{S}numFmt")}
    found = styles.find(f"{S}cellXfs")
    return [_kind(int(each.get("numFmtId", "0")), own) for each in (found if found is not None else ())]


def _kind(number: int, own: dict[int, str]) -> str:
    code = QUOTED.sub("", own.get(number, "")).casefold()
    if number in PERCENT_FORMATS or "%" in code:
        return "percent"
    return "day" if number in DAY_FORMATS or "y" in code or "d" in code else ""


def _cells(row: Any, texts: list[str], kinds: list[str], zero: datetime) -> list[str]:
    cells: list[str] = []
    for each in row.iter(f"{S}c"):
        place = _column(each.get("r") or "", len(cells))
        if place >= MOST_COLUMNS:
            break
        cells.extend([""] * (place + 1 - len(cells)))
        cells[place] = _said(each, texts, kinds, zero)
    return cells


def _column(name: str, otherwise: int) -> int:
    letters = name.rstrip("0123456789")
    if not letters:
        return otherwise
    place = 0
    for letter in letters[:3]:
        place = place * 26 + ord(letter.upper()) - ord("A") + 1
    return place - 1


def _said(item: Any, texts: list[str], kinds: list[str], zero: datetime) -> str:
    way = item.get("t", "n")
    if way == "inlineStr":
        found = item.find(f"{S}is")
        return _text(found) if found is not None else ""
    value = item.findtext(f"{S}v") or ""
    if way == "s":
        at = int(value)
        return texts[at] if 0 <= at < len(texts) else ""
    if way != "n" or not value:
        return value
    style = int(item.get("s") or 0)
    return _figure(value, kinds[style] if style < len(kinds) else "", zero)


def _figure(value: str, kind: str, zero: datetime) -> str:
    number = float(value)
    if kind == "day":
        day = zero + timedelta(days=number)
        return day.strftime("%Y-%m-%d" if number == int(number) else "%Y-%m-%d %H:%M")
    return f"{format(number * 100, '.12g')}%" if kind == "percent" else format(number, ".15g")


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    kept = bytearray()
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            kept += piece
            if len(kept) > MOST_UNPACKED:
                raise NoWorkbook
    return bytes(kept)
