"""The words of duties: what a rule of law asks, what makes it apply, how one stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalkline.kernel.business_days import Limit
from chalkline.kernel.sentences import Sentence

DISTRICT = "district"  # the subject of what is due once, whatever the tools


class DutyState(StrEnum):
    """Late is never stored: it follows from the day. Over: what made it apply is gone, or its next turn began."""

    OPEN = "open"
    MET = "met"
    WAIVED = "waived"
    OVER = "over"


STATE_NAMES: dict[DutyState, Sentence] = {
    DutyState.OPEN: Sentence("Open"),
    DutyState.MET: Sentence("Met"),
    DutyState.WAIVED: Sentence("Does not apply"),
    DutyState.OVER: Sentence("Over"),
}


class Ground(StrEnum):
    """What has to hold of a tool before a rule applies to it."""

    RECORDS = "records"
    STUDENTS = "students"
    UNDER13 = "under13"
    AGREEMENT = "agreement"


GROUND_NAMES: dict[Ground, Sentence] = {
    Ground.RECORDS: Sentence("student records go to it"),
    Ground.STUDENTS: Sentence("students use it themselves"),
    Ground.UNDER13: Sentence("some of them are under 13"),
    Ground.AGREEMENT: Sentence("an agreement about it is in force"),
}

# In the order in which one looks at them; ids of law/data_duties.yaml.
GROUP_NAMES: dict[str, Sentence] = {
    "school_official": Sentence("School official"),
    "disclosure": Sentence("Record of disclosures"),
    "notice": Sentence("Notice to families"),
    "consent": Sentence("Consent and children under 13"),
    "survey": Sentence("Surveys and materials"),
    "posting": Sentence("What has to be public"),
    "vendor": Sentence("What the vendor owes"),
}


@dataclass(frozen=True)
class DutyRule:
    """A rule of law as it is tracked. ``turns``: the days of a year ("MM-DD") on which it comes round.

    ``must``, ``trigger`` and ``evidence`` are the legal data's own words, in English.
    ``limit``: so long after an agreement was signed. ``again``: days until we look again, None for never.
    """

    id: str
    law: str
    citation: str
    confidence: str
    jurisdiction: str
    short: Sentence
    must: str
    trigger: str
    group: str
    for_tool: bool
    grounds: frozenset[Ground]
    who: str
    evidence: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    limit: Limit | None = None
    again: int | None = None


@dataclass(frozen=True)
class ToolGiven:
    """A tool as far as duties depend on it. ``since``: the first day of a use; ``signed_on``: of its agreement."""

    tool: str
    name: str
    since: date
    grounds: frozenset[Ground] = field(default_factory=frozenset)
    signed_on: date | None = None


@dataclass(frozen=True)
class Due:
    """A duty that somebody has: the rule, about which tool ("district" for none), by which day."""

    rule: DutyRule
    subject: str
    name: str
    due_on: date
