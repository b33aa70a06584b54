"""The words of concerns and incidents: kinds, severities, states, the facts that start clocks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from chalkline.kernel.business_days import Limit
from chalkline.kernel.sentences import Sentence

CONTRACT, FEDERAL = "contract", "US"  # where a duty comes from when it is not a state's law


class ConcernState(StrEnum):
    """Where a concern is."""

    NEW = "new"
    LOOKING = "looking"
    INCIDENT = "incident"
    ANSWERED = "answered"


CONCERN_STATE_NAMES: dict[ConcernState, Sentence] = {
    ConcernState.NEW: Sentence("New"),
    ConcernState.LOOKING: Sentence("Being looked into"),
    ConcernState.INCIDENT: Sentence("Handled as an incident"),
    ConcernState.ANSWERED: Sentence("Answered"),
}


class Affected(StrEnum):
    """Whether a student is affected, as far as whoever raises it knows."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


AFFECTED_NAMES: dict[Affected, Sentence] = {
    Affected.YES: Sentence("Yes"),
    Affected.NO: Sentence("No"),
    Affected.UNSURE: Sentence("I do not know"),
}


class IncidentKind(StrEnum):
    """What kind of thing happened. Ids stand in law/incident_clocks.yaml."""

    DATA_EXPOSED = "data_exposed"
    HARMFUL_ANSWER = "harmful_answer"
    DECIDED_BY_AI = "decided_by_ai"
    INTIMATE_IMAGE = "intimate_image"
    WATCHED = "watched"
    OUTSIDE_TERMS = "outside_terms"
    OTHER = "other"


KIND_NAMES: dict[IncidentKind, Sentence] = {
    IncidentKind.DATA_EXPOSED: Sentence("Data reached somebody it should not have"),
    IncidentKind.HARMFUL_ANSWER: Sentence("AI gave a wrong, biased or harmful answer"),
    IncidentKind.DECIDED_BY_AI: Sentence("AI decided what a person has to decide"),
    IncidentKind.INTIMATE_IMAGE: Sentence("An intimate image of a student, real or made by AI"),
    IncidentKind.WATCHED: Sentence("A school device or account was looked into"),
    IncidentKind.OUTSIDE_TERMS: Sentence("A tool was used outside what is approved"),
    IncidentKind.OTHER: Sentence("Something else"),
}


class Severity(StrEnum):
    """How bad it is, by the harm that came or could come of it."""

    LOW = "low"
    SERIOUS = "serious"
    SEVERE = "severe"


SEVERITY_NAMES: dict[Severity, Sentence] = {
    Severity.LOW: Sentence("Low"),
    Severity.SERIOUS: Sentence("Serious"),
    Severity.SEVERE: Sentence("Severe"),
}


class VendorPart(StrEnum):
    """What part a vendor had in it."""

    NONE = "none"
    HELD = "held"
    CAUSED = "caused"


VENDOR_PART_NAMES: dict[VendorPart, Sentence] = {
    VendorPart.NONE: Sentence("No vendor had a part in it"),
    VendorPart.HELD: Sentence("The data was with a vendor"),
    VendorPart.CAUSED: Sentence("A vendor, or its own supplier, caused it"),
}


class Touched(StrEnum):
    """Whose data was touched, and of which sort, as rules of law ask."""

    STUDENT = "student"
    BEYOND_DIRECTORY = "beyond_directory"
    DIRECTORY = "directory"
    STAFF = "staff"


class Anchor(StrEnum):
    """The instants from which clocks run. Each is a date that somebody can state."""

    DISCOVERED = "discovered"
    VENDOR_FOUND = "vendor_found"
    NOTICE_RECEIVED = "notice_received"
    CONFIRMED = "confirmed"
    COMPLAINT = "complaint"
    PLATFORM_ASKED = "platform_asked"


