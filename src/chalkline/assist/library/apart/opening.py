"""Which kind of file is this? Told by its content; then read by the reader of that kind."""

from __future__ import annotations

import re

from chalkline.assist.library.apart.refusing import CannotRead
from chalkline.assist.library.concerns import concerns_in
from chalkline.assist.library.cutting import Block, cut
from chalkline.assist.library.words import Concern, Piece, Reading
from chalkline.kernel.apart import Progress

PDF, ZIP, OLD_OFFICE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# A mail, or a web page saved as one file: its text is spelled in a way of its own.
MAIL = re.compile(rb"(?:[A-Za-z-]{2,40}: [^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){0,40}?MIME-Version: ", re.IGNORECASE)
MOST_TEXT = 4_000_000
MOST_CONCERNS = 50
WESTERN = frozenset("áéíóúüñÁÉÍÓÚÜÑ¿¡çÇàèìòùâêîôûäëïöÀÈÌÒÙ«»“”‘’–—…•·°ºª§©®™€¢½¼¾\xa0\xad")


def read_file(data: bytes, title: str, progress: Progress = lambda done, of: None) -> Reading:
    """The passages of a file and what its approver must look at. Raises CannotRead."""
    blocks, pages, hidden = _read(data, progress)
    if sum(len(each.text) + sum(map(len, each.cells)) for each in blocks) > MOST_TEXT:
        raise CannotRead("library.too_much")
    pieces = cut(blocks)
    if not any(any(letter.isalpha() for letter in piece.text) for piece in pieces):
        if data[:1024].lstrip().startswith(PDF):
            raise CannotRead("library.scanned")
        raise CannotRead("library.file_empty")
    return Reading(pieces, pages, (*hidden, *_of_text(blocks))[:MOST_CONCERNS])


def _read(data: bytes, progress: Progress) -> tuple[list[Block], int, tuple[Concern, ...]]:
    start = data[:1024].lstrip()
    if start.startswith(PDF):
        from chalkline.assist.library.apart.pdf import read_pdf

        return read_pdf(data, progress)
    if data.startswith(ZIP):
        from chalkline.assist.library.apart.docx import read_docx

        return read_docx(data)
    if data.startswith(OLD_OFFICE):
        # A .docx with a password is such a container too; both are told what they need by its streams.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CannotRead("library.encrypted")
        raise CannotRead("library.wrong_kind")
    if data.lstrip()[:5].lower() in {b"{\\rtf", b"%!ps-"} or MAIL.match(data):
        raise CannotRead("library.wrong_kind")
    text = _text_of(data)
    if _is_html(text):
        from chalkline.assist.library.apart.html import read_html

        return read_html(text)
    return read_text(text), 0, ()


def _text_of(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise CannotRead("library.encoding") from None
    start = data[:4096]
    if b"\0" in start:
        return _wide(data, start)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _western(data)


def _wide(data: bytes, start: bytes) -> str:
    """UTF-16 that does not say so: every other byte of English or Spanish text is zero. Else it is no text."""
    pairs = len(start) // 2 * 0.8
    for name, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        if pairs and start[odd::2].count(0) >= pairs and not start[1 - odd :: 2].count(0):
            return data.decode(name, "replace")
    raise CannotRead("library.wrong_kind")


def _western(data: bytes) -> str:
    """Text of older programs: Windows-1252, which is Latin-1 and a little more. Only where it reads as words.

    Raises CannotRead for what comes out as signs no English or Spanish text has: then it is something else.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise CannotRead("library.encoding") from None
    odd = [each for each in text if not each.isascii() and each not in WESTERN]
    strange = [each for each in text if each < " " and each not in "\t\r\n\f"]
    if strange or len(odd) * 10 > sum(not each.isascii() for each in text):
        raise CannotRead("library.encoding")
    return text


def _is_html(text: str) -> bool:
    start = text[:2000].lower()
    return any(mark in start for mark in ("<!doctype html", "<html", "<body", "<head", "<p>", "<h1", "<div"))


def read_text(text: str) -> list[Block]:
    """Plain text: paragraphs by empty lines; a line with "#" or one underlined with = or - is a heading."""
    blocks: list[Block] = []
    held: list[str] = []

    def close() -> None:
        if held:
            blocks.append(Block("\n".join(held)))
            held.clear()

    for line in text.splitlines():
        plain = line.strip()
        if plain.startswith("#"):
            close()
            depth = len(plain) - len(plain.lstrip("#"))
            blocks.append(Block(plain.lstrip("# "), level=min(depth, 6)))
        elif len(held) == 1 and len(plain) > 2 and set(plain) in ({"="}, {"-"}):
            blocks.append(Block(held.pop(), level=1 if plain[0] == "=" else 2))
        elif plain:
            held.append(plain)
        else:
            close()
    close()
    return blocks


def _of_text(blocks: list[Block]) -> list[Concern]:
    """Orders and hidden characters, page by page: an order may be spread over paragraphs."""
    pages: dict[int, list[str]] = {}
    for block in blocks:
        pages.setdefault(block.page, []).extend([block.text, *block.cells])
    found: list[Concern] = []
    for page, texts in pages.items():
        found.extend(concerns_in("\n".join(text for text in texts if text), page=page))
    return found


__all__ = ["CannotRead", "Piece", "read_file"]
