"""The CSV files of an export, from a folder or a zip file. Sizes are counted while reading, not believed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

LARGEST = 512 * 1024 * 1024  # of all files together: a large district's roster is a tenth of it
PIECE = 1024 * 1024


def files_of(source: Path) -> dict[str, bytes]:
    """{file name: bytes} of a folder or a zip file; a folder may hold the zip. Raises Problem."""
    if source.is_dir():
        zips = sorted(path for path in source.iterdir() if path.suffix.lower() == ".zip")
        if zips:
            return files_of(zips[0])
        return _gathered((path.name, _pieces(path.open("rb"))) for path in sorted(source.iterdir()) if path.is_file())
    try:
        with zipfile.ZipFile(source) as archive:
            return _gathered((name, _pieces(archive.open(name))) for name in archive.namelist())
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):  # also: encrypted, cut off
        raise Problem(
            "roster.unreadable",
            what=Sentence("{file} is not a zip file that can be opened.", file=source.name),
            why=Sentence("It is cut off, protected by a password, or something else with this name."),
            next_step=Sentence("Give the zip file as it was exported, or the CSV files in it."),
        ) from None


def _gathered(named: Iterator[tuple[str, Iterator[bytes]]]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = LARGEST
    for name, pieces in named:
        plain = name.replace("\\", "/").rsplit("/", 1)[-1]
        if not plain.lower().endswith(".csv") or plain.startswith(".") or "__MACOSX" in name:
            continue
        if plain in files:
            raise _two_exports(plain)
        kept = bytearray()
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise _too_large(plain)
            kept += piece
        files[plain] = bytes(kept)
    return files


def _pieces(file: object) -> Iterator[bytes]:
    with file:  # type: ignore[attr-defined]  # a file of the system or of the archive
        while piece := file.read(PIECE):  # type: ignore[attr-defined]  # as above
            yield piece


def _two_exports(name: str) -> Problem:
    return Problem(
        "roster.two_exports",
        what=Sentence("{file} is in there more than once.", file=name),
        why=Sentence("Two exports in one file would be mixed up."),
        next_step=Sentence("Give one export at a time."),
    )


def _too_large(name: str) -> Problem:
    return Problem(
        "roster.too_large",
        what=Sentence("{file} is larger than a roster can be.", file=name),
        why=Sentence("The export unpacks to more than {n} MB.", n=LARGEST // 1024 // 1024),
        next_step=Sentence("Check the export; a district's roster is a few dozen megabytes."),
        kind=Kind.TOO_LARGE,
    )
