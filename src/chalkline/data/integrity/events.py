"""The facts of audits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("data.roster.handed_in/1", says="{actor} handed in a roster to audit: {name}.")
@dataclass(frozen=True)
class AuditAsked:
    """An export waits to be audited."""

    work: SubjectRef
    name: str


@fact("data.roster.audited/1", says="A roster was audited: {score} of 100, {faulty} of {rows} rows to fix.")
@dataclass(frozen=True)
class RosterAudited:
    """An audit with its score in tenths of a percent as text ("98.7"); ``digest`` is the export's."""

    audit: SubjectRef
    digest: str
    rules_of: str
    rows: int
    faulty: int
    score: str
    has_stops: bool
    audited_on: date


@fact(
    "data.requirement.set/1",
    says="{actor} made “{title}” depend on a roster audit of the last {within_days} days with at least {least_score}.",
)
@dataclass(frozen=True)
class RequirementSet:
    """A use holds only while the roster was audited recently and well enough."""

    use: SubjectRef
    requirement: SubjectRef
    title: str
    least_score: str
    within_days: int


@fact("data.requirement.dropped/1", says="{actor} no longer makes “{title}” depend on a roster audit.")
@dataclass(frozen=True)
class RequirementDropped:
    """A use holds whatever the audits say."""

    use: SubjectRef
    requirement: SubjectRef
    title: str
