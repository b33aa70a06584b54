"""Exact counts of what is loaded, as they are worked out. Never shown as they are: see ``showing.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Count:
    """Visits and the people who made them."""

    events: int
    people: int


@dataclass(frozen=True)
class Tally:
    """Exact counts of one service, or of all services of one scope. Never shown as they are.

    ``unknown`` are visits of which no source tells whether they were allowed; ``devices`` addresses that
    nobody could be tied to. Instants are UTC. Keys are school ids, roster roles, grade bands and days.
    """

    events: int = 0
    people: int = 0
    allowed: int = 0
    blocked: int = 0
    unknown: int = 0
    people_allowed: int = 0
    users: int = 0  # people with at least one visit that was not blocked
    devices: int = 0
    bytes_out: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    by_school: Mapping[str, Count] = field(default_factory=dict)
    by_role: Mapping[str, Count] = field(default_factory=dict)
    by_grade_band: Mapping[str, Count] = field(default_factory=dict)
    by_day: Mapping[date, Count] = field(default_factory=dict)
    by_school_role: Mapping[tuple[str, str], Count] = field(default_factory=dict)
    by_group: Mapping[tuple[str, str, str], int] = field(default_factory=dict)  # people by school, role and band


@dataclass(frozen=True)
class SignIns:
    """Exact counts of sign-ins with one service. ``scopes``: what access was asked for, and by how many people."""

    authorize: int = 0
    revoke: int = 0
    activity: int = 0
    people: int = 0
    scopes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Installed:
    """Where one service is installed or let in, by the newest inventory of each kind. Never shown as it is.

    A state, not use. ``devices`` and ``users`` are of its most common app: two apps of one service may be on the
    same devices, so they are at least so many. ``blocked``: how many of its apps the district has blocked.
    ``scopes``: what its apps may read, and how many apps. Keys are school ids; "" is no school that is known.
    """

    devices: int = 0
    users: int = 0
    by_school: Mapping[str, int] = field(default_factory=dict)  # users, or devices where no user is told
    blocked: int = 0
    as_of: date | None = None
    scopes: Mapping[str, int] = field(default_factory=dict)
    apps: int = 0
    kinds: tuple[str, ...] = ()  # names of the shapes that tell of it


@dataclass(frozen=True)
class Paid:
    """What was paid or ordered for one service. Money is no secret of a person, and is shown as it is.

    ``rows`` are lines of the books; one that names several services counts for each, and its money for none
    (``shared``). An order that was paid counts once. Cents may be negative: money back.
    """

    cents: int = 0
    rows: int = 0
    first_on: date | None = None
    last_on: date | None = None
    by_school: Mapping[str, int] = field(default_factory=dict)  # cents; "" is no school that is known
    by_fund: Mapping[str, int] = field(default_factory=dict)  # cents
    shared: int = 0


@dataclass(frozen=True)
class SurveyTold:
    """How many people named one service in a survey, by role and school. Never shown as it is."""

    people: int = 0
    by_role: Mapping[str, int] = field(default_factory=dict)
    by_school: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Exact:
    """All exact counts of the sources that are loaded. ``answered``: everybody who answered a survey."""

    services: Mapping[str, Tally]
    core: Tally
    feature: Tally
    sign_ins: Mapping[str, SignIns]
    inventory: Mapping[str, Installed] = field(default_factory=dict)
    purchases: Mapping[str, Paid] = field(default_factory=dict)
    answers: Mapping[str, SurveyTold] = field(default_factory=dict)
    answered: SurveyTold = SurveyTold()

    def subjects(self) -> set[str]:
        """Every service that any source tells of."""
        return {*self.services, *self.sign_ins, *self.inventory, *self.purchases, *self.answers}
