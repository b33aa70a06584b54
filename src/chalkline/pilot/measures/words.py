"""The words of measures: how an upload stands, one outcome as a value, what came of a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class UploadState(StrEnum):
    """Whether an upload counts. At most one of a pilot does."""

    COUNTS = "counts"
    REPLACED = "replaced"


@dataclass(frozen=True)
class OutcomeRow:
    """One person: a keyed code, the unit they stand in, before and after (None: not measured), groups by column."""

    person: str
    unit: str
    pre: float | None
    post: float | None
    groups: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MeasuredAbout:
    """What one pilot measured of one person, for that person's family."""

    pilot: str
    before: float | None
    after: float | None
    groups: dict[str, str]


@dataclass(frozen=True)
class TakenIn:
    """What came of a file."""

    upload_id: str
    rows: int
    measured: int
    rejected: int
    sentence: Sentence