ANCHOR_NAMES: dict[Anchor, Sentence] = {
    Anchor.DISCOVERED: Sentence("When did the district learn of it?"),
    Anchor.VENDOR_FOUND: Sentence("When did the vendor find it?"),
    Anchor.NOTICE_RECEIVED: Sentence("When did the vendor’s notice arrive?"),
    Anchor.CONFIRMED: Sentence("When was it confirmed?"),
    Anchor.COMPLAINT: Sentence("When did a family complain?"),
    Anchor.PLATFORM_ASKED: Sentence("When was the platform asked to remove it?"),
}


class IncidentState(StrEnum):
    """Open until its clocks are settled and it says what changes."""

    OPEN = "open"
    CLOSED = "closed"


class ClockState(StrEnum):
    """Late is never stored: it follows from the time."""

    RUNNING = "running"
    DONE = "done"
    WAIVED = "waived"
    VOID = "void"


CLOCK_STATE_NAMES: dict[ClockState, Sentence] = {
    ClockState.RUNNING: Sentence("Running"),
    ClockState.DONE: Sentence("Done"),
    ClockState.WAIVED: Sentence("Does not apply"),
    ClockState.VOID: Sentence("No longer counted"),
}


class Audience(StrEnum):
    """Who was told."""

    FAMILIES = "families"
    STAFF = "staff"
    STATE = "state"
    VENDOR = "vendor"
    BOARD = "board"
    POLICE = "police"
    COUNSEL = "counsel"
    OTHER = "other"


AUDIENCE_NAMES: dict[Audience, Sentence] = {
    Audience.FAMILIES: Sentence("Families"),
    Audience.STAFF: Sentence("Staff"),
    Audience.STATE: Sentence("The state"),
    Audience.VENDOR: Sentence("The vendor"),
    Audience.BOARD: Sentence("The school board"),
    Audience.POLICE: Sentence("Law enforcement"),
    Audience.COUNSEL: Sentence("Counsel or the insurer"),
    Audience.OTHER: Sentence("Somebody else"),
}


@dataclass(frozen=True)
class Duty:
    """One duty that an incident can start, with its source. ``limit`` None: as soon as possible, no time is set.

    ``anchors``: from the earliest of these that is known it runs. ``since``: the law applies from that day on.
    """

    id: str
    law: str
    citation: str
    must: str
    jurisdiction: str
    confidence: str
    limit: Limit | None
    anchors: tuple[Anchor, ...]
    kinds: frozenset[str]
    data: frozenset[str]
    needs_vendor: bool
    who: str
    waits: bool = False
    agreements: frozenset[str] = frozenset()
    since: date = date.min
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncidentFacts:
    """What is known of an incident, as far as clocks depend on it. ``state``: two letters, "" when not said."""

    kind: IncidentKind
    state: str
    touched: frozenset[Touched]
    vendor: VendorPart
    anchors: dict[Anchor, datetime]
    agreements: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Started:
    """A duty as one incident starts it: from when, until when; both None while its date is not known."""

    duty: Duty
    anchor: Anchor | None
    started_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True)
class Change:
    """What will be different: what, who sees to it, until when."""

    what: str
    owner_id: str
    due_on: date


@dataclass(frozen=True)
class ConcernWords:
    """What somebody says when raising a concern."""

    what: str
    affected: Affected = Affected.UNSURE
    tool: str = ""
    unnamed: bool = False


@dataclass(frozen=True)
class Account:
    """What is known of an incident, as its handler states it. ``people``: how many, None when not known yet.

    ``directory_only``: of these kinds of data nothing but what the district has named as directory information.
    """

    title: str
    what_happened: str
    kind: IncidentKind
    severity: Severity
    data_kinds: tuple[str, ...] = ()
    directory_only: bool = False
    about_staff: bool = False
    people: int | None = None
    vendor: VendorPart = VendorPart.NONE
    anchors: dict[Anchor, datetime] = field(default_factory=dict)
    tool: str = ""
