"""The parent's side: have the document read apart, and turn every way that can end into a Problem."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from chalkline.assist.library.refusals import FILE_CODES, refused
from chalkline.assist.library.words import Concern, Piece, Reading
from chalkline.kernel.apart import Bounds, Progress, run_apart

BOUNDS = Bounds(cpu_seconds=120, memory_bytes=1024**3)
WALL_SECONDS = 240


def read_apart(file: Path, title: str, progress: Progress = lambda done, of: None, bounds: Bounds = BOUNDS) -> Reading:
    """Read a document in a process of its own. Raises Problem for whatever is wrong with it."""
    order = json.dumps({"file": str(file.resolve()), "title": title, "bounds": asdict(bounds)})
    ended = run_apart("chalkline.assist.library.apart", order, wall_seconds=WALL_SECONDS, progress=progress)
    if "reading" in ended.answer:
        told = ended.answer["reading"]
        return Reading(
            pieces=tuple(Piece(**{**each, "headings": tuple(each["headings"])}) for each in told["pieces"]),
            pages=int(told["pages"]),
            concerns=tuple(Concern(**each) for each in told["concerns"]),
        )
    # A child that a bound stopped died by a signal; one that fell over on a file did so on what is in the file.
    code = ended.answer.get("refused", "library.too_much" if ended.was_stopped else "library.damaged")
    raise refused(code if code in FILE_CODES else "library.damaged")
