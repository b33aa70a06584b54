"""The facts of plans. Units are counted, never named."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("pilot.plan.begun/1", says="{actor} began to plan the pilot {title}.")
@dataclass(frozen=True)
class PlanBegun:
    """A pilot is being planned, for an approved use or a request, on a problem."""

    pilot: SubjectRef
    about: SubjectRef
    tool: SubjectRef
    problem: SubjectRef
    title: str


@fact("pilot.plan.kept/1", says="{actor} worked on the plan of the pilot {title}.")
@dataclass(frozen=True)
class PlanKept:
    """What was typed is kept. The words stand in the plan; nothing is registered yet."""

    pilot: SubjectRef
    title: str


@fact("pilot.units.listed/1", says="{actor} handed in a list of {count} for the pilot {title}.")
@dataclass(frozen=True)
class UnitsListed:
    """Who or what is to be assigned; ``units_digest`` is that of the list."""

    pilot: SubjectRef
    count: int
    rejected: int
    units_digest: str
    title: str


@fact("pilot.plan.locked/1", says="{actor} locked the plan of the pilot {title}: {measure}, at least {smallest}.")
@dataclass(frozen=True)
class PlanLocked:
    """Registered before any outcome, by a second person. ``pilot.digest`` is that of plan, rule and list."""

    pilot: SubjectRef
    about: SubjectRef
    tool: SubjectRef
    problem: SubjectRef
    title: str
    measure: str
    smallest: str
    units: int
    units_digest: str
    rule: tuple[str, ...]
    starts_on: str
    ends_on: str
    measured_until: str


@fact("pilot.plan.amended/1", says="{actor} amended the plan of the pilot {title}: {what}")
@dataclass(frozen=True)
class PlanAmended:
    """A change after the lock and before outcomes, dated and with its reason."""

    pilot: SubjectRef
    title: str
    measured_until: str
    what: str = part("words")
    why: str = part("words")


@fact("pilot.draw.made/1", says="The draw of the pilot {title}: {treatment} start with the tool, {comparison} without.")
@dataclass(frozen=True)
class DrawMade:
    """Anybody can make it again: docs/reference/pilot-draw.md. ``sides_digest`` is of all keys with their side."""

    pilot: SubjectRef
    title: str
    seed: str
    root: str
    units_digest: str
    sides_digest: str
    treatment: int
    comparison: int


@fact("pilot.ended/1", says="{actor} ended the pilot {title} without a verdict: {why}")
@dataclass(frozen=True)
class PilotEnded:
    """Stopped by its stop rule, or given up."""

    pilot: SubjectRef
    tool: SubjectRef
    title: str
    why: str = part("words")


@fact("pilot.closed/1", says="The pilot {title} is over; how its people were numbered is erased.")
@dataclass(frozen=True)
class PilotClosed:
    """The verdict is in. ``forgotten``: how many people's numbers were erased."""

    pilot: SubjectRef
    title: str
    forgotten: int
