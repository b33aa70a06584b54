"""The words of systems: their kinds, where they run, and what is said of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class SystemKind(StrEnum):
    """What a system is for."""

    STUDENTS = "students"
    LEARNING = "learning"
    ASSESSMENT = "assessment"
    LIBRARY = "library"
    SPECIAL = "special"
    HEALTH = "health"
    TRANSPORT = "transport"
    MESSAGES = "messages"
    OFFICE = "office"
    STAFF = "staff"
    OTHER = "other"


KIND_NAMES: dict[SystemKind, Sentence] = {
    SystemKind.STUDENTS: Sentence("Student information system"),
    SystemKind.LEARNING: Sentence("Learning platform"),
    SystemKind.ASSESSMENT: Sentence("Tests and assessment"),
    SystemKind.LIBRARY: Sentence("Library"),
    SystemKind.SPECIAL: Sentence("Special education"),
    SystemKind.HEALTH: Sentence("Health office"),
    SystemKind.TRANSPORT: Sentence("Buses"),
    SystemKind.MESSAGES: Sentence("Messages to families"),
    SystemKind.OFFICE: Sentence("E-mail and documents"),
    SystemKind.STAFF: Sentence("Staff and payroll"),
    SystemKind.OTHER: Sentence("Another system"),
}


class Hosting(StrEnum):
    """Where a system runs."""

    DISTRICT = "district"
    VENDOR = "vendor"
    STATE = "state"


HOSTING_NAMES: dict[Hosting, Sentence] = {
    Hosting.DISTRICT: Sentence("on the district’s own machines"),
    Hosting.VENDOR: Sentence("at its vendor"),
    Hosting.STATE: Sentence("at the state or a consortium"),
}


@dataclass(frozen=True)
class Told:
    """What is said of a system. ``owner`` and ``steward`` are e-mail addresses; the steward may be "".

    ``elements`` are ids of the vocabulary; ``kept_for`` says in words how long records are kept.
    """

    name: str
    kind: str
    hosting: str
    owner: str
    vendor: str = ""
    steward: str = ""
    elements: frozenset[str] = frozenset()
    kept_for: str = ""
    notes: str = ""
