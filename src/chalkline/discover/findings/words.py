"""The words of findings: what was counted, how a finding stands, what may happen to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.discover.findings.exact import Paid
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Cell, Shown, Table
from chalkline.rulebook.api import Standing

NO_BAND = "none"  # staff, and whoever is not on the roster
NOT_ON_ROSTER = "unknown"
OTHER_STAFF = "other_staff"
STUDENT, TEACHER = "student", "teacher"
NONE = Shown(0)


@dataclass(frozen=True)
class GroupStanding:
    """How use by one group of people stands: which group, which standing, and why."""

    group: str
    name: Sentence
    standing: Standing
    headline: Sentence
    reasons: tuple[Sentence, ...]
    not_shown: tuple[Sentence, ...]
    terms: tuple[Sentence, ...] = ()  # which terms of the approved use do not hold, in a word or two


@dataclass(frozen=True)
class InstalledShown:
    """What may be shown of where a service is installed."""

    devices: Cell
    users: Cell
    by_school: Mapping[str, Cell]
    apps: int
    blocked: int
    as_of: date | None
    scopes: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class ToldShown:
    """What may be shown of who named a service in a survey."""

    people: Cell
    by_role: Mapping[str, Cell]
    by_school: Mapping[str, Cell]


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
    installed: InstalledShown | None = None
    paid: Paid | None = None
    told: ToldShown | None = None
    students: Cell = NONE
    wide: Cell = NONE  # people who let it read all their files or mail
    terms: tuple[Sentence, ...] = ()  # which terms its use is outside of


@dataclass(frozen=True)
class Unseen:
    """A tool with an approved use in force that no loaded log shows."""

    slug: str
    name: str
    since: date


@dataclass(frozen=True)
class Proposed:
    """An unknown host that looks like AI. ``people`` is never told below ten, nor are ``signs``."""

    host: str
    why: Sentence
    people: Cell
    signs: tuple[Sentence, ...] = ()


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
    answered: ToldShown | None = None  # everybody who answered a survey, or None without one
    kinds: tuple[str, ...] = ()  # kinds of source that are loaded
    unseen: tuple[Unseen, ...] = ()
    key: str = ""  # changes with the sources, the catalogue, the policy and the day
    is_current: bool = True  # False: it is being counted anew, and this is what was counted before


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
    COVERED = "covered"


STATE_NAMES: dict[FindingState, Sentence] = {
    FindingState.NEW: Sentence("New"),
    FindingState.IN_TRIAGE: Sentence("In triage"),
    FindingState.DISMISSED: Sentence("Set aside"),
    FindingState.JOINED: Sentence("Joined to a request"),
    FindingState.REQUESTED: Sentence("Requested"),
    FindingState.COVERED: Sentence("Under an approved use"),
}

_SETTLED = {FindingState.DISMISSED, FindingState.JOINED, FindingState.REQUESTED, FindingState.COVERED}
MAY_BECOME: dict[FindingState, frozenset[FindingState]] = {
    FindingState.NEW: frozenset({FindingState.IN_TRIAGE, *_SETTLED}),
    FindingState.IN_TRIAGE: frozenset(_SETTLED),
    **dict.fromkeys(_SETTLED, frozenset({FindingState.IN_TRIAGE})),
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


@dataclass(frozen=True)
class Wanted:
    """What becomes of one of several findings: it belongs to a request that is open, or to an approved use, or the
    tool is asked for anew, for ``purpose``. Who would use it is what the sources show of it."""

    finding: str
    request: str = ""
    use: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class Users:
    """For whom a tool would be asked, by what the sources show: roster roles and grade bands ("none" is no class)."""

    roles: frozenset[str]
    bands: frozenset[str]
    is_guess: bool = False  # no source tells who uses it
