"""The facts of agreements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "tools.agreement.recorded/1",
    says="{actor} recorded an agreement about {name}, signed on {signed_on}, in force until {ends_on}.",
)
@dataclass(frozen=True)
class AgreementRecorded:
    """A signed agreement, with its schedule of data. ``file_digest`` is "" where no file was kept."""

    agreement: SubjectRef
    tool: SubjectRef
    name: str
    agreement_kind: str
    signed_on: date
    ends_on: date
    elements: tuple[str, ...]
    file_digest: str
    terms: tuple[str, ...] = ()
    amends: SubjectRef | None = None


@fact("tools.agreement.ended/1", says="{actor} ended the agreement about {name} as of {ended_on}: {why}")
@dataclass(frozen=True)
class AgreementEnded:
    """An agreement holds no longer than this day."""

    agreement: SubjectRef
    tool: SubjectRef
    name: str
    ended_on: date
    why: str


@fact(
    "tools.agreement.list_taken_over/1",
    says="{actor} took over a list of {rows} agreements: {new} new, {changed} replaced, {skipped} left as they were.",
)
@dataclass(frozen=True)
class AgreementsTakenOver:
    """A file of agreements was taken over."""

    rows: int
    new: int
    changed: int
    skipped: int
