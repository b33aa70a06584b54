"""Make the sample district's documents from demo/district/library/library.yaml: PDF, Word, web pages and text.

    python scripts/demo_library.py

Nothing but the standard library and PyYAML: a PDF of plain text and a .docx of plain paragraphs need no more. The same
source always gives the same bytes.
"""

from __future__ import annotations

import html
import textwrap
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "demo" / "district" / "library"
SIZES = {0: 11, 1: 20, 2: 14}
WIDTH, HEIGHT, MARGIN = 612, 792, 64
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LONG_AGO = (2026, 7, 1, 8, 0, 0)


@dataclass(frozen=True)
class Line:
    """A heading (level 1 or 2), a paragraph, a point of a list, or a row of a table."""

    text: str
    level: int = 0
    is_point: bool = False
    cells: tuple[str, ...] = ()


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a document as library.yaml writes them."""
    for line in filter(None, (each.strip() for each in text.splitlines())):
        if line.startswith("#"):
            level = len(line) - len(line.lstrip("#"))
            yield Line(line[level:].strip(), level)
        elif line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            yield Line("", cells=cells)
        elif line.startswith("- "):
            yield Line(line[2:], is_point=True)
        else:
            yield Line(line)


def as_text(title: str, language: str, lines: list[Line]) -> bytes:
    """Headings underlined, paragraphs apart."""
    parts = []
    for line in lines:
        if line.level:
            parts.append(f"{line.text}\n{('=' if line.level == 1 else '-') * len(line.text)}")
        else:
            parts.append("; ".join(line.cells) or ("- " if line.is_point else "") + line.text)
    return ("\n\n".join(parts) + "\n").encode()


def as_html(title: str, language: str, lines: list[Line]) -> bytes:
    """A page of the district's website, with its menu and footer, which are no content."""
    body = []
    for place, line in enumerate(lines):
        said = html.escape(line.text)
        if line.level:
            body.append(f"<h{line.level}>{said}</h{line.level}>")
        elif line.cells:
            row = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.cells)
            begins = not (place and lines[place - 1].cells)
            ends = not (place + 1 < len(lines) and lines[place + 1].cells)
            body.append(f"{'<table>' if begins else ''}<tr>{row}</tr>{'</table>' if ends else ''}")
        else:
            body.append(f"<ul><li>{said}</li></ul>" if line.is_point else f"<p>{said}</p>")
    inner = "\n".join(body)
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{html.escape(title)}</title></head>\n"
        '<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>\n'
        f"<main>\n{inner}\n</main>\n<footer>Cedar Hollow Unified School District</footer></body></html>\n"
    ).encode()


def as_docx(title: str, language: str, lines: list[Line]) -> bytes:
    """The least a Word document needs: content types, a relation, styles, the text."""
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">'
        + "".join(
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:rPr><w:b/>'
            f'<w:sz w:val="{SIZES[level] * 2}"/></w:rPr></w:style>'
            for level in (1, 2)
        )
        + "</w:styles>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>' + "".join(_word(lines)) + "</w:body></w:document>",
    }
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), head + content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _word(lines: list[Line]) -> Iterator[str]:
    rows: list[str] = []
    for line in [*lines, Line("")]:
        if line.cells:
            cells = "".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in line.cells)
            rows.append(f"<w:tr>{cells}</w:tr>")
            continue
        if rows:
            yield f"<w:tbl>{''.join(rows)}</w:tbl>"
            rows = []
        if line.text:
            yield _paragraph(("• " if line.is_point else "") + line.text, line.level)


def _paragraph(text: str, level: int = 0) -> str:
    style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>' if level else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def as_pdf(title: str, language: str, lines: list[Line]) -> bytes:
    """Text in Helvetica on letter pages, as PDF 1.4 (ISO 32000), uncompressed."""
    pages = list(_pages(lines))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (" + language.encode() + b") >>",
        b"<< /Type /Pages /Kids [" + b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
        + b"] /Count %d >>" % len(pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]  # fmt: skip
    for number, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (WIDTH, HEIGHT, 5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """The file around numbered objects; the first is the catalogue."""
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(file)


def _pages(lines: list[Line]) -> Iterator[bytes]:
    at, drawn = HEIGHT - MARGIN, []
    head: tuple[str, ...] = ()
    for line in lines:
        size = SIZES[line.level]
        text = line.text
        if line.cells:
            head = head or line.cells
            text = "   ".join(line.cells) if line.cells == head else row_said(head, line.cells)
            if line.cells == head:
                continue
        else:
            head = ()
        at -= size * (1.4 if line.level else 0.9)
        wrapped = textwrap.wrap(("• " if line.is_point else "") + text, int((WIDTH - 2 * MARGIN) / (size * 0.5)))
        if at - len(wrapped) * size * 1.3 < MARGIN:
            yield b"\n".join(drawn)
            at, drawn = HEIGHT - MARGIN, []
        for each in wrapped:
            at -= size * 1.3
            drawn.append(b"BT /F1 %d Tf %d %.1f Td (%s) Tj ET" % (size, MARGIN, at, _spelled(each)))
    yield b"\n".join(drawn)


def row_said(head: tuple[str, ...], cells: tuple[str, ...]) -> str:
    """A row of a table with the names of its columns: a PDF of plain text has no tables."""
    return "; ".join(f"{name}: {cell}" for name, cell in zip(head, cells, strict=True)).rstrip(".") + "."


def _spelled(text: str) -> bytes:
    raw = text.encode("cp1252")
    return raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


MAKERS = {".pdf": as_pdf, ".docx": as_docx, ".html": as_html, ".txt": as_text}


def main() -> None:
    known = yaml.safe_load((FOLDER / "library.yaml").read_text(encoding="utf-8"))
    for each in known["documents"]:
        make = MAKERS[Path(each["file"]).suffix]
        made = make(each["title"], each.get("language", "en"), list(lines_of(each["text"])))
        (FOLDER / each["file"]).write_bytes(made)
        print(f"{each['file']}: {len(made)} bytes")


if __name__ == "__main__":
    main()
