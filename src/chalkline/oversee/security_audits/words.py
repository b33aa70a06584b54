"""The words of security audits: answers, evidence, weaknesses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class Verdict(StrEnum):
    """What is so."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_HERE = "not_here"


VERDICT_NAMES: dict[Verdict, Sentence] = {
    Verdict.YES: Sentence("Yes"),
    Verdict.PARTLY: Sentence("Partly"),
    Verdict.NO: Sentence("No"),
    Verdict.NOT_HERE: Sentence("Does not apply here"),
}


class Evidence(StrEnum):
    """What shows it."""

    COMPUTED = "computed"
    FILE = "file"
    LINK = "link"
    SEEN = "seen"


EVIDENCE_NAMES: dict[Evidence, Sentence] = {
    Evidence.COMPUTED: Sentence("Computed from our own records"),
    Evidence.FILE: Sentence("A file, by its digest"),
    Evidence.LINK: Sentence("A link"),
    Evidence.SEEN: Sentence("Somebody saw it"),
}


class Severity(StrEnum):
    """How much harm a weakness could do."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


SEVERITY_NAMES: dict[Severity, Sentence] = {
    Severity.LOW: Sentence("Low"),
    Severity.MEDIUM: Sentence("Medium"),
    Severity.HIGH: Sentence("High"),
}


class WeaknessState(StrEnum):
    """Open until mended, mended until somebody else has tried it again."""

    OPEN = "open"
    MENDED = "mended"
    CLOSED = "closed"


WEAKNESS_STATE_NAMES: dict[WeaknessState, Sentence] = {
    WeaknessState.OPEN: Sentence("Open"),
    WeaknessState.MENDED: Sentence("Mended, to be tried again"),
    WeaknessState.CLOSED: Sentence("Closed"),
}


@dataclass(frozen=True)
class Item:
    """One question of the checklist. ``probe``: how the product answers it itself, "" when a person does."""

    id: str
    area: str
    ask: str
    why: str
    probe: str


@dataclass(frozen=True)
class Answered:
    """An answer with what shows it: a digest of a file, a link, or what was seen or computed in words."""

    verdict: Verdict
    evidence: Evidence
    words: str = ""
    link: str = ""
    file_name: str = ""
    file_digest: str = ""
