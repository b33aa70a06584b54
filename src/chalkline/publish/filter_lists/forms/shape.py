"""What every form has: what it is for, which files it writes, and whether that was tried with the product itself."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.words import Course, Entry, Sheet

TEXT, CSV, JSON = "text/plain; charset=utf-8", "text/csv; charset=utf-8", "application/json"


class Tried(StrEnum):
    """How far it is known that the product takes these files."""

    WITH_IT = "with_it"  # the product itself loaded them in a test and was asked
    READ_BACK = "read_back"  # by the published description, and read back by a reader of our own
    NOT_LIVE = "not_live"  # by the published description only; nobody has tried it on a real console


TRIED_NAMES: dict[Tried, Sentence] = {
    Tried.WITH_IT: Sentence("Tried with the program itself"),
    Tried.READ_BACK: Sentence("By its published description, read back"),
    Tried.NOT_LIVE: Sentence("By its published description; not tried live"),
}


@dataclass(frozen=True)
class Head:
    """What each file says of itself. ``place``: an organizational unit or a group of the product, "" where none."""

    district: str
    edition: int
    revision: int
    on: date
    audience: str
    stopped: int = 0
    place: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The comment at the top of a list, without anything that would change from one hour to the next."""
        told = [
            f"Filter lists of {self.district}, made by Chalkline. Edition {self.edition} of {self.on.isoformat()}, "
            f"policy {self.revision}.",
            f"For: {self.audience}.",
        ]
        if self.stopped:
            told.append(f"Stricter than published: {self.stopped} tools were stopped since.")
        return tuple(_plain(each) for each in told)


@dataclass(frozen=True)
class File:
    """A file to hand to a product."""

    name: str
    media: str
    text: str


@dataclass(frozen=True)
class Form:
    """How one product takes its lists."""

    id: str
    name: Sentence
    use: Sentence
    tried: Tried
    write: Callable[[Sheet, Head], tuple[File, ...]]
    place: Sentence | None = None  # what ``Head.place`` means to it; None where it has no such thing


def remarked(head: Head, mark: str, *notes: str) -> list[str]:
    """The head as comments, and notes of this file."""
    return [f"{mark} {line}" for line in (*head.lines, *(_plain(each) for each in notes))]


def joined(lines: Iterable[str]) -> str:
    """Lines with their ends."""
    return "".join(f"{line}\n" for line in lines)


def table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A CSV that a spreadsheet program takes for no formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(each) for each in head])
    writer.writerows([safe(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def safe(text: str) -> str:
    """A cell that begins like a formula is told apart from one by an apostrophe (OWASP, "CSV injection")."""
    return f"'{text}" if re.match(r"[=+\-@\t\r\n]", text) else text


def apart_notes(sheet: Sheet) -> list[str]:
    """What could not be denied, as comments."""
    return [
        f"Cannot be separated by host: {each.host} ({each.name}), because {each.with_name} needs {each.with_host}."
        for each in sheet.apart
    ]


def left_out(entries: Iterable[Entry]) -> list[str]:
    """Single hosts that a product cannot take, as comments."""
    hosts = [each.host for each in entries if each.exact]
    return [f"Left out, because this product takes no single host: {', '.join(hosts)}."] if hosts else []


def whole(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries that stand for everything below them."""
    return tuple(each for each in entries if not each.exact)


COURSE_FILES: dict[Course, str] = {Course.ALLOW: "allow", Course.WARN: "warn", Course.BLOCK: "block"}


def _plain(text: str) -> str:
    """One line of a comment: names of tools and schools come from people."""
    return " ".join(text.split())[:500]
