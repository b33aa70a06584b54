"""The words of flows: ways, routes, and how a schedule stands to what flows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Way(StrEnum):
    """How data gets from where it is held to a tool."""

    PEOPLE = "people"
    GATEWAY = "gateway"
    SIGN_IN = "sign_in"
    IMPORT = "import"


WAY_NAMES: dict[Way, Sentence] = {
    Way.PEOPLE: Sentence("people type or upload it"),
    Way.GATEWAY: Sentence("through the gateway"),
    Way.SIGN_IN: Sentence("at sign-in"),
    Way.IMPORT: Sentence("by a roster or data import"),
}


@dataclass(frozen=True)
class UseGiven:
    """An approved use as flows need it. ``elements`` are those its decision allows."""

    use_id: str
    title: str
    tool: str
    elements: frozenset[str]


@dataclass(frozen=True)
class RouteTold:
    """What is said of one element: why it is needed, the system it comes from ("" for none), the way."""

    element: str
    why: str
    system_id: str
    way: str


class Ending(StrEnum):
    """How near the end of an agreement is."""

    MISSING = "missing"
    OVER = "over"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True)
class ScheduleCheck:
    """A tool's agreements against what goes to it. ``not_listed`` flows and stands in no schedule;
    ``never_used`` stands in one and no approved use needs it."""

    tool: str
    not_listed: tuple[str, ...]
    never_used: tuple[str, ...]
    ending: Ending
    ends_on: date | None
