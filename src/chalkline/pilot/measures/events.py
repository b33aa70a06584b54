"""The facts of measures. Counts and digests: nobody is named, and no outcome is told."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("pilot.outcomes.awaited/1", says="{actor} handed in an outcome file of the pilot {title} to be read.")
@dataclass(frozen=True)
class OutcomesAwaited:
    """A file was uploaded; a job reads it."""

    pilot: SubjectRef
    work: SubjectRef
    size: int
    title: str


@fact("pilot.outcomes.taken_in/1", says="{actor} handed in {rows} outcomes of the pilot {title}; {rejected} set aside.")
@dataclass(frozen=True)
class OutcomesTakenIn:
    """Outcomes count from now on; an earlier file of the pilot no longer does. ``upload.digest`` is of the rows."""

    pilot: SubjectRef
    upload: SubjectRef
    file_digest: str
    rows: int
    measured: int
    rejected: int
    again: bool
    title: str
    name: str = part("words")
