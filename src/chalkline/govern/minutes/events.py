"""The facts of minutes. What a passage or a sealed note says stands in none of them."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("govern.minutes.written/1", says="{actor} wrote in the minutes of the {committee_name}.")
@dataclass(frozen=True)
class MinutesWritten:
    """A passage reads otherwise from now on. ``minutes.digest`` is the version that came of it."""

    meeting: SubjectRef
    minutes: SubjectRef
    committee_name: str
    passage: str


@fact("govern.minutes.proposed/1", says="{actor} put the minutes of {day} before the {committee_name}.")
@dataclass(frozen=True)
class MinutesProposed:
    """One version of the minutes is on an agenda."""

    meeting: SubjectRef
    minutes: SubjectRef
    committee_name: str
    day: str


@fact("govern.correction.asked/1", says="{actor} asked for a correction of the minutes of the {committee_name}.")
@dataclass(frozen=True)
class CorrectionAsked:
    """A member wants a passage to read otherwise."""

    meeting: SubjectRef
    correction: SubjectRef
    committee_name: str
    passage: str
    text: str = part("words")


@fact("govern.correction.settled/1", says="{actor} settled a correction of the minutes of the {committee_name}.")
@dataclass(frozen=True)
class CorrectionSettled:
    """A correction was taken in, or set aside with a reason."""

    meeting: SubjectRef
    correction: SubjectRef
    committee_name: str
    is_taken_in: bool
    reason: str = part("words")


@fact(
    "govern.minutes.approved/1", says="The minutes of the {committee_name} of {day} are approved (decision {number})."
)
@dataclass(frozen=True)
class MinutesApproved:
    """The text is fixed. ``minutes.digest`` is the digest of it."""

    meeting: SubjectRef
    minutes: SubjectRef
    decision: SubjectRef
    committee_name: str
    day: str
    number: str


@fact("govern.sealed_note.written/1", says="{actor} sealed a note of a closed session of the {committee_name}.")
@dataclass(frozen=True)
class SealedNoteWritten:
    """What was said is kept sealed, for those who were in the room."""

    meeting: SubjectRef
    sealed_note: SubjectRef
    readers: tuple[SubjectRef, ...]
    committee_name: str


@fact("govern.sealed_note.read/1", says="{actor} read a sealed note of a closed session of the {committee_name}.")
@dataclass(frozen=True)
class SealedNoteRead:
    """Somebody who was in the room read it again."""

    meeting: SubjectRef
    sealed_note: SubjectRef
    person: SubjectRef
    committee_name: str
