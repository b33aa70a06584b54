"""A Word or PDF file as headed sections, for texts that are not quoted but shown whole (a policy of the district)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from chalkline.assist.library.apart.asking import read_apart
from chalkline.assist.library.refusals import file_too_large
from chalkline.assist.library.words import LARGEST_FILE
from chalkline.kernel.apart import Bounds

BOUNDS = Bounds(cpu_seconds=30, memory_bytes=1024**3)


def sections_of_file(file: bytes, title: str) -> tuple[tuple[str, str], ...]:
    """(heading, text) of each section, in order, read in a process of its own. Raises Problem("library.…")."""
    if not file or len(file) > LARGEST_FILE:
        raise file_too_large(len(file), LARGEST_FILE)
    with tempfile.TemporaryDirectory(prefix="chalkline-policy-") as folder:
        path = Path(folder) / "file.bin"
        path.write_bytes(file)
        reading = read_apart(path, title, bounds=BOUNDS)
    found: list[tuple[str, list[str]]] = []
    for piece in reading.pieces:
        heading = piece.headings[-1] if piece.headings else title
        if not found or found[-1][0] != heading:
            found.append((heading, []))
        found[-1][1].append(piece.text)
    return tuple((heading, "\n\n".join(texts)) for heading, texts in found)
