"""The words of the library: audiences, themes, states, and what reading a file gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

REVIEW_AFTER_DAYS = 180
LONGEST_DAYS = 366
REMIND_DAYS = 30
LARGEST_FILE = 20 * 1024 * 1024


class Audience(StrEnum):
    """Whom a document may be quoted to."""

    PUBLIC = "public"
    STAFF = "staff"
    ROLES = "roles"


AUDIENCE_NAMES: dict[Audience, Sentence] = {
    Audience.PUBLIC: Sentence("Families and the public"),
    Audience.STAFF: Sentence("Staff only"),
    Audience.ROLES: Sentence("Some roles only"),
}


class Theme(StrEnum):
    """What families and staff ask about."""

    BUSES = "buses"
    ENROLLMENT = "enrollment"
    CALENDAR = "calendar"
    MEALS = "meals"
    ATTENDANCE = "attendance"
    HEALTH = "health"
    LEARNING = "learning"
    DEVICES = "devices"
    AI = "ai"
    SAFETY = "safety"
    OTHER = "other"


THEME_NAMES: dict[Theme, Sentence] = {
    Theme.BUSES: Sentence("Buses"),
    Theme.ENROLLMENT: Sentence("Enrollment"),
    Theme.CALENDAR: Sentence("Calendar and hours"),
    Theme.MEALS: Sentence("Meals"),
    Theme.ATTENDANCE: Sentence("Attendance"),
    Theme.HEALTH: Sentence("Health"),
    Theme.LEARNING: Sentence("Classes and grades"),
    Theme.DEVICES: Sentence("Devices and accounts"),
    Theme.AI: Sentence("AI at school"),
    Theme.SAFETY: Sentence("Safety and weather"),
    Theme.OTHER: Sentence("Everything else"),
}

LANGUAGES: dict[str, Sentence] = {"en": Sentence("English"), "es": Sentence("Spanish")}


class VersionState(StrEnum):
    """Where a version stands. Only APPROVED can be live."""

    READING = "reading"
    UNREADABLE = "unreadable"
    WAITING = "waiting"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    DOUBTED = "doubted"
    REPLACED = "replaced"


STATE_NAMES: dict[VersionState, Sentence] = {
    VersionState.READING: Sentence("Being read"),
    VersionState.UNREADABLE: Sentence("Could not be read"),
    VersionState.WAITING: Sentence("Waiting for approval"),
    VersionState.APPROVED: Sentence("Approved"),
    VersionState.SENT_BACK: Sentence("Sent back"),
    VersionState.DOUBTED: Sentence("Misled somebody, not used"),
    VersionState.REPLACED: Sentence("Replaced"),
}

MAY_BECOME: dict[VersionState, frozenset[VersionState]] = {
    VersionState.READING: frozenset({VersionState.WAITING, VersionState.UNREADABLE}),
    VersionState.UNREADABLE: frozenset(),
    VersionState.WAITING: frozenset({VersionState.APPROVED, VersionState.SENT_BACK, VersionState.REPLACED}),
    VersionState.APPROVED: frozenset({VersionState.REPLACED, VersionState.DOUBTED}),
    VersionState.DOUBTED: frozenset({VersionState.APPROVED, VersionState.REPLACED, VersionState.SENT_BACK}),
    VersionState.SENT_BACK: frozenset({VersionState.REPLACED}),
    VersionState.REPLACED: frozenset(),
}


@dataclass(frozen=True)
class About:
    """What is said of a document. ``roles`` (ids of held roles) count only for the audience of roles."""

    title: str
    owner_id: str
    audience: Audience
    theme: Theme
    language: str = "en"
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Term:
    """From when to when an approval holds (last day included), and when it is to be looked at again."""

    begins_on: date
    review_on: date
    ends_on: date


@dataclass(frozen=True)
class Piece:
    """A passage as it was read: ``page`` is 0 where a file has none; ``headings`` from the outermost in."""

    text: str
    headings: tuple[str, ...] = ()
    page: int = 0
    start: int = 0


@dataclass(frozen=True)
class Concern:
    """Something the approver must look at: text nobody sees, or text that speaks to a machine."""

    kind: str
    text: str
    page: int = 0


CONCERN_NAMES: dict[str, Sentence] = {
    "invisible": Sentence("Text that a reader cannot see"),
    "recognized": Sentence("A picture of a page, whose words a machine has read: compare them"),
    "orders": Sentence("Text that gives orders to a machine"),
    "controls": Sentence("Hidden characters that change how text reads"),
    "encoded": Sentence("Encoded text that nobody can read"),
}


@dataclass(frozen=True)
class Reading:
    """What reading a file gave."""

    pieces: tuple[Piece, ...]
    pages: int
    concerns: tuple[Concern, ...] = ()
