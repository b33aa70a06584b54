"""The facts of approved uses."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("approve.use.granted/1", says="{title} may be used from {starts_on} to {expires_on}, by decision {number}.")
@dataclass(frozen=True)
class UseGranted:
    """A decision became an approved use. ``decision.digest`` and ``request.digest`` are what was decided."""

    use: SubjectRef
    decision: SubjectRef
    request: SubjectRef
    tool: SubjectRef
    title: str
    number: str
    roles: tuple[str, ...]
    grade_bands: tuple[str, ...]
    schools: tuple[str, ...]
    elements: tuple[str, ...]
    conditions: tuple[str, ...]
    starts_on: str
    expires_on: str


@fact("approve.use.keeper_named/1", says="{actor} gave a condition of {title} to {to_name}, by {due_on}.")
@dataclass(frozen=True)
class KeeperNamed:
    """Somebody sees to a condition by a day."""

    use: SubjectRef
    person: SubjectRef
    title: str
    to_name: str
    condition: str
    due_on: str


@fact("approve.use.condition_kept/1", says="{actor} noted that a condition of {title} is kept.")
@dataclass(frozen=True)
class ConditionKept:
    """What people had to see to was done."""

    use: SubjectRef
    title: str
    condition: str
    note: str = part("words")


@fact("approve.use.not_granted/1", says="Decision {number} on “{title}” grants nothing: {why}")
@dataclass(frozen=True)
class UseNotGranted:
    """The request was no longer what was decided on, or there was no room; it goes back to the committee."""

    request: SubjectRef
    decision: SubjectRef
    title: str
    number: str
    why: str


@fact("approve.use.suspended/1", says="{actor} stopped {title}: {reason}")
@dataclass(frozen=True)
class UseSuspended:
    """A stop, by one person, at once."""

    use: SubjectRef
    tool: SubjectRef
    title: str
    reason: str = part("words")


@fact("approve.use.limited/1", says="{actor} set for whom {title} is open for now: {openings} openings.")
@dataclass(frozen=True)
class UseLimited:
    """A use holds only for some of those it is approved for. ``whole``: for all of them, from here on."""

    use: SubjectRef
    tool: SubjectRef
    title: str
    openings: int
    schools: tuple[str, ...]
    roles: tuple[str, ...]
    whole: bool


@fact("approve.use.lift_asked/1", says="{actor} asked that {title} may go on: {reason}")
@dataclass(frozen=True)
class LiftAsked:
    """The first of two people says what was done about the reason for the stop."""

    use: SubjectRef
    tool: SubjectRef
    title: str
    reason: str = part("words")


@fact("approve.use.resumed/1", says="{actor} agreed that {title} may go on.")
@dataclass(frozen=True)
class UseResumed:
    """A second person agreed; the stop is over."""

    use: SubjectRef
    tool: SubjectRef
    asked_by: SubjectRef
    title: str


@fact("approve.use.ended/1", says="{actor} ended {title}: {reason}")
@dataclass(frozen=True)
class UseEnded:
    """A use ended before its last day. Only a new decision brings it back."""

    use: SubjectRef
    tool: SubjectRef
    title: str
    reason: str = part("words")
