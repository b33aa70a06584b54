"""PDF by pdfium: lines with their page and size, headings by size, and text that a reader cannot see."""

from __future__ import annotations

import ctypes
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from chalkline.assist.library.apart.pdf_seeing import unseen_on
from chalkline.assist.library.apart.refusing import CannotRead
from chalkline.assist.library.cutting import Block
from chalkline.assist.library.words import Concern
from chalkline.kernel.apart import Progress

MOST_PAGES = 800
HEADING_RATIO = 1.15
LONGEST_HEADING = 120
JOINED = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}  # letters printed as one
BROWSER = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?(?: .*)?|(?:https?|file)://\S+(?: \d+/\d+)?", re.IGNORECASE
)
PAGE_NUMBER = re.compile(r"(?:page |página |- )?\d{1,4}(?:(?: of | de |/| / )\d{1,4})?(?: -)?", re.IGNORECASE)
DIGITS = re.compile(r"\d+")
SHORT = 0.7  # of the longest line beginning at the same place: a row of a table, or the end of a paragraph
SAME_PLACE = 5.0  # points
LOOKED_AT = 400  # letters
UPRIGHT = 0.3  # radians


@dataclass(frozen=True)
class Line:
    """A line of text, its size in points, how far above the foot of the page it stands, and from where to where."""

    text: str
    size: float
    page: int
    base: float
    left: float = 0.0
    right: float = 0.0


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
        unseen = unseen_on(page, text, number + 1)
        lines += _lines(text, number + 1, unseen.letters)
        hidden += unseen.concerns
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


def _lines(page: Any, number: int, unseen: frozenset[int]) -> Iterator[Line]:
    """Characters gathered into lines, with the size of their first letter; ``unseen`` are places nobody sees."""
    handle, count = page.raw, page.count_chars()
    held: list[str] = []
    first = last = -1
    for place in range(count + 1):
        code = raw.FPDFText_GetUnicode(handle, place) if place < count else 10
        if code in {10, 13}:
            text = "".join(held).strip()
            if text:
                yield _line(handle, text, first, last, number)
            held, first = [], -1
            continue
        if place in unseen:
            continue
        letter = "-" if code == 2 else chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
        letter = JOINED.get(letter, letter)
        if first < 0 and not letter.isspace():
            first = place
        if not letter.isspace():
            last = place
        held.append(letter)


def _line(handle: Any, text: str, place: int, last: int, number: int) -> Line:
    across, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, place, across, base)
    size = float(raw.FPDFText_GetFontSize(handle, place)) * _scale(handle, place)
    ends = ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, last, ends, ctypes.c_double())
    return Line(text, round(size, 1), number, base.value, across.value, ends.value)


def _scale(handle: Any, place: int) -> float:
    """The size a font is drawn at is its own size times what the text matrix does to it."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(handle, place, matrix):
        return 1.0
    return float((matrix.c**2 + matrix.d**2) ** 0.5) or 1.0


def _without_running(lines: list[Line], pages: int) -> list[Line]:
    """Leave out what stands on most pages alike, and at their edges but for its number; what a browser prints there."""
    kept = [line for line in lines if not PAGE_NUMBER.fullmatch(line.text) and not BROWSER.fullmatch(line.text)]
    if pages < 3:
        return kept
    same, edges = Counter[str](), Counter[str]()
    at_edge: set[int] = set()
    for page in range(1, pages + 1):
        own = [line for line in kept if line.page == page]
        same.update({line.text for line in own})
        at_edge |= {id(line) for line in (*own[:1], *own[-1:])}
        edges.update({_but_numbers(line.text) for line in (*own[:1], *own[-1:])})
    most = max(2, pages // 2)
    return [
        line
        for line in kept
        if same[line.text] <= most and not (id(line) in at_edge and edges[_but_numbers(line.text)] > most)
    ]


def _but_numbers(text: str) -> str:
    return DIGITS.sub("#", text)


def _blocks(lines: list[Line]) -> Iterator[Block]:
    sizes = [line.size for line in lines for _ in range(max(1, len(line.text) // 20))]
    usual = statistics.median(sizes) if sizes else 0.0
    larger = sorted({line.size for line in lines if _is_heading(line, usual)}, reverse=True)
    widest = _widest(lines)
    held: list[str] = []
    before: Line | None = None
    for line in lines:
        if _is_heading(line, usual):
            if held and before:
                yield Block(_joined(held), page=before.page)
                held = []
            yield Block(line.text, level=min(larger.index(line.size) + 1, 6), page=line.page)
        else:
            if held and before and (_parted(before, line) or _ended_short(before, line, widest)):
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


def _widest(lines: list[Line]) -> dict[tuple[int, int], float]:
    """How far lines reach that begin at the same place of a page."""
    found: dict[tuple[int, int], float] = {}
    for line in lines:
        place = line.page, round(line.left / SAME_PLACE)
        found[place] = max(found.get(place, 0.0), line.right - line.left)
    return found


def _ended_short(before: Line, line: Line, widest: dict[tuple[int, int], float]) -> bool:
    """Whether a line ended well before others of its column and the next begins anew: rows, and items of a list."""
    reach = widest[before.page, round(before.left / SAME_PLACE)]
    return before.right - before.left < SHORT * reach and not line.text[:1].islower() and before.text[-1:] != "-"


def _joined(lines: list[str]) -> str:
    """Lines of a paragraph as running text; a word broken at the end of a line is mended."""
    text = ""
    for line in lines:
        if text.endswith("-") and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text
