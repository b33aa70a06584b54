"""Making any file into lines of UTF-8 that a database can read, or saying why it cannot be one.

A file in plain UTF-8 with one kind of line end is read where it lies. Everything else (gzip, UTF-16,
Windows letters, mixed line ends, lines without an end) is written anew into the work folder, a piece at
a time, with the bytes counted while they inflate. Nothing is ever held in memory as a whole.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from chalkline.discover.sources.reading.head import Head
from chalkline.discover.sources.reading.orders import CannotRead, Limits

PIECE, LINE_FEED, RETURN = 1 << 20, 10, 13
LONGEST_LINE = 400_000
HEAD_BYTES = 256 * 1024
MOST_TIMES_SMALLER = 2_000  # beyond this a gzip file is a trap, not a log
WHOLE_JSON_LIMIT = 256 * 1024 * 1024
SPACED = re.compile(r'",[ ]+"')
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
OTHER_FORMATS = {ZIP: "zip", b"%PDF": "PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
                 b"PAR1": "Parquet", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd",
                 b"SQLite format": "a database"}  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A file that can be read: lines of UTF-8 that end in a line feed. ``lines`` counts those not blank."""

    path: Path
    head: Head
    lines: int
    dropped: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Looks:
    """What one pass over the bytes shows."""

    line_feeds: int = 0
    pairs: int = 0
    returns: int = 0
    zeros: int = 0
    quotes: int = 0
    longest: int = 0
    blank: int = 0
    is_utf8: bool = True
    tail: int = 0


def open_file(path: Path, work: Path, limits: Limits, progress: Callable[[int], None]) -> Opened:
    """Open ``path``; what has to be written anew goes to ``work``. Raises CannotRead."""
    with path.open("rb") as file:
        start = file.read(HEAD_BYTES)
    if not start:
        raise CannotRead("discover.file_empty")
    name = next((name for magic, name in OTHER_FORMATS.items() if start.startswith(magic)), None)
    if name:
        raise CannotRead("discover.not_a_log", found=name)
    if start.startswith(GZIP):
        path = _inflated(path, work / "inflated", limits, progress)
        with path.open("rb") as file:
            start = file.read(HEAD_BYTES)
    encoding = _encoding_of(start)
    if encoding is None:
        raise CannotRead("discover.not_a_log", found="binary data")
    looks = _Looks()
    if encoding == "utf-8":
        looks = _look(path, progress)
        if not looks.is_utf8:
            encoding = "cp1252"
    if looks.longest > LONGEST_LINE and start.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1] in (b"{", b"["):
        apart = _as_lines_of_json(Opened(path, _head(path), 1), work / "objects")
        if apart.path != path:  # a whole answer of an API on one line
            return apart
    plain = encoding == "utf-8" and not looks.zeros and looks.longest <= LONGEST_LINE and not looks.quotes % 2
    plain = plain and (looks.returns == looks.pairs and looks.pairs in (0, looks.line_feeds))
    if plain:
        opened = Opened(path, _head(path), looks.line_feeds + bool(looks.tail) - looks.blank)
    else:
        opened = _rewritten(path, work / "readable", encoding, progress)
    if not opened.lines:
        raise CannotRead("discover.file_empty")
    is_json = opened.head.text.lstrip()[:1] in ("[", "{")
    if not is_json and len(SPACED.findall(opened.head.text)) > len(opened.head.lines):
        return tidied(opened, work, progress)  # older Umbrella exports: a space before each quoted cell
    return _as_lines_of_json(opened, work / "objects")


def tidied(opened: Opened, work: Path, progress: Callable[[int], None]) -> Opened:
    """The same file with every record on one line: quoted line ends become spaces, stray quotes a rejected line."""
    again = _rewritten(opened.path, work / "tidied", "utf-8", progress, delimiter=opened.head.delimiter or ",")
    return replace(again, dropped=(*opened.dropped, *again.dropped), notes=opened.notes)


