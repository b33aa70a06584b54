"""The sentences of a file that cannot be loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from chalkline.discover.sources.reading.orders import Refusal
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence

PART_NAMES = {
    "time": Sentence("the time"),
    "user": Sentence("the person"),
    "host": Sentence("the web address"),
    "app_name": Sentence("the app"),
}
Said = tuple[Sentence, Sentence, Sentence, Kind]

NOTHING_LOADED = Sentence("Nothing of it was loaded.")


@dataclass
class ColumnsUnclear(Problem):
    """The Problem of a header we cannot read, with what is needed to ask about it."""

    header: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


def problem_of(refusal: Refusal) -> Problem:
    """The Problem of a refusal, with its code, why, and what to do next."""
    values: dict[str, Any] = refusal.values
    code = refusal.code
    if code == "discover.columns_not_understood":
        return _columns(values)
    what, why, next_step, kind = SAID[code](values)
    return Problem(code, what=what, why=why, next_step=next_step, kind=kind)


def _columns(values: dict[str, Any]) -> Problem:
    parts = tuple(PART_NAMES.get(part, Sentence("{part}", part=part)) for part in values["parts"])
    header = tuple(values["not_understood"] or values["header"])[:20]
    named = dict(zip(values["parts"], parts, strict=True))
    return ColumnsUnclear(
        "discover.columns_not_understood",
        what=Sentence("We could not tell which column holds {parts}.", parts=parts),
        why=Sentence("These columns were not understood: {columns}.", columns=header)
        if header
        else Sentence("The file has no header to go by."),
        next_step=Sentence("Say once which column is which; we remember it for every file with this header."),
        fields={part: Sentence("Choose the column for {part}.", part=name) for part, name in named.items()},
        header=tuple(values["header"]),
        parts=tuple(values["parts"]),
    )


def _shape_unknown(values: dict[str, Any]) -> Said:
    first = values.get("first_line")
    return (
        Sentence("We do not know this kind of file."),
        Sentence("Its columns are: {first}.", first=first)
        if first
        else Sentence("Its content is like no log we can read."),
        Sentence("Look in the list of log sources for what can be loaded and how to export it."),
        Kind.INVALID,
    )


def _mostly_unreadable(values: dict[str, Any]) -> Said:
    return (
        Sentence("{rejected} of {rows} rows could not be read.", **values),
        Sentence("Counts from the rest would mislead. Nothing of it was loaded."),
        Sentence("Open the file of rejected rows to see why, mend the export, and load it again."),
        Kind.INVALID,
    )


SAID: dict[str, Callable[[dict[str, Any]], Said]] = {
    "discover.file_empty": lambda values: (
        Sentence("The file is empty."),
        NOTHING_LOADED,
        Sentence("Export it again, and check that the period you chose has any rows."),
        Kind.INVALID,
    ),
    "discover.not_a_log": lambda values: (
        Sentence("This is not a log in text form, but {found}.", found=values.get("found", "")),
        Sentence("Only text files can be loaded: CSV, JSON lines, or plain log lines; gzip is fine."),
        Sentence("Unpack the file, or export it as CSV, and load that."),
        Kind.INVALID,
    ),
    "discover.gzip_damaged": lambda values: (
        Sentence("The compressed file is damaged."),
        Sentence("It cannot be unpacked. Nothing of it was loaded."),
        Sentence("Copy or export it again."),
        Kind.INVALID,
    ),
    "discover.gzip_cut_short": lambda values: (
        Sentence("The compressed file ends in the middle."),
        Sentence("Part of it is missing, so its counts would be too low. Nothing of it was loaded."),
        Sentence("Copy or export it again, and check that it is as large as the original."),
        Kind.INVALID,
    ),
    "discover.file_too_large": lambda values: (
        Sentence("The file unpacks to more than {gb} GB.", gb=values.get("limit_gb", 0)),
        Sentence("That is more than one load may take."),
        Sentence("Export a shorter period, and load the parts one after the other."),
        Kind.TOO_LARGE,
    ),
    "discover.shape_unknown": _shape_unknown,
    "discover.mostly_unreadable": _mostly_unreadable,
    "discover.cannot_parse": lambda values: (
        Sentence("The rows of this file cannot be told apart."),
        Sentence("Its quote marks or line ends are damaged. Nothing of it was loaded."),
        Sentence("Export it again as CSV."),
        Kind.INVALID,
    ),
    "discover.too_much": lambda values: (
        Sentence("Reading this file took more memory or time than one load may take."),
        Sentence("It was stopped, and nothing of it was loaded."),
        Sentence("Export a shorter period, and load the parts one after the other."),
        Kind.TOO_LARGE,
    ),
}
