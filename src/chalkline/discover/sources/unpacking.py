"""Several files handed in as one: an archive is unpacked apart, a folder is walked; each file is a log of its own."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from chalkline.discover.sources.apart.refusals import problem_of
from chalkline.discover.sources.apart.unpacking import Unpacking, is_archive
from chalkline.discover.sources.reading.orders import Limits, Refusal
from chalkline.kernel.apart import run_apart
from chalkline.kernel.sentences import Sentence

UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp")
ADDRESS = re.compile(r"\b\d{1,3}(\.\d{1,3}){3}\b")
VISIT = re.compile(r"\d\d:\d\d|://|\b\d{10}\b")  # a clock or a web address: no list of addresses has them
WHY_LEFT = {
    "hidden": Sentence("It is hidden: its name begins with a dot."),
    "unfinished": Sentence("It is still being written: its name says so."),
    "link": Sentence("It is a link that leads elsewhere."),
    "besides": Sentence("It is no log: the computer keeps notes of its own in it."),
    "archive": Sentence("It is an archive within an archive: unpack it first."),
}

__all__ = ["Inside", "files_in", "is_archive", "reading_order", "unpack_archive", "why_left"]


@dataclass(frozen=True)
class Inside:
    """What lies in a folder or an archive: files to read with their names, and what was left, with why."""

    files: tuple[tuple[Path, str], ...]
    left: tuple[tuple[str, Sentence], ...]


def unpack_archive(path: Path, name: str, to: Path, limits: Limits | None = None) -> Inside:
    """The files of an archive, unpacked into ``to``. Raises Problem for one that is damaged, locked or a trap."""
    bounds = limits or Limits()
    order = Unpacking(str(path), str(to), bounds.inflated_bytes, bounds.memory_bytes, bounds.cpu_seconds)
    ended = run_apart(
        "chalkline.discover.sources.apart.unpacking",
        json.dumps(dataclasses.asdict(order)),
        wall_seconds=bounds.wall_seconds,
        cwd=to,
    )
    if "unpacked" in ended.answer:
        told = ended.answer["unpacked"]
        return Inside(
            tuple((to / file, f"{name}: {inner}"[:200]) for inner, file in told["files"]),
            tuple((inner, WHY_LEFT[why]) for inner, why in told["left"]),
        )
    if "refused" in ended.answer:
        raise problem_of(Refusal(**ended.answer["refused"]))
    if ended.was_stopped:
        raise problem_of(Refusal("discover.too_much"))
    raise RuntimeError(f"the unpacking of an archive failed (exit {ended.code}): {ended.error}")


def files_in(folder: Path) -> Inside:
    """Every file below a folder, in order of their names; links are not followed."""
    files: list[tuple[Path, str]] = []
    left: list[tuple[str, Sentence]] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for each in sorted(names):
            path = Path(place) / each
            name = str(path.relative_to(folder))
            why = why_left(path)
            if why:
                left.append((name, WHY_LEFT[why]))
            else:
                files.append((path, name))
    return Inside(tuple(files), tuple(left))


def why_left(path: Path) -> str:
    """Why a file is not read, "" where it is."""
    if path.is_symlink():
        return "link"
    if path.name.startswith("."):
        return "hidden"
    return "unfinished" if path.name.endswith("~") or path.suffix.casefold() in UNFINISHED else ""


def reading_order(path: Path) -> int:
    """Lists of addresses before the logs they tie to people, archives last. A glance decides: nothing hangs on it."""
    if is_archive(path):
        return 2
    with path.open("rb") as file:
        lines = file.read(4096).decode("utf-8", errors="replace").splitlines()[1:-1][:30]
    return 0 if lines and all(ADDRESS.search(line) and not VISIT.search(line) for line in lines) else 1
