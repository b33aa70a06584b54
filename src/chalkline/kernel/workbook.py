"""The first sheet of a spreadsheet file (.xlsx) as rows of text, as the program shows them.

Numbers come as they would be written, percentages with their sign, days as ISO dates. Formulas are not reckoned: the
value that was kept with them counts. Read with openpyxl (which uses defusedxml), after its parts were weighed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_UNPACKED = 256 * 1024 * 1024  # bytes of all its parts together
MOST_COLUMNS = 500
PIECE = 256 * 1024
FAULTS = (
    *(zipfile.BadZipFile, ParseError, DefusedXmlException, InvalidFileException, NotImplementedError, EOFError),
    *(OSError, LookupError, ValueError, TypeError, AttributeError, RuntimeError, OverflowError, StopIteration),
)


class NoWorkbook(Exception):
    """It is no workbook that can be read: another archive, damaged, locked with a password, or unpacking too far."""


def first_sheet(data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet that is not hidden, with their numbers. Raises NoWorkbook."""
    try:
        _weigh(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it passes over (drawings, drop-down lists) is no table
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
            sheet.reset_dimensions()  # as found, not as some program wrote down
            rows = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1)
            return [(number, _without_end([_said(cell) for cell in row])) for number, row in rows]
    except FAULTS:
        raise NoWorkbook from None


def _weigh(data: bytes) -> None:
    """Inflate every part once, counting: what a file says of its own size proves nothing."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                while piece := part.read(PIECE):
                    total += len(piece)
                    if total > MOST_UNPACKED:
                        raise NoWorkbook


def _said(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        percent = "%" in (cell.number_format or "")
        return f"{format(value * 100, '.12g')}%" if percent else format(value, ".15g")
    return str(value)


def _without_end(cells: list[str]) -> list[str]:
    """Without the empty cells after the last one that says something."""
    while cells and not cells[-1]:
        cells.pop()
    return cells
