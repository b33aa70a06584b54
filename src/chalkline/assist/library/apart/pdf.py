"""PDF by pdfium: lines with their page and size, headings by size, and text that a reader cannot see."""

from __future__ import annotations

import ctypes
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from chalkline.assist.library.apart.refusing import CannotRead
from chalkline.assist.library.cutting import Block
from chalkline.assist.library.words import Concern
from chalkline.kernel.apart import Progress

MOST_PAGES = 800
HEADING_RATIO = 1.15
LONGEST_HEADING = 120
SMALLEST_SEEN = 2.0  # points
NEARLY_WHITE = 245
NEARLY_CLEAR = 20
LOOKED_AT = 400  # letters
UPRIGHT = 0.3  # radians


@dataclass(frozen=True)
class Line:
    """A line of text, its size in points, and how far above the foot of the page its letters stand."""

    text: str
    size: float
    page: int
    base: float


def read_pdf(data: bytes, progress: Progress) -> tuple[list[Block], int, tuple[Concern, ...]]:
    """Blocks of text with page numbers, the number of pages, and invisible text. Raises CannotRead."""
    document = _opened(data)
    if len(document) > MOST_PAGES:
        raise CannotRead("library.too_much")
    lines: list[Line] = []
    hidden: list[Concern] = []
    for number in range(len(document)):
        progress(number, len(document))
        page = document[number]
        if page.get_rotation() and _is_drawn_upright(page):
            page.set_rotation(0)  # columns of a page that is only shown turned are told apart by how it was drawn
        text = page.get_textpage()
        lines += _lines(text, number + 1)
        hidden += _hidden(page, text, number + 1)
        text.close()
        page.close()
    return list(_blocks(_without_running(lines, len(document)))), len(document), tuple(hidden)


def _is_drawn_upright(page: Any) -> bool:
    """Whether most letters stand upright before the page is turned."""
    text = page.get_textpage()
    count = min(text.count_chars(), LOOKED_AT)
    turned = sum(abs(raw.FPDFText_GetCharAngle(text.raw, place)) > UPRIGHT for place in range(count))
    text.close()
    return bool(turned * 2 <= count)


def _opened(data: bytes) -> Any:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}
        if code in locked or "password" in str(error).lower():
            raise CannotRead("library.encrypted") from None
        raise CannotRead("library.damaged") from None


def _lines(page: Any, number: int) -> Iterator[Line]:
    """Characters gathered into lines, with the size of their first letter."""
    handle, count = page.raw, page.count_chars()
    held: list[str] = []
    first = -1
    for place in range(count + 1):
        code = raw.FPDFText_GetUnicode(handle, place) if place < count else 10
        if code in {10, 13}:
            text = "".join(held).strip()
            if text:
                yield _line(handle, text, first, number)
            held, first = [], -1
            continue
        letter = "-" if code == 2 else chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        if first < 0 and not letter.isspace():
            first = place
        held.append(letter)


def _line(handle: Any, text: str, place: int, number: int) -> Line:
    across, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, place, across, base)
    size = float(raw.FPDFText_GetFontSize(handle, place)) * _scale(handle, place)
    return Line(text, round(size, 1), number, base.value)


def _scale(handle: Any, place: int) -> float:
    """The size a font is drawn at is its own size times what the text matrix does to it."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(handle, place, matrix):
        return 1.0
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0


def _without_running(lines: list[Line], pages: int) -> list[Line]:
    """Leave out what stands on most pages alike: running heads, and page numbers."""
    if pages < 3:
        return [line for line in lines if not line.text.isdigit()]
    same: Counter[str] = Counter()
    for page in range(1, pages + 1):
        same.update({line.text for line in lines if line.page == page})
    return [line for line in lines if same[line.text] <= max(2, pages // 2) and not line.text.isdigit()]


def _blocks(lines: list[Line]) -> Iterator[Block]:
    sizes = [line.size for line in lines for _ in range(max(1, len(line.text) // 20))]
    usual = statistics.median(sizes) if sizes else 0.0
    larger = sorted({line.size for line in lines if _is_heading(line, usual)}, reverse=True)
    held: list[str] = []
    before: Line | None = None
    for line in lines:
        if _is_heading(line, usual):
            if held and before:
                yield Block(_joined(held), page=before.page)
                held = []
            yield Block(line.text, level=min(larger.index(line.size) + 1, 6), page=line.page)
        else:
            if held and before and _parted(before, line):
                yield Block(_joined(held), page=before.page)
                held = []
            held.append(line.text)
        before = line
    if held and before:
        yield Block(_joined(held), page=before.page)


def _is_heading(line: Line, usual: float) -> bool:
    return line.size >= usual * HEADING_RATIO and len(line.text) <= LONGEST_HEADING and line.text[-1:] not in ".;,"


def _parted(before: Line, line: Line) -> bool:
    """A new page, a gap wider than a line or two, or a bullet begins a new paragraph."""
    if line.page != before.page or line.text[:1] in "•–▪◦●":
        return True
    return before.base - line.base > max(line.size, 6.0) * 1.8


def _joined(lines: list[str]) -> str:
    """Lines of a paragraph as running text; a word broken at the end of a line is mended."""
    text = ""
    for line in lines:
        if text.endswith("-") and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text


def _hidden(page: Any, text: Any, number: int) -> list[Concern]:
    """Text drawn so that nobody sees it: invisible mode, white, clear, tiny, or off the page."""
    width, height = page.get_size()
    if page.get_rotation() in {90, 270}:  # places are told as they were drawn, before the page is turned
        width, height = height, width
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
        if not _is_unseen(item, width, height):
            continue
        said = _text_of(item, text)
        if said.strip():
            found.append(Concern("invisible", " ".join(said.split())[:300], number))
    return found[:20]


def _is_unseen(item: Any, width: float, height: float) -> bool:
    if raw.FPDFTextObj_GetTextRenderMode(item.raw) in {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}:
        return True
    colours = [ctypes.c_uint() for _ in range(4)]
    if raw.FPDFPageObj_GetFillColor(item.raw, *colours):
        red, green, blue, alpha = (each.value for each in colours)
        if alpha < NEARLY_CLEAR or min(red, green, blue) >= NEARLY_WHITE:
            return True
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(item.raw, left, bottom, right, top):
        return False
    if right.value < 0 or top.value < 0 or left.value > width or bottom.value > height:
        return True
    return 0 < top.value - bottom.value < SMALLEST_SEEN and right.value - left.value > SMALLEST_SEEN


def _text_of(item: Any, page: Any) -> str:
    length = raw.FPDFTextObj_GetText(item.raw, page.raw, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(item.raw, page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
