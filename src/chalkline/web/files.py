"""Tables as files: CSV and XLSX, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, TypeVar

import xlsxwriter
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from chalkline.web.templatetags.saying import said

# A spreadsheet program takes a cell that begins so for a formula (OWASP, "CSV injection").
FORMULA = re.compile(r"^[=+\-@\t\r\n]")
PLAIN_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
BOM = "\ufeff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_ONCE = 2000  # rows; a longer file is made piece by piece
PIECE = 64 * 1024  # characters
MOST_ROWS = 1_048_575  # of a sheet, besides its heading
WIDTHS, WIDEST = 200, 60

Sent = TypeVar("Sent", bound=HttpResponseBase)


def csv_of(name: str, head: Sequence[Any], rows: Iterator[Sequence[Any]]) -> HttpResponseBase:
    """A CSV file; what is long is sent as it is read, so that no file is ever in memory."""
    beginning = list(islice(rows, AT_ONCE))
    if len(beginning) < AT_ONCE:
        return csv_response(name, head, beginning)
    lines = _csv_lines([head], BOM), _csv_lines(beginning), _csv_lines(rows)
    sent = StreamingHttpResponse(in_language(chain(*lines)), content_type="text/csv; charset=utf-8")
    return _named(sent, f"{name}.csv")


def xlsx_of(name: str, head: Sequence[Any], rows: Iterator[Sequence[Any]]) -> HttpResponseBase:
    """An XLSX file; a long one is written to disk row by row and sent from there."""
    beginning = list(islice(rows, AT_ONCE))
    if len(beginning) < AT_ONCE:
        return xlsx_response(name, head, beginning)
    out = tempfile.TemporaryFile(prefix="chalkline-")  # noqa: SIM115  (closed when it has been sent)
    options = {"constant_memory": True, "remove_timezone": True, "strings_to_formulas": False}
    book = xlsxwriter.Workbook(out, options)
    sheet = book.add_worksheet()
    for at, cell in enumerate(head):
        longest = max([len(str(plain(cell))), *(len(str(plain(row[at]))) for row in beginning[:WIDTHS])])
        sheet.set_column(at, at, min(longest + 2, WIDEST))
    _write(book, sheet, head, islice(chain(beginning, rows), MOST_ROWS))
    book.close()
    out.seek(0)
    return _named(FileResponse(out, content_type=XLSX), f"{name}.xlsx")


def in_language(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces of an answer made in the reader's language, though they are made after the page is done."""
    language = get_language() or "en"
    while True:
        with override(language):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _csv_lines(rows: Iterable[Sequence[Any]], before: str = "") -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    out.write(before)
    for row in rows:
        writer.writerow([safe(plain(cell)) for cell in row])
        if out.tell() > PIECE:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def csv_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file with a byte-order mark, so that Excel reads its letters right."""
    data = b"".join([*_csv_lines([head], BOM), *_csv_lines(rows)])
    return _as_file(data, "text/csv; charset=utf-8", f"{name}.csv")


def xlsx_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An XLSX file: texts as texts, never as formulas or links; numbers and dates as themselves."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    _write(book, sheet, head, rows)
    sheet.autofit()
    book.close()
    return _as_file(out.getvalue(), XLSX, f"{name}.xlsx")


def _write(book: Any, sheet: Any, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    day, strong = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    for at, cell in enumerate(head):
        sheet.write_string(0, at, str(plain(cell)), strong)
    for line, row in enumerate(rows, start=1):
        for at, value in enumerate(map(plain, row)):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(line, at, value)
            elif isinstance(value, date):
                sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            else:
                sheet.write_string(line, at, str(value))


def plain(value: Any) -> Any:
    """A cell's value as a file holds it: numbers, dates, or text in the reader's language."""
    if value is None:
        return gettext("not shown")
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    if isinstance(value, (int, float, date)):
        return value
    return said(value)


def safe(value: Any) -> Any:
    """The same, with a text that would be taken for a formula made harmless by a leading quote."""
    text = value.isoformat() if isinstance(value, date) else value
    if isinstance(text, str) and FORMULA.match(text) and not PLAIN_NUMBER.match(text):
        return f"'{text}"
    return text


def _as_file(data: bytes, kind: str, name: str) -> HttpResponse:
    return _named(HttpResponse(data, content_type=kind), name)


def _named(response: Sent, name: str) -> Sent:
    response["Content-Disposition"] = f'attachment; filename="{re.sub(r"[^A-Za-z0-9._-]+", "-", name)}"'
    return response
