"""The parts of a Word document: the archive opened with bounds, XML without entities, styles, notes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from chalkline.assist.library.apart.refusing import CannotRead

MOST_UNPACKED = 64 * 1024 * 1024
MOST_FILES = 5000
PIECE = 256 * 1024
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same words in the strict form of the standard
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
USUAL_PLACE = "word/document.xml"
LONGEST_CHAIN = 12  # of styles, each based on the one before


@dataclass(frozen=True)
class Style:
    """What a style says: outline level (0: none), whether it is a table of contents, looks, what it rests on."""

    level: int = 0
    is_contents: bool = False
    looks: Any = None
    based_on: str = ""


@dataclass(frozen=True)
class Parts:
    """The body, styles by id, and the text elements of footnotes and endnotes by id."""

    body: Any
    styles: dict[str, Style]
    notes: dict[tuple[str, str], Any] = field(default_factory=dict)

    def looks_of(self, style: str) -> list[Any]:
        """The looks of a style, its own first, then those of what it is based on."""
        found: list[Any] = []
        for _ in range(LONGEST_CHAIN):
            known = self.styles.get(style)
            if known is None:
                break
            if known.looks is not None:
                found.append(known.looks)
            style = known.based_on
        return found


def parts_of(data: bytes) -> Parts:
    """Open a .docx. Raises CannotRead for what is none, is locked, or unpacks too far."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if len(names) > MOST_FILES:
                raise CannotRead("library.unpacks_too_far")
            main = _main_part(archive, names)
            beside = posixpath.dirname(main)
            root = _parsed(_unpacked(archive, main))
            styles = _part(archive, names, f"{beside}/styles.xml")
            notes = {kind: _part(archive, names, f"{beside}/{kind}notes.xml") for kind in ("foot", "end")}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError):  # the second: an odd packing
        raise CannotRead("library.damaged") from None
    except RuntimeError:  # a password on the zip itself
        raise CannotRead("library.encrypted") from None
    return Parts(root.find(f"{W}body"), _styles(styles), _notes(notes))


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Where the text is: some programs call it otherwise, and the relations of the package say so."""
    if USUAL_PLACE in names:
        return USUAL_PLACE
    if "_rels/.rels" in names:
        for each in _parsed(_unpacked(archive, "_rels/.rels")).iter(RELATION):
            target = (each.get("Target") or "").lstrip("/")
            if (each.get("Type") or "").endswith("/officeDocument") and target.startswith("word/") and target in names:
                return target
    raise CannotRead("library.wrong_kind")


def _part(archive: zipfile.ZipFile, names: set[str], name: str) -> Any:
    return _parsed(_unpacked(archive, name)) if name in names else None


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the archive; bytes are counted while they come, not believed."""
    kept = bytearray()
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            kept += piece
            if len(kept) > MOST_UNPACKED:
                raise CannotRead("library.unpacks_too_far")
    return bytes(kept).replace(STRICT, USUAL)


def _parsed(data: bytes) -> Any:
    try:
        return ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise CannotRead("library.unpacks_too_far") from None
    except ElementTree.ParseError:
        raise CannotRead("library.damaged") from None


def value_of(parent: Any, path: str) -> str:
    """The w:val of an element below; "" where there is none."""
    found = parent.find(path)
    return str(found.get(f"{W}val") or "") if found is not None else ""


def level_of(parent: Any) -> int:
    """The outline level that paragraph properties give, from 1; 0 for none, and for body text."""
    level = value_of(parent, f"{W}pPr/{W}outlineLvl")
    return int(level) + 1 if level.isdigit() and int(level) < 9 else 0


def _styles(root: Any) -> dict[str, Style]:
    """Styles by id. Headings are told by their outline level, or their name in English or Spanish."""
    known: dict[str, Style] = {}
    for style in root.findall(f"{W}style") if root is not None else ():
        said = value_of(style, f"{W}name").lower()
        level = level_of(style)
        if not level and said.startswith(("heading ", "título ")) and said[-1].isdigit():
            level = int(said[-1])
        elif not level and said in {"title", "título"}:
            level = 1
        known[style.get(f"{W}styleId") or ""] = Style(
            level, said.startswith(("toc ", "tdc ")), style.find(f"{W}rPr"), value_of(style, f"{W}basedOn")
        )
    return known


def _notes(roots: dict[str, Any]) -> dict[tuple[str, str], Any]:
    return {
        (kind, note.get(f"{W}id") or ""): note
        for kind, root in roots.items()
        if root is not None
        for note in root.findall(f"{W}{kind}note")
        if not note.get(f"{W}type")  # separators are notes, too
    }
