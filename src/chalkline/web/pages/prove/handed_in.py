"""What of an outcome file was used, and what was not and why: counts and rows, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.pilot.measures.api import Upload, UploadState
from chalkline.web.routes import address_of


@dataclass(frozen=True)
class HandedIn:
    """An upload as its page tells of it. ``file``: the address of the rows set aside, where there are any."""

    upload: Upload
    counts: bool
    set_aside: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    file: str


def handed_in(upload: Upload) -> HandedIn:
    """What came of a file."""
    counts = upload.state == UploadState.COUNTS
    told: dict[str, Any] = upload.told
    file = address_of("prove.set_aside", upload.pilot_id, upload.pk) if counts and upload.rejected else ""
    return HandedIn(upload, counts, tuple(_reason(each) for each in told.get("reasons", ())), _notes(told), file)


def _reason(told: dict[str, Any]) -> Sentence:
    says, rows = Sentence.read(told["says"]), tuple(str(each) for each in told["rows"])
    if told["count"] > len(rows):
        return Sentence(
            "{reason} Rows {rows} and {n} more.", reason=says, rows=", ".join(rows), n=told["count"] - len(rows)
        )
    return Sentence("{reason} Rows: {rows}.", reason=says, rows=rows)


def _notes(told: dict[str, Any]) -> tuple[Sentence, ...]:
    notes = [
        Sentence("Read as not measured: {n} cells that say “{text}”.", n=often, text=text)
        for text, often in told.get("missing", {}).items()
    ]
    if told.get("repeated"):
        notes.append(Sentence("Rows that repeat another word for word, counted once: {n}.", n=told["repeated"]))
    if told.get("without_row"):
        notes.append(Sentence("On the list of the plan, but not in this file: {n}.", n=told["without_row"]))
    if told.get("is_long"):
        notes.append(Sentence("The file had a row for each time; before and after were put side by side."))
    if told.get("unused"):
        notes.append(Sentence("Columns nobody asked for, not kept: {names}.", names=tuple(told["unused"])))
    return tuple(notes)
