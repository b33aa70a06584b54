"""A said document for a word processor (.docx), to be edited or read aloud: real headings, marked table heads,
described pictures, its language and title set. Made from what the page and the PDF are made from.

The same document gives the same bytes on any day: the only date in it is the document's own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from typing import Any

import docx
from docx.document import Document as Paper
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from chalkline.kernel.sentences import Translate, plain
from chalkline.report.documents.drawing import as_png
from chalkline.report.documents.pdf import PAGE
from chalkline.report.documents.printing import Address
from chalkline.report.documents.saying import Run, Runs, SaidBlock, SaidDocument

LANGUAGES = {"en": "en-US", "es": "es-US"}
BOARD, INK = RGBColor(0x1D, 0x4F, 0x40), RGBColor(0x1E, 0x24, 0x21)
TONES = {"info": "234C71", "attend": "6B4600", "stop": "861D1D"}
FONT, TITLE_FONT = "Calibri", "Georgia"
WIDTH = Mm(165)
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
EPOCH = (1980, 1, 1, 0, 0, 0)


def as_docx(document: SaidDocument, *, address: Address = lambda _: "", translate: Translate = plain) -> bytes:
    """The file. ``address`` gives the full web address of a source; "" leaves the text without a link."""
    writer = _Writer(document, address)
    writer.write(translate(PAGE.template))
    out = io.BytesIO()
    package = writer.paper.part.package
    for part in package.parts:
        part.before_marshal()
    PackageWriter.write(out, package.rels, package.parts)  # type: ignore[no-untyped-call]  # untyped in the library
    return _on_no_day(out.getvalue())


class _Writer:
    """Writes one document."""

    def __init__(self, document: SaidDocument, address: Address) -> None:
        self.said, self.address = document, address
        self.paper: Paper = docx.Document()
        self.kinds: dict[str, Callable[[SaidBlock], None]] = {
            "paragraph": lambda block: self._sentences(block.lines),
            "points": self._points,
            "facts": self._facts,
            "grid": self._grid,
            "picture": self._picture,
            "intervals": self._intervals,
            "callout": self._callout,
        }

    def write(self, page: str) -> None:
        self._prepare(page)
        self.paper.add_heading(_clean(self.said.title), 1)
        self._sentences(self.said.lead)
        for section in self.said.sections:
            self.paper.add_heading(_clean(section.title), 2)
            for block in section.blocks:
                self.kinds[block.kind](block)
        self._sentences(self.said.note)

    def _prepare(self, page: str) -> None:
        paper, said = self.paper, self.said
        language = LANGUAGES.get(said.language, said.language)
        at = datetime.combine(said.on, time(12), UTC)
        known = paper.core_properties
        known.title, known.author, known.language = _clean(said.title), _clean(said.district), language
        known.last_modified_by, known.comments = _clean(said.district), ""
        known.created = known.modified = at
        for mark in paper.styles.element.iter(qn("w:lang")):
            for name in ("w:val", "w:eastAsia"):
                mark.set(qn(name), language)
        _dress(paper)
        section = paper.sections[0]
        section.page_width, section.page_height = Mm(215.9), Mm(279.4)
        section.left_margin = section.right_margin = Mm(25)
        foot = section.footer.paragraphs[0]
        foot.add_run(f"{_clean(said.district)} · {said.day} · ")
        for part in re.split(r"(\{page\}|\{pages\})", page):
            field = {"{page}": "PAGE", "{pages}": "NUMPAGES"}.get(part, "")
            _add_field(foot, field) if field else foot.add_run(part)

    def _sentences(self, lines: Iterable[Runs], into: Paragraph | None = None) -> None:
        lines = list(lines)
        if not lines:
            return
        paragraph = into or self.paper.add_paragraph()
        for number, runs in enumerate(lines):
            if number:
                paragraph.add_run(" ")
            self._runs(runs, paragraph)

    def _runs(self, runs: Runs, paragraph: Paragraph) -> None:
        for run in runs:
            url = self.address(run.source) if run.source else ""
            _add_link(paragraph, run, url) if url else paragraph.add_run(_clean(run.text))

    def _points(self, block: SaidBlock) -> None:
        for lines in block.groups:
            self._sentences(lines, self.paper.add_paragraph(style="List Bullet"))

    def _facts(self, block: SaidBlock) -> None:
        for term, lines in block.rows:
            paragraph = self.paper.add_paragraph()
            paragraph.add_run(f"{_clean(term)}: ").bold = True
            self._sentences(lines, paragraph)

    def _grid(self, block: SaidBlock) -> None:
        self.paper.add_heading(_clean(block.title), 3)
        self._table(block.title, block.head, block.groups)

    def _picture(self, block: SaidBlock) -> None:
        rows = tuple((bar.label, (Run(bar.said),)) for bar in block.bars)
        self._drawn(block, rows)

    def _intervals(self, block: SaidBlock) -> None:
        rows = tuple(
            (each.label, (Run(each.said),), (Run(each.said_low),), (Run(each.said_high),)) for each in block.spans
        )
        self._drawn(block, rows)
        if block.note:
            self.paper.add_paragraph(_clean(block.note))

    def _drawn(self, block: SaidBlock, rows: tuple[tuple[Runs, ...], ...]) -> None:
        self.paper.add_heading(_clean(block.title), 3)
        self.paper.add_paragraph(_clean(block.text))
        shape = self.paper.add_picture(io.BytesIO(as_png(block, self.said.language)), width=WIDTH)
        told = shape._inline.docPr  # the library has no door to the description
        told.set("descr", _clean(f"{block.title}. {block.text}"))
        told.set("title", _clean(block.title))
        self._table(block.title, block.head, rows)

    def _table(self, title: str, head: tuple[str, ...], rows: Iterable[tuple[Runs, ...]]) -> None:
        table = self.paper.add_table(rows=1, cols=len(head), style="Table Grid")
        for cell, words in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(_clean(words)).bold = True
        for row in rows:
            for cell, runs in zip(table.add_row().cells, row, strict=True):
                self._runs(runs, cell.paragraphs[0])
        _mark_head(table, title)
        self.paper.add_paragraph()

    def _callout(self, block: SaidBlock) -> None:
        paragraph = self.paper.add_paragraph()
        paragraph.add_run(f"{_clean(block.title)} ").bold = True
        self._sentences(block.lines, paragraph)
        borders = _child(paragraph._p.get_or_add_pPr(), "w:pBdr")
        _child(borders, "w:left", val="single", sz="24", space="8", color=TONES[block.tone])


def _dress(paper: Paper) -> None:
    styles: Any = paper.styles
    body = styles["Normal"]
    body.font.name, body.font.size, body.font.color.rgb = FONT, Pt(11), INK
    body.paragraph_format.space_after = Pt(7)
    for level, points in ((1, 22), (2, 15), (3, 12)):
        style = styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = TITLE_FONT, Pt(points), BOARD
        fonts = style.element.rPr.rFonts  # the theme's font would win over the name
        for name in list(fonts.attrib):
            if name.endswith("Theme"):
                del fonts.attrib[name]
        style.paragraph_format.keep_with_next = True


def _add_link(paragraph: Paragraph, run: Run, url: str) -> None:
    to = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), to)
    inside = paragraph.add_run(_clean(run.text))
    inside.underline = True
    inside.font.color.rgb = BOARD
    link.append(inside._r)
    paragraph._p.append(link)


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = _child(paragraph._p, "w:fldSimple", instr=name)
    run = paragraph.add_run("1")
    field.append(run._r)


def _mark_head(table: Table, title: str) -> None:
    """What a screen reader needs: which row names the columns, that it repeats on the next page, what it is about."""
    kept = table.rows[0]._tr.get_or_add_trPr()
    _child(kept, "w:cantSplit")
    _child(kept, "w:tblHeader")
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    _child(properties, "w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1")
    _child(properties, "w:tblCaption", val=_clean(title))


def _child(parent: Any, tag: str, **values: str) -> Any:
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    parent.append(made)
    return made


def _clean(text: str) -> str:
    """A text with "?" for each letter that XML cannot hold."""
    return FORBIDDEN.sub("?", text)


def _on_no_day(data: bytes) -> bytes:
    """The same archive with no day of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            kept.writestr(zipfile.ZipInfo(name, EPOCH), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
