"""Products whose columns nobody publishes: Securly, Lightspeed, GoGuardian and others, by the columns a district told.

A layout is told once, from the header of the product's own template or export, and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.publish.filter_lists.forms.shape import COURSE_FILES, CSV, File, Head, table
from chalkline.publish.filter_lists.words import Course, Entry, Sheet


class Holds(StrEnum):
    """What a column holds."""

    HOST = "host"
    ADDRESS = "address"  # https://host/
    WILDCARD = "wildcard"  # *.host
    ACTION = "action"
    TOOL = "tool"
    REASON = "reason"
    GROUP = "group"
    TEXT = "text"  # the same in every row
    EMPTY = "empty"


HOLDS_NAMES: dict[Holds, Sentence] = {
    Holds.HOST: Sentence("The domain"),
    Holds.ADDRESS: Sentence("The domain as an address (https://…)"),
    Holds.WILDCARD: Sentence("The domain with a star (*.example.org)"),
    Holds.ACTION: Sentence("Allow, warn or block"),
    Holds.TOOL: Sentence("The tool's name"),
    Holds.REASON: Sentence("The reason"),
    Holds.GROUP: Sentence("Whom it is for"),
    Holds.TEXT: Sentence("The same text in every row"),
    Holds.EMPTY: Sentence("Nothing"),
}


@dataclass(frozen=True)
class Column:
    """A column of a product's file. ``text`` is for the same text in every row."""

    header: str
    holds: Holds
    text: str = ""


# How a header is usually called, so that most of a layout is guessed from the header line alone.
GUESSES: Mapping[str, Holds] = {
    "domain": Holds.HOST, "host": Holds.HOST, "hostname": Holds.HOST, "website": Holds.HOST, "site": Holds.HOST,
    "destination": Holds.HOST, "url": Holds.ADDRESS, "link": Holds.ADDRESS, "address": Holds.ADDRESS,
    "action": Holds.ACTION, "type": Holds.ACTION, "access": Holds.ACTION, "allow/block": Holds.ACTION,
    "status": Holds.ACTION, "name": Holds.TOOL, "title": Holds.TOOL, "comment": Holds.REASON, "note": Holds.REASON,
    "notes": Holds.REASON, "reason": Holds.REASON, "description": Holds.REASON, "policy": Holds.GROUP,
    "group": Holds.GROUP, "ou": Holds.GROUP, "org unit": Holds.GROUP,
}  # fmt: skip


def guessed(header: str) -> Holds:
    """What a column probably holds, by its name."""
    return GUESSES.get(" ".join(header.casefold().replace("_", " ").split()), Holds.EMPTY)


def write_mapped(columns: Sequence[Column], words: Mapping[str, str], sheet: Sheet, head: Head) -> tuple[File, ...]:
    """One table with the product's own columns. Courses without a word of the product are left out."""
    rows = [
        [_cell(column, each, words[course.value], head) for column in columns]
        for course in COURSE_FILES
        if words.get(course.value)
        for each in sheet.of(course)
        if not each.exact
    ]
    return (File("lists.csv", CSV, table([column.header for column in columns], rows)),)


def _cell(column: Column, entry: Entry, word: str, head: Head) -> str:
    return {
        Holds.HOST: entry.host,
        Holds.ADDRESS: f"https://{entry.host}/",
        Holds.WILDCARD: f"*.{entry.host}",
        Holds.ACTION: word,
        Holds.TOOL: entry.name,
        Holds.REASON: f"Edition {head.edition}, policy {head.revision}",
        Holds.GROUP: head.place or head.audience,
        Holds.TEXT: column.text,
        Holds.EMPTY: "",
    }[column.holds]


USUAL_WORDS: dict[str, str] = {Course.ALLOW.value: "Allow", Course.WARN.value: "", Course.BLOCK.value: "Block"}
