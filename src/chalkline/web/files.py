"""Tables as files: CSV and XLSX, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from chalkline.web.templatetags.saying import said

# A spreadsheet program takes a cell that begins so for a formula (OWASP, "CSV injection").
FORMULA = re.compile(r"^[=+\-@\t\r\n]")
PLAIN_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
BOM = "\ufeff"


def csv_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV file with a byte-order mark, so that Excel reads its letters right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe(plain(cell)) for cell in head])
    writer.writerows([safe(plain(cell)) for cell in row] for row in rows)
    return _as_file((BOM + out.getvalue()).encode(), "text/csv; charset=utf-8", f"{name}.csv")


def xlsx_response(name: str, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """An XLSX file: texts as texts, never as formulas or links; numbers and dates as themselves."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "remove_timezone": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    day, strong = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
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
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _as_file(out.getvalue(), kind, f"{name}.xlsx")


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
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{re.sub(r"[^A-Za-z0-9._-]+", "-", name)}"'
    return response
