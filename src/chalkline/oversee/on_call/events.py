"""The facts of being on call. No word that somebody typed is in them, and no student."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("oversee.rota.set/1", says="{actor} said who is on call: {people} people and a fallback.")
@dataclass(frozen=True)
class RotaSet:
    """``school`` is "" for the district's own rota."""

    rota: SubjectRef
    fallback: SubjectRef
    school: str
    people: int
    minutes: int


@fact("oversee.alert.opened/1", says="A signal of danger came from a student’s call; somebody was told.")
@dataclass(frozen=True)
class AlertOpened:
    """``seconds`` from the call to the telling."""

    alert: SubjectRef
    responsible: SubjectRef
    category: str
    direction: str
    in_hours: bool
    is_drill: bool
    seconds: int


@fact("oversee.alert.signal_added/1", says="Another signal of danger came from the same student.")
@dataclass(frozen=True)
class AlertSignalAdded:
    """``signals``: how many there are now. ``seconds`` from the call until it stood there."""

    alert: SubjectRef
    category: str
    direction: str
    severity: int
    signals: int
    seconds: int


@fact("oversee.alert.raised/1", says="An alert became more serious; whoever has it was told again.")
@dataclass(frozen=True)
class AlertRaised:
    """``severity`` was ``before``; ``category`` is that of the signal which raised it."""

    alert: SubjectRef
    responsible: SubjectRef
    category: str
    severity: int
    before: int


@fact("oversee.alert.taken/1", says="{actor} took an alert after {seconds} seconds.")
@dataclass(frozen=True)
class AlertTaken:
    """``seconds`` from the call until a person had it."""

    alert: SubjectRef
    is_drill: bool
    seconds: int


@fact("oversee.alert.handed_over/1", says="{actor} gave an alert to somebody else.")
@dataclass(frozen=True)
class AlertHandedOver:
    """``person`` has it now."""

    alert: SubjectRef
    person: SubjectRef


@fact("oversee.alert.passed_on/1", says="Nobody had taken an alert in time; the next person was told.")
@dataclass(frozen=True)
class AlertPassedOn:
    """``missed`` had been told before."""

    alert: SubjectRef
    person: SubjectRef
    missed: SubjectRef


@fact("oversee.alert.read/1", says="{actor} read what a student had typed, for an alert.")
@dataclass(frozen=True)
class AlertRead:
    """With the reason they gave."""

    alert: SubjectRef
    reason: str = part("words")


@fact("oversee.alert.closed/1", says="{actor} closed an alert and said what was done.")
@dataclass(frozen=True)
class AlertClosed:
    """``words``: what was done."""

    alert: SubjectRef
    is_drill: bool
    words: str = part("words")


@fact("oversee.alert.made_incident/1", says="{actor} opened incident {number} from an alert.")
@dataclass(frozen=True)
class AlertMadeIncident:
    """The alert has consequences."""

    alert: SubjectRef
    incident: SubjectRef
    number: str
