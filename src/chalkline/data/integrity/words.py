"""The words of audits: dimensions, severities, what was found, groups, requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from chalkline.kernel.sentences import Sentence


class Severity(StrEnum):
    """How bad a fault is. A warning is shown and not scored."""

    STOP = "stop"
    ERROR = "error"
    WARNING = "warning"


SEVERITY_NAMES: dict[Severity, Sentence] = {
    Severity.STOP: Sentence("stop: hand this export to nobody"),
    Severity.ERROR: Sentence("to fix"),
    Severity.WARNING: Sentence("to look at"),
}

GROUPINGS: dict[str, Sentence] = {
    "school": Sentence("School"),
    "grade": Sentence("Grade"),
    "sex": Sentence("Sex"),
    "race": Sentence("Race and ethnicity"),
}
GROUP_NAMES: dict[str, Sentence] = {
    "american_indian": Sentence("American Indian or Alaska Native"),
    "asian": Sentence("Asian"),
    "black": Sentence("Black or African American"),
    "hispanic": Sentence("Hispanic or Latino, of any race"),
    "pacific": Sentence("Native Hawaiian or other Pacific Islander"),
    "two_or_more": Sentence("Two or more races"),
    "white": Sentence("White"),
    "female": Sentence("Female"),
    "male": Sentence("Male"),
    "other": Sentence("Other"),
    "unspecified": Sentence("Not specified"),
    "unsaid": Sentence("Not said, or not on the list"),
}


@dataclass(frozen=True)
class Findings:
    """What an audit of one export found. ``found``: faulty rows a rule; ``dimensions``: {id: rows, faulty, rules}.

    ``asked`` are the ids of the rules that could be looked at; ``missing`` needed files that are not there;
    ``lacking`` files without the columns they need; ``uneven`` rows that have more or fewer cells than the header.
    ``coverage`` holds exact counts of students by group: never to be shown as they are.
    """

    version: str
    files: Mapping[str, int]
    found: Mapping[str, int]
    dimensions: Mapping[str, Mapping[str, int]]
    faulty: int
    asked: tuple[str, ...]
    missing: tuple[str, ...] = ()
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uneven: Mapping[str, int] = field(default_factory=dict)
    coverage: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    rules_of: str = ""
    digest: str = ""

    @property
    def rows(self) -> int:
        """All rows that were read."""
        return sum(self.files.values())


@dataclass(frozen=True)
class RuleFound:
    """One rule as a page shows it: what it is about, and how many rows break it."""

    rule_id: str
    file: str
    field: str
    title: Sentence
    why: Sentence
    fix: Sentence
    dimension: str
    severity: Severity
    rows: int
    before: int | None = None


@dataclass(frozen=True)
class DimensionScore:
    """How many of the rows a dimension looks at break none of its rules, in percent with one decimal."""

    dimension: str
    label: Sentence
    means: Sentence
    rows: int
    faulty: int
    score: float


@dataclass(frozen=True)
class GroupCovered:
    """A group of students, as it may be shown: None where it may not. ``sound``: ("", 97), (">=", 95) or None."""

    name: Sentence
    students: int | None
    sound: tuple[str, int] | None


@dataclass(frozen=True)
class Standing:
    """How the latest audit stands on a day: its score, its age, whether something must stop the export."""

    score: float
    audited_on: date
    has_stops: bool


class Unmet(StrEnum):
    """Why a requirement is not met."""

    NEVER = "never"
    OLD = "old"
    LOW = "low"
    STOPS = "stops"


UNMET_NAMES: dict[Unmet, Sentence] = {
    Unmet.NEVER: Sentence("no roster was audited yet"),
    Unmet.OLD: Sentence("the latest audit is too old"),
    Unmet.LOW: Sentence("the latest audit’s score is too low"),
    Unmet.STOPS: Sentence("the latest audit found something that no receiver should have"),
}
