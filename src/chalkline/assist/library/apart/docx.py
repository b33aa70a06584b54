"""Word documents: paragraphs, headings by style, tables row by row, runs nobody sees. XML through defusedxml."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from chalkline.assist.library.apart.refusing import CannotRead
from chalkline.assist.library.cutting import Block
from chalkline.assist.library.words import Concern

MOST_UNPACKED = 64 * 1024 * 1024
MOST_FILES = 5000
PIECE = 256 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Deleted, moved elsewhere, or the same once more for older programs.
GONE = frozenset({f"{W}del", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
UNSEEN_COLOURS = frozenset({"FFFFFF", "FEFEFE", "FDFDFD"})
SMALLEST_HALF_POINTS = 4


def read_docx(data: bytes) -> tuple[list[Block], int, tuple[Concern, ...]]:
    """Blocks of a .docx. It has no pages: they come only when it is printed. Raises CannotRead."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_FILES:
                raise CannotRead("library.unpacks_too_far")
            if "word/document.xml" not in names:
                raise CannotRead("library.wrong_kind")
            body = _parsed(_unpacked(archive, "word/document.xml"))
            styles = _parsed(_unpacked(archive, "word/styles.xml")) if "word/styles.xml" in names else None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):
        raise CannotRead("library.damaged") from None
    except RuntimeError:  # a password on the zip itself
        raise CannotRead("library.encrypted") from None
    levels = _levels(styles)
    hidden: list[Concern] = []
    found = body.find(f"{W}body")
    blocks = list(_blocks(found, levels, hidden)) if found is not None else []
    return blocks, 0, tuple(hidden[:20])


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the archive; bytes are counted while they come, not believed."""
    kept = bytearray()
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            kept += piece
            if len(kept) > MOST_UNPACKED:
                raise CannotRead("library.unpacks_too_far")
    return bytes(kept)


def _parsed(data: bytes) -> Any:
    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise CannotRead("library.unpacks_too_far") from None
    except ElementTree.ParseError:
        raise CannotRead("library.damaged") from None


def _levels(styles: Any) -> dict[str, int]:
    """Which paragraph styles are headings, by their outline level or their name in English or Spanish."""
    known: dict[str, int] = {}
    for style in styles.findall(f"{W}style") if styles is not None else ():
        name = style.find(f"{W}name")
        said = (name.get(f"{W}val") or "").lower() if name is not None else ""
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and (outline.get(f"{W}val") or "").isdigit():
            known[style.get(f"{W}styleId") or ""] = int(outline.get(f"{W}val")) + 1
        elif said.startswith(("heading ", "título ")) and said[-1].isdigit():
            known[style.get(f"{W}styleId") or ""] = int(said[-1])
        elif said in {"title", "título"}:
            known[style.get(f"{W}styleId") or ""] = 1
    return known


def _blocks(parent: Any, levels: dict[str, int], hidden: list[Concern]) -> Iterator[Block]:
    for child in parent:
        if child.tag == f"{W}p":
            text = _text(child, hidden)
            if text.strip():
                yield Block(text, level=_level(child, levels))
        elif child.tag == f"{W}tbl":
            yield from _rows(child, hidden)
        elif child.tag in {f"{W}sdt", f"{W}sdtContent"}:
            yield from _blocks(child, levels, hidden)


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None and (outline.get(f"{W}val") or "").isdigit():
        return int(outline.get(f"{W}val")) + 1
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return levels.get(style.get(f"{W}val") or "", 0) if style is not None else 0


def _rows(table: Any, hidden: list[Concern]) -> Iterator[Block]:
    head: tuple[str, ...] = ()
    for place, row in enumerate(table.findall(f"{W}tr")):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells = tuple(text for cell in row.findall(f"{W}tc") for text in _cell(cell, hidden))
        if place == 0 and len(cells) > 1:
            head = cells
        else:
            yield Block("", cells=cells, head=head)


def _cell(cell: Any, hidden: list[Concern]) -> tuple[str, ...]:
    """The text of a cell, and nothing for each further column it spans: names of columns stay above their cells."""
    said = " ".join(_text(paragraph, hidden) for paragraph in cell.iter(f"{W}p"))
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    wide = span.get(f"{W}val") or "" if span is not None else ""
    return (said, *("" for _ in range(min(int(wide), 60) - 1 if wide.isdigit() else 0)))


def _text(paragraph: Any, hidden: list[Concern]) -> str:
    """The text of a paragraph without deleted and unseen runs; what is unseen is told to the approver."""
    parts: list[str] = []
    for run in _runs(paragraph):
        said = "".join(_piece(each) for each in run)
        if not said:
            continue
        if _is_unseen(run):
            if said.strip():
                hidden.append(Concern("invisible", said.strip()[:300]))
        else:
            parts.append(said)
    return "".join(parts)


def _runs(parent: Any) -> Iterator[Any]:
    """Runs as they read once every tracked change is taken: without what was deleted, moved away, or is told twice."""
    for child in parent:
        if child.tag in GONE:
            continue
        if child.tag == f"{W}r":
            yield child
        yield from _runs(child)


def _piece(element: Any) -> str:
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag in {f"{W}tab", f"{W}noBreakHyphen"}:
        return "\t" if element.tag == f"{W}tab" else "-"
    return "\n" if element.tag in {f"{W}br", f"{W}cr"} else ""


def _is_unseen(run: Any) -> bool:
    look = run.find(f"{W}rPr")
    if look is None:
        return False
    for name in ("vanish", "webHidden"):
        mark = look.find(f"{W}{name}")
        if mark is not None and (mark.get(f"{W}val") or "1") not in {"0", "false", "off"}:
            return True
    colour, size = look.find(f"{W}color"), look.find(f"{W}sz")
    if colour is not None and (colour.get(f"{W}val") or "").upper() in UNSEEN_COLOURS:
        return True
    half_points = size.get(f"{W}val") or "" if size is not None else ""
    return half_points.isdigit() and int(half_points) < SMALLEST_HALF_POINTS