def _inflated(path: Path, to: Path, limits: Limits, progress: Callable[[int], None]) -> Path:
    packed = path.stat().st_size
    most = min(limits.inflated_bytes, max(packed * MOST_TIMES_SMALLER, 64 * 1024 * 1024))
    written, begun = 0, False
    inflater = zlib.decompressobj(wbits=31)
    with path.open("rb") as source, to.open("wb") as target:
        while piece := source.read(PIECE):
            progress(source.tell())
            while piece:
                begun = True
                try:
                    out = inflater.decompress(piece, PIECE)
                except zlib.error:
                    raise CannotRead("discover.gzip_damaged") from None
                written += len(out)
                if written > most:
                    raise CannotRead("discover.file_too_large", limit_gb=max(most // 1024**3, 1))
                target.write(out)
                piece = inflater.unconsumed_tail
                if inflater.eof:  # several gzip members one after the other are one file
                    piece = inflater.unused_data.lstrip(b"\0")
                    inflater, begun = zlib.decompressobj(wbits=31), False
    if begun:
        raise CannotRead("discover.gzip_cut_short")
    if not written:
        raise CannotRead("discover.file_empty")
    return to


def _encoding_of(start: bytes) -> str | None:
    """The encoding the first bytes are in, or None where they are no text."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = start.count(0)
    if zeros > len(start) * 0.3:
        odd, even = start[1::2].count(0), start[::2].count(0)
        if odd > 4 * even:
            return "utf-16-le"
        return "utf-16-be" if even > 4 * odd else None
    control = sum(start.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return None if control > len(start) * 0.02 else "utf-8"


def _look(path: Path, progress: Callable[[int], None]) -> _Looks:
    """One pass over the bytes, by what costs a fraction of reading the file."""
    looks, decoder = _Looks(), codecs.getincrementaldecoder("utf-8")()
    carried, at = b"", 0
    last = -1  # where the last line feed stands in the file
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            at += len(piece)
            progress(at)
            looks.is_utf8 = looks.is_utf8 and _goes_on(decoder, piece)
            looks.zeros += piece.count(0) if 0 in piece else 0
            looks.quotes += piece.count(b'"') if b'"' in piece else 0
            if b"\r" in piece or carried.endswith(b"\r"):
                looks.returns += piece.count(b"\r")
                looks.pairs += piece.count(b"\r\n") + (carried.endswith(b"\r") and piece.startswith(b"\n"))
            signs = np.frombuffer(piece, np.uint8)
            feeds = np.flatnonzero(signs == LINE_FEED)
            if len(feeds):
                lengths = np.diff(feeds, prepend=last - (at - len(piece))) - 1
                looks.line_feeds += len(feeds)
                looks.blank += int(np.count_nonzero(lengths == 0))
                alone = feeds[lengths == 1] - 1  # a line of one sign: blank where that is a return
                looks.blank += int(np.count_nonzero(signs[alone[alone >= 0]] == RETURN))
                looks.blank += bool(np.any(alone < 0)) and carried.endswith(b"\r")
                looks.longest = max(looks.longest, int(lengths.max()))
                last = int(feeds[-1]) + at - len(piece)
            carried = piece[-2:]
    looks.tail = at - last - 1
    looks.longest = max(looks.longest, looks.tail)
    looks.is_utf8 = looks.is_utf8 and _goes_on(decoder, b"", final=True)
    return looks


def _goes_on(decoder: codecs.IncrementalDecoder, piece: bytes, *, final: bool = False) -> bool:
    """Whether a text in this encoding goes on with these bytes."""
    if piece.isascii() and piece and not decoder.getstate()[0]:
        return True
    try:
        decoder.decode(piece, final)
    except UnicodeDecodeError:
        return False
    return True


def _rewritten(path: Path, to: Path, encoding: str, progress: Callable[[int], None], *, delimiter: str = "") -> Opened:
    """Write the file as clean lines. With a ``delimiter``, records that run over lines are joined."""
    dropped: list[tuple[int, str]] = []
    kept = written = 0
    gap = re.compile(f'"{re.escape(delimiter)}[ ]+"') if delimiter else None
    with path.open("rb") as raw, to.open("w", encoding="utf-8", newline="\n") as target:
        lines = _lines(raw, encoding, progress, dropped)
        for number, text in _records(lines, delimiter, dropped) if delimiter else lines:
            if text.strip():
                clean = text.replace("\0", "\ufffd").rstrip("\r\n")
                blank = "\n" * (number - written - 1)  # every record stays on the line it began on
                target.write(blank + (gap.sub(f'"{delimiter}"', clean) if gap else clean) + "\n")
                kept, written = kept + 1, number
    note = "" if encoding == "utf-8" else f"encoding:{encoding}"
    return Opened(to, _head(to), kept, tuple(sorted(dropped)), (note,) if note else ())


def _lines(
    raw: BinaryIO, encoding: str, progress: Callable[[int], None], dropped: list[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """Numbered lines; one that is too long is dropped with its reason, without being held."""
    text = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline=None)
    number = 1
    while line := text.readline(LONGEST_LINE):
        if number % 20_000 == 1:
            progress(raw.tell())
        if not line.endswith("\n") and len(line) >= LONGEST_LINE:
            while (rest := text.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
            dropped.append((number, "too_long"))
        else:
            yield number, line.lstrip("\ufeff") if number == 1 else line
        number += 1


def _records(
    lines: Iterator[tuple[int, str]], delimiter: str, dropped: list[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """Join lines that a quoted cell spans; drop a line whose quote is never closed."""
    waiting: list[tuple[int, str]] = []
    while True:
        number, line = waiting.pop(0) if waiting else next(lines, (0, ""))
        if not number:
            return
        joined = line.rstrip("\r\n")
        taken: list[tuple[int, str]] = []
        most = 30 if len(dropped) < 1_000 else 0  # a file full of stray quotes is not worth looking ahead in
        while _is_open_quote(joined, delimiter) and len(taken) < most and len(joined) < LONGEST_LINE:
            more = waiting.pop(0) if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            joined += " " + more[1].rstrip("\r\n")
        if _is_open_quote(joined, delimiter):
            dropped.append((number, "open_quote"))
            waiting = taken + waiting
        else:
            yield number, joined


def _is_open_quote(line: str, delimiter: str) -> bool:
    """Whether a cell begins with a quote that is not closed at the end of the line."""
    place = 0
    while True:
        opening = line.find('"', place)
        if opening < 0:
            return False
        if line[place:opening].rsplit(delimiter, 1)[-1].strip():  # inside an unquoted cell it is an ordinary sign
            place = opening + 1
            continue
        closing = line.find('"', opening + 1)
        while closing >= 0 and line[closing + 1 : closing + 2] == '"':
            closing = line.find('"', closing + 2)
        if closing < 0:
            return True
        place = closing + 1


def _head(path: Path) -> Head:
    with path.open("rb") as file:
        start = file.read(HEAD_BYTES)
        whole = not file.read(1)
    text = start.decode("utf-8", errors="replace").lstrip("\ufeff").replace("\r\n", "\n")
    return Head(text if whole else text.rsplit("\n", 1)[0])


def _as_lines_of_json(opened: Opened, to: Path) -> Opened:
    """A JSON document that holds a list (an API's page of items) becomes one object a line."""
    start = opened.head.text.lstrip()[:1]
    is_lines = opened.head.objects and opened.lines > 1
    if start not in ("[", "{") or is_lines or opened.path.stat().st_size > WHOLE_JSON_LIMIT:
        return opened
    try:
        whole = json.loads(opened.path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        return opened
    items = whole
    if isinstance(whole, dict):
        lists = (value for value in whole.values() if isinstance(value, list) and value and isinstance(value[0], dict))
        items = next(lists, [whole])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return opened
    with to.open("w", encoding="utf-8", newline="\n") as target:
        for item in items:
            target.write(json.dumps(item, ensure_ascii=False) + "\n")
    return Opened(to, _head(to), len(items), opened.dropped, opened.notes)
