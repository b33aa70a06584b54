"""Word documents as they read once every tracked change is taken: paragraphs, headings, tables, notes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chalkline.assist.library.apart.docx_parts import Parts, W, level_of, parts_of, value_of
from chalkline.assist.library.apart.tables import Row, rows_of
from chalkline.assist.library.cutting import Block
from chalkline.assist.library.words import Concern

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted, moved elsewhere, or the same once more for older programs.
GONE = frozenset({f"{W}del", f"{W}moveFrom", FALLBACK})
BOX = f"{W}txbxContent"
NOTES = {f"{W}footnoteReference": "foot", f"{W}endnoteReference": "end"}
WRAPS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
NEARLY_WHITE = 250
BRIGHT = 200  # of 255: what white letters do not show on
SMALLEST_HALF_POINTS = 4
MOST_CONCERNS = 20


def read_docx(data: bytes) -> tuple[list[Block], int, tuple[Concern, ...]]:
    """Blocks of a .docx. It has no pages: they come only when it is printed. Raises CannotRead."""
    parts = parts_of(data)
    reader = _Reader(parts)
    blocks = list(reader.blocks(parts.body)) if parts.body is not None else []
    return blocks, 0, tuple(reader.hidden[:MOST_CONCERNS])


@dataclass
class _Reader:
    """Goes through one document; ``hidden`` is what nobody sees, which is left out and told to the approver."""

    parts: Parts
    hidden: list[Concern] = field(default_factory=list)

    def blocks(self, parent: Any) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from rows_of(self._rows(child))
            elif child.tag == f"{W}sdt" and _is_contents(child):
                continue
            elif child.tag in WRAPS:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        style = self.parts.styles.get(value_of(paragraph, f"{W}pPr/{W}pStyle"))
        if style and style.is_contents:
            return
        text = self._text(paragraph)
        if text.strip():
            yield Block(text, level=level_of(paragraph) or (style.level if style else 0))
        for box in _boxes(paragraph):
            yield from self.blocks(box)

    def _rows(self, table: Any) -> Iterator[Row]:
        """Rows as they look: what spans several columns or rows stands in each row it spans."""
        above: dict[int, str] = {}
        for row in table.findall(f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: list[str] = []
            for cell in row.findall(f"{W}tc"):
                said = " ".join(text for each in cell.iter(f"{W}p") if (text := self._text(each, cell).strip()))
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                at = len(cells)
                if merged is not None and merged.get(f"{W}val") != "restart":
                    said = said or above.get(at, "")
                above[at] = said
                wide = value_of(cell, f"{W}tcPr/{W}gridSpan")
                cells += [said, *("" for _ in range(min(int(wide), 60) - 1 if wide.isdigit() else 0))]
            bold = [_is_bold(run) for run in row.iter(f"{W}r") if run.find(f"{W}t") is not None]
            marked = row.find(f"{W}trPr/{W}tblHeader") is not None or (bool(bold) and all(bold))
            yield Row(tuple(cells), marked)

    def _text(self, paragraph: Any, cell: Any = None) -> str:
        """The text of a paragraph, notes in brackets where they are called; what is unseen is told to the approver."""
        parts: list[str] = []
        for run in _runs(paragraph):
            said = "".join(self._piece(each) for each in run)
            if not said:
                continue
            if self._is_unseen(run, paragraph, cell):
                if said.strip():
                    self.hidden.append(Concern("invisible", said.strip()[:300]))
            else:
                parts.append(said)
        return "".join(parts)

    def _piece(self, element: Any) -> str:
        if element.tag == f"{W}t":
            return element.text or ""
        if element.tag in {f"{W}tab", f"{W}noBreakHyphen"}:
            return "\t" if element.tag == f"{W}tab" else "-"
        if element.tag in NOTES:
            note = self.parts.notes.get((NOTES[element.tag], element.get(f"{W}id") or ""))
            return f" ({said})" if note is not None and (said := self._note(note)) else ""
        return "\n" if element.tag in {f"{W}br", f"{W}cr"} else ""

    def _note(self, note: Any) -> str:
        return " ".join(text for each in note.iter(f"{W}p") if (text := self._text(each).strip()))

    def _is_unseen(self, run: Any, paragraph: Any, cell: Any) -> bool:
        own = run.find(f"{W}rPr")
        looks = [own] if own is not None else []
        looks += self.parts.looks_of(value_of(run, f"{W}rPr/{W}rStyle"))
        looks += self.parts.looks_of(value_of(paragraph, f"{W}pPr/{W}pStyle"))
        if _says(looks, "vanish") or _says(looks, "webHidden"):
            return True
        size = next((found for look in looks if (found := value_of(look, f"{W}sz"))), "")
        if size.isdigit() and int(size) < SMALLEST_HALF_POINTS:
            return True
        colour = next((found for look in looks if (found := value_of(look, f"{W}color"))), "")
        shades = [look.find(f"{W}shd") for look in looks] + [paragraph.find(f"{W}pPr/{W}shd")]
        if cell is not None:
            shades.append(cell.find(f"{W}tcPr/{W}shd"))
        below = next(
            (fill for each in shades if each is not None and (fill := each.get(f"{W}fill") or "") != "auto"), ""
        )
        marker = value_of(run, f"{W}rPr/{W}highlight")
        return _lost_on(colour, "000000" if marker not in {"", "none", "white"} else below)


def _lost_on(colour: str, below: str) -> bool:
    """Whether letters of a colour are not seen on what is below them ("": white paper)."""
    if len(colour) != 6 or not _is_hex(colour):
        return False
    if _is_hex(below) and len(below) == 6 and colour.upper() == below.upper():
        return True
    return _least(colour) >= NEARLY_WHITE and not (_is_hex(below) and len(below) == 6 and _least(below) < BRIGHT)


def _least(colour: str) -> int:
    return min(int(colour[at : at + 2], 16) for at in (0, 2, 4))


def _is_hex(text: str) -> bool:
    return bool(text) and all(each in "0123456789abcdefABCDEF" for each in text)


def _says(looks: list[Any], name: str) -> bool:
    """Whether the nearest look that speaks of it says yes."""
    for look in looks:
        mark = look.find(f"{W}{name}")
        if mark is not None:
            return (mark.get(f"{W}val") or "1") not in {"0", "false", "off"}
    return False


def _is_bold(run: Any) -> bool:
    look = run.find(f"{W}rPr")
    return look is not None and _says([look], "b")


def _is_contents(part: Any) -> bool:
    """Whether a part is a table of contents, which says again what stands below."""
    return "table of contents" in value_of(part, f"{W}sdtPr/{W}docPartObj/{W}docPartGallery").lower()


def _runs(parent: Any) -> Iterator[Any]:
    """Runs without what was deleted, moved away, is told twice, or stands in a box of its own."""
    for child in parent:
        if child.tag in GONE or child.tag == BOX:
            continue
        if child.tag == f"{W}r":
            yield child
        yield from _runs(child)


def _boxes(parent: Any) -> Iterator[Any]:
    """Text boxes drawn at a paragraph: they are read behind it."""
    for child in parent:
        if child.tag == BOX:
            yield child
        elif child.tag not in GONE:
            yield from _boxes(child)
