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
    "amount": Sentence("the amount"),
    "vendor": Sentence("the vendor"),
    "day": Sentence("the day, where the clock has a column of its own"),
    "clock": Sentence("the clock"),
    "address": Sentence("the network address"),
    "action": Sentence("allowed or blocked"),
    "bytes_out": Sentence("bytes sent"),
    "description": Sentence("what was bought"),
    "paid_on": Sentence("the day it was paid"),
    "order": Sentence("the number of the order"),
    "fund": Sentence("the fund"),
    "place": Sentence("the school or unit"),
    "devices": Sentence("how many devices"),
    "users": Sentence("how many people"),
}
REASON_NAMES = {  # why a row is set aside, as a page says it
    "no_time": Sentence("the time cannot be read"),
    "no_host": Sentence("there is no web address"),
    "no_app": Sentence("there is no app"),
    "no_address": Sentence("the address or the person is missing"),
    "no_number": Sentence("a number cannot be read"),
    "no_vendor": Sentence("there is no vendor and no description"),
    "no_amount": Sentence("the amount cannot be read"),
    "columns": Sentence("the row does not have the columns of the others"),
    "open_quote": Sentence("a quote mark is opened and never closed"),
    "too_long": Sentence("the line is too long to be a row"),
    "astray": Sentence("the time lies in the future, or before the year 2000"),
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
        Sentence("This is not a log in text form, but {found}.", found=Sentence(values.get("found", ""))),
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
    "discover.archive_damaged": lambda values: (
        Sentence("The archive is damaged."),
        Sentence("It cannot be unpacked as a whole. Nothing of it was loaded."),
        Sentence("Copy or pack it again."),
        Kind.INVALID,
    ),
    "discover.archive_empty": lambda values: (
        Sentence("There is no file in the archive that could be a log."),
        NOTHING_LOADED,
        Sentence("Look into it, and pack it again."),
        Kind.INVALID,
    ),
    "discover.archive_encrypted": lambda values: (
        Sentence("The archive is locked with a password."),
        Sentence("What is in it cannot be read. Nothing of it was loaded."),
        Sentence("Unpack it yourself, or pack it without a password."),
        Kind.INVALID,
    ),
    "discover.archive_too_many": lambda values: (
        Sentence("There are more than {most} files in the archive.", most=f"{values.get('most', 0):,}"),
        Sentence("That is more than one load may take."),
        Sentence("Pack a shorter period, or load the folder from a terminal."),
        Kind.TOO_LARGE,
    ),
    "discover.archive_unsafe": lambda values: (
        Sentence("The archive tries to write outside its own folder."),
        Sentence("Logs never do that: it was made to do harm, or is damaged. Nothing of it was loaded."),
        Sentence("Do not open it elsewhere. Ask whoever sent it, and pack the logs again."),
        Kind.INVALID,
    ),
    "discover.shape_unknown": _shape_unknown,
    "discover.mostly_unreadable": _mostly_unreadable,
    "discover.cannot_parse": lambda values: (
        Sentence("The rows of this file cannot be told apart."),
        Sentence("Its quote marks or line ends are damaged. Nothing of it was loaded."),
        Sentence("Export it again as CSV."),
        Kind.INVALID,
    ),
    "discover.times_astray": lambda values: (
        Sentence(
            "The times of {rejected} of {rows} rows cannot be: they lie in the future, or before the year 2000.",
            **values,
        ),
        Sentence("The clock of the device is wrong, or another column is the time. Nothing of it was loaded."),
        Sentence("Look at the clock of whatever writes this log, and export it again."),
        Kind.INVALID,
    ),
    "discover.too_much": lambda values: (
        Sentence("Reading this file took more memory or time than one load may take."),
        Sentence("It was stopped, and nothing of it was loaded."),
        Sentence("Export a shorter period, and load the parts one after the other."),
        Kind.TOO_LARGE,
    ),
}
