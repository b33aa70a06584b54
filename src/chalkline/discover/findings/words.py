"""The words of findings: what was counted, how a finding stands, what may happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Cell, Table
from chalkline.rulebook.api import Standing

NO_BAND = "none"  # staff, and whoever is not on the roster
NOT_ON_ROSTER = "unknown"
OTHER_STAFF = "other_staff"
STUDENT, TEACHER = "student", "teacher"


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
class Exact:
    """All exact counts of the sources that are loaded."""

    services: Mapping[str, Tally]
    core: Tally
    feature: Tally
    sign_ins: Mapping[str, SignIns]


@dataclass(frozen=True)
class GroupStanding:
    """How use by one group of people stands: which group, which standing, and why."""

    group: str
    name: Sentence
    standing: Standing
    headline: Sentence
    reasons: tuple[Sentence, ...]
    not_shown: tuple[Sentence, ...]


@dataclass(frozen=True)
class Reach:
    """What may be shown of one service. ``people`` is also ``table.cell()``; columns are groups of people."""

    slug: str
    name: str
    vendor: str
    category: str
    ai_scope: str
    k12: bool
    terms_age_min: int | None
    people: Cell
    events: Cell
    allowed: Cell
    blocked: Cell
    users: Cell
    table: Table
    by_day: Mapping[date, Cell]
    first_on: date | None
    last_on: date | None
    schools: int
    student_bands: tuple[str, ...]
    standing: Standing
    standings: tuple[GroupStanding, ...]
    said_no: bool  # nothing is approved, and a decision said no to a purpose of it
    sign_ins: Cell
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Proposed:
    """An unknown host that looks like AI. ``people`` is never told below ten."""

    host: str
    why: Sentence
    people: Cell


@dataclass(frozen=True)
class Audit:
    """Which AI is in use here, as it may be shown. ``services`` by reach, core ones before feature ones."""

    on: date
    period: tuple[date, date] | None
    services: tuple[Reach, ...]
    core: Reach | None
    feature: Reach | None
    proposed: tuple[Proposed, ...]
    schools: Mapping[str, str]
    catalogue_version: int
    devices: Cell
    not_on_roster: Cell


class FindingKind(StrEnum):
    """What was found."""

    SERVICE = "service"
    HOST = "host"


class FindingState(StrEnum):
    """What is being done about a finding."""

    NEW = "new"
    IN_TRIAGE = "in_triage"
    DISMISSED = "dismissed"
    JOINED = "joined"
    REQUESTED = "requested"


STATE_NAMES: dict[FindingState, Sentence] = {
    FindingState.NEW: Sentence("New"),
    FindingState.IN_TRIAGE: Sentence("In triage"),
    FindingState.DISMISSED: Sentence("Set aside"),
    FindingState.JOINED: Sentence("Joined to a request"),
    FindingState.REQUESTED: Sentence("Requested"),
}

MAY_BECOME: dict[FindingState, frozenset[FindingState]] = {
    FindingState.NEW: frozenset(
        {FindingState.IN_TRIAGE, FindingState.DISMISSED, FindingState.REQUESTED, FindingState.JOINED}
    ),
    FindingState.IN_TRIAGE: frozenset({FindingState.DISMISSED, FindingState.REQUESTED, FindingState.JOINED}),
    FindingState.DISMISSED: frozenset({FindingState.IN_TRIAGE}),
    FindingState.JOINED: frozenset({FindingState.IN_TRIAGE}),
    FindingState.REQUESTED: frozenset({FindingState.IN_TRIAGE}),
}

STANDING_NAMES: dict[Standing, Sentence] = {
    Standing.COVERED: Sentence("Covered"),
    Standing.OUTSIDE_TERMS: Sentence("Outside its terms"),
    Standing.UNAPPROVED: Sentence("Not approved"),
    Standing.ENDED: Sentence("Ended, still in use"),
    Standing.SUSPENDED: Sentence("Paused, still in use"),
    Standing.DECLINED: Sentence("Declined, still in use"),
    Standing.NEVER: Sentence("Not for AI"),
    Standing.CANNOT_TELL: Sentence("Cannot tell from the logs"),
}
# What needs a person first. A service stands as its worst group does.
WORST_FIRST = (
    Standing.NEVER, Standing.DECLINED, Standing.SUSPENDED, Standing.ENDED, Standing.OUTSIDE_TERMS,
    Standing.UNAPPROVED, Standing.CANNOT_TELL, Standing.COVERED,
)  # fmt: skip


@dataclass(frozen=True)
class Prefill:
    """What the form for a request starts with, when it is begun from a finding."""

    finding_id: str
    tool: str
    tool_name: str
    roles: tuple[str, ...]
    grade_bands: tuple[str, ...]
    schools: tuple[str, ...]
    note: Sentence
