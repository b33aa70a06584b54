"""The facts of duties."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.data.duties.law import rules_by_id
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


def _short(rule: str) -> Sentence | None:
    """The duty in a few words; read when it is said, since the legal data is not needed to write."""
    known = rules_by_id().get(rule)
    return known.short if known else None


@fact("data.duties.tracked/1", says="Duties of law to see to now: {opened} new, {over} over.")
@dataclass(frozen=True)
class DutiesTracked:
    """What the law asks was compared with what is used: some duties began, some no longer apply."""

    subjects: tuple[SubjectRef, ...]
    opened: int
    over: int
    duties: tuple[str, ...]


@fact(
    "data.duty.given/1", says="{actor} gave the duty “{rule}” to {person_name}, until {due_on}.", words={"rule": _short}
)
@dataclass(frozen=True)
class DutyGiven:
    """Somebody sees to it from now on."""

    duty: SubjectRef
    subject: SubjectRef
    person: SubjectRef
    rule: str
    due_on: str
    person_name: str = part("name")


@fact("data.duty.met/1", says="{actor} said what shows that the duty “{rule}” is met.", words={"rule": _short})
@dataclass(frozen=True)
class DutyMet:
    """What the law asks was done. ``late``: after its day. ``next_on`` "" when once is enough."""

    duty: SubjectRef
    subject: SubjectRef
    rule: str
    late: bool
    next_on: str
    evidence: str = part("words")


@fact("data.duty.waived/1", says="{actor} said why the duty “{rule}” does not apply: {reason}", words={"rule": _short})
@dataclass(frozen=True)
class DutyWaived:
    """A rule of law was set aside for a reason."""

    duty: SubjectRef
    subject: SubjectRef
    rule: str
    reason: str = part("words")


@fact("data.duty.reopened/1", says="{actor} opened the duty “{rule}” again: {reason}", words={"rule": _short})
@dataclass(frozen=True)
class DutyReopened:
    """What showed it was not enough, or the reason no longer holds."""

    duty: SubjectRef
    subject: SubjectRef
    rule: str
    reason: str = part("words")
