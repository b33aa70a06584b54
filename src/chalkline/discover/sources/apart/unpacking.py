"""Unpacking an archive apart: which files are in it, each written under a number; no name in it is ever a path.

Run as ``python -m chalkline.discover.sources.apart.unpacking`` with an order on standard input. What the archive
says of itself (names, sizes, kinds) is only believed where it is checked: bytes are counted while they inflate.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import lzma
import stat
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from chalkline.discover.sources.reading.opening import GZIP, MOST_TIMES_SMALLER, ZIP
from chalkline.discover.sources.reading.orders import CannotRead
from chalkline.kernel.confining import confine, say

MOST_FILES = 5_000  # a month of files of ten minutes each
PIECE = 1 << 20
LEAST_ALLOWANCE = 64 * 1024 * 1024
ENCRYPTED = 0x1
ZIPS = (ZIP, b"PK\x05\x06")  # the latter: with nothing in it
BESIDES = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
NOT_ARCHIVED = (zipfile.BadZipFile, zlib.error, tarfile.TarError, gzip.BadGzipFile, lzma.LZMAError, EOFError,
                NotImplementedError, ValueError)  # fmt: skip


@dataclass(frozen=True)
class Unpacking:
    """What to unpack, where to, and how much may come of it."""

    path: str
    to: str
    most_bytes: int
    memory_bytes: int
    cpu_seconds: int


@dataclass(frozen=True)
class Unpacked:
    """The files: (name in the archive, name on disk); and those left in it: (name, why)."""

    files: tuple[tuple[str, str], ...] = ()
    left: tuple[tuple[str, str], ...] = ()


@dataclass
class _Spent:
    """How much has come out so far, and how much may."""

    most: int
    packed: int
    bytes: int = 0
    files: list[tuple[str, str]] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)

    def take(self, size: int) -> None:
        self.bytes += size
        if self.bytes > min(self.most, max(self.packed * MOST_TIMES_SMALLER, LEAST_ALLOWANCE)):
            raise CannotRead("discover.file_too_large", limit_gb=max(self.most // 1024**3, 1))


def unpack(order: Unpacking) -> Unpacked:
    """Write every file of the archive to its own numbered file. Raises CannotRead; then nothing counts."""
    path = Path(order.path)
    spent = _Spent(order.most_bytes, path.stat().st_size)
    with path.open("rb") as file:
        start = file.read(4)
    try:
        members = _of_zip(path) if start in ZIPS else _of_tar(path)
        for name, opened in members:
            if len(spent.files) >= MOST_FILES:
                raise CannotRead("discover.archive_too_many", most=MOST_FILES)
            why = _why_left(name)
            if why:
                spent.left.append((name, why))
            else:
                _write(name, opened, Path(order.to), spent)
    except NOT_ARCHIVED:
        raise CannotRead("discover.archive_damaged") from None
    if not spent.files:
        raise CannotRead("discover.archive_empty")
    return Unpacked(tuple(spent.files), tuple(spent.left))


def is_archive(path: Path) -> bool:
    """Whether a file holds others: zip, tar, or tar within gzip. Told by its first bytes."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    if start.startswith(GZIP):
        try:
            start = zlib.decompressobj(wbits=31).decompress(start, 512)
        except zlib.error:
            return False
    return start[:4] in ZIPS or start[257:262] == b"ustar"


def _of_zip(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if any(info.filename == "[Content_Types].xml" for info in infos):
            raise CannotRead("discover.not_a_log", found="a workbook")
        for info in infos:
            _refuse_tricks(info.filename, is_link=stat.S_ISLNK(info.external_attr >> 16))
            if info.flag_bits & ENCRYPTED:
                raise CannotRead("discover.archive_encrypted")
        for info in infos:
            if not info.is_dir():
                with archive.open(info) as opened:
                    yield info.filename, opened


def _of_tar(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(path, "r|*") as archive:
        for info in archive:
            _refuse_tricks(info.name, is_link=info.issym() or info.islnk())
            opened = archive.extractfile(info) if info.isfile() else None
            if opened:
                yield info.name, opened


def _refuse_tricks(name: str, *, is_link: bool) -> None:
    """A name that leads out of the archive, or a link, is never met in an honest one."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if is_link or ".." in parts or name.startswith(("/", "\\")) or "\0" in name or name[1:2] == ":":
        raise CannotRead("discover.archive_unsafe")


def _why_left(name: str) -> str:
    last = PurePosixPath(name).name
    return "besides" if name.startswith(BESIDES[0]) or last in BESIDES or last.startswith("._") else ""


def _write(name: str, opened: IO[bytes], to: Path, spent: _Spent) -> None:
    target = to / f"{len(spent.files) + 1:05}"
    begun = b""
    with target.open("wb") as file:
        while piece := opened.read(PIECE):
            begun = begun or piece[:4]
            spent.take(len(piece))
            file.write(piece)
    if begun.startswith(ZIP):
        target.unlink()
        spent.left.append((name, "archive"))
    else:
        spent.files.append((name, target.name))


def main() -> None:
    """Read the order, hold to its limits, unpack, tell."""
    order = Unpacking(**json.loads(sys.stdin.read()))
    confine(cpu_seconds=order.cpu_seconds, memory_bytes=order.memory_bytes, file_bytes=order.most_bytes)
    try:
        told = unpack(order)
    except CannotRead as refusal:
        say(refused=dataclasses.asdict(refusal.refusal))
    except MemoryError:
        say(refused={"code": "discover.too_much", "values": {}})
    else:
        say(unpacked=dataclasses.asdict(told))


if __name__ == "__main__":
    main()
