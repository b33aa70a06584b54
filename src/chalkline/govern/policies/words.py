"""The words of policies: kinds, states, sections, whom a text binds, how it was adopted, clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from chalkline.kernel.sentences import Sentence

STUDENT = "student"
STAFF_ROLES = ("teacher", "administrator", "aide", "counselor", "proctor", "staff")
LANGUAGES: dict[str, Sentence] = {"en": Sentence("English"), "es": Sentence("Spanish")}
LARGEST_FILE = 20 * 1024 * 1024


class PolicyKind(StrEnum):
    """What sort of document it is."""

    AI_POLICY = "ai_policy"
    STAFF = "staff_expectations"
    STUDENTS = "student_expectations"
    REGULATION = "regulation"
    PROCEDURE = "procedure"


POLICY_KIND_NAMES: dict[PolicyKind, Sentence] = {
    PolicyKind.AI_POLICY: Sentence("AI policy"),
    PolicyKind.STAFF: Sentence("Expectations for staff"),
    PolicyKind.STUDENTS: Sentence("Expectations for students"),
    PolicyKind.REGULATION: Sentence("Regulation"),
    PolicyKind.PROCEDURE: Sentence("Procedure"),
}


class VersionState(StrEnum):
    """Where a version is. What replaced it, and whether it holds today, is told by its days."""

    DRAFT = "draft"
    COMMENT = "comment"
    BEFORE_BODY = "before_body"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"


VERSION_STATE_NAMES: dict[VersionState, Sentence] = {
    VersionState.DRAFT: Sentence("Draft"),
    VersionState.COMMENT: Sentence("For comment"),
    VersionState.BEFORE_BODY: Sentence("Before a committee"),
    VersionState.ADOPTED: Sentence("Adopted"),
    VersionState.NOT_ADOPTED: Sentence("Not adopted"),
}
MAY_BECOME: dict[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.COMMENT, VersionState.BEFORE_BODY, VersionState.ADOPTED}),
    VersionState.COMMENT: frozenset({VersionState.DRAFT, VersionState.BEFORE_BODY, VersionState.ADOPTED}),
    VersionState.BEFORE_BODY: frozenset({VersionState.DRAFT, VersionState.ADOPTED, VersionState.NOT_ADOPTED}),
    VersionState.ADOPTED: frozenset(),
    VersionState.NOT_ADOPTED: frozenset(),
}
OPEN_STATES = (VersionState.DRAFT, VersionState.COMMENT, VersionState.BEFORE_BODY)


class Holds(StrEnum):
    """How an adopted version stands on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    REPEALED = "repealed"


HOLDS_NAMES: dict[Holds, Sentence] = {
    Holds.NOT_YET: Sentence("Not in force yet"),
    Holds.IN_FORCE: Sentence("In force"),
    Holds.SUPERSEDED: Sentence("Replaced"),
    Holds.REPEALED: Sentence("Repealed"),
}


class RepealState(StrEnum):
    """Where a repeal is. That it was decided is one thing, its day another: until then the text holds."""

    PROPOSED = "proposed"
    BEFORE_BODY = "before_body"
    REPEALED = "repealed"
    NOT_REPEALED = "not_repealed"
    WITHDRAWN = "withdrawn"


OPEN_REPEALS = (RepealState.PROPOSED, RepealState.BEFORE_BODY)


@dataclass(frozen=True)
class Section:
    """One section. ``key`` stays the same from version to version, so that differences are told section by section."""

    heading: str
    text: str
    key: str = ""

    def as_json(self) -> dict[str, str]:
        return {"key": self.key, "heading": self.heading, "text": self.text}


@dataclass(frozen=True)
class Binds:
    """Whom a text binds: roster roles, and ids of schools (none: every school). ``signed``: they are asked to sign."""

    roles: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    signed: bool = True

    @property
    def students(self) -> bool:
        """Whether it binds students: their teachers tell them, and families read it on the public page."""
        return STUDENT in self.roles

    @property
    def staff(self) -> frozenset[str]:
        """The roles of staff among them."""
        return self.roles - {STUDENT}

    def as_json(self) -> dict[str, Any]:
        return {"roles": sorted(self.roles), "schools": sorted(self.schools), "signed": self.signed}


def binds_from_json(row: Mapping[str, Any]) -> Binds:
    """The ones kept as ``row``."""
    return Binds(frozenset(row.get("roles", ())), frozenset(row.get("schools", ())), bool(row.get("signed", True)))


@dataclass(frozen=True)
class About:
    """What a policy is called. ``code`` is how it is cited ("AI-2", "4710"): letters, digits, hyphens and points."""

    code: str
    title: str
    kind: PolicyKind


@dataclass(frozen=True)
class Drafted:
    """The text of a draft and what it changes. ``why``: what this version changes, in a sentence or two, and why.

    ``changes_duties``: people have to do something else than before, so whoever signed is asked anew.
    """

    sections: tuple[Section, ...]
    binds: Binds
    why: str = ""
    changes_duties: bool = True


@dataclass(frozen=True)
class Brought:
    """The district's own Word or PDF file; ``sections`` is the text that was read from it, for the page."""

    file: bytes = field(repr=False)
    name: str = ""


@dataclass(frozen=True)
class Days:
    """From which day a version holds, and when it is looked at again."""

    effective_on: date
    review_on: date


@dataclass(frozen=True)
class BoardAdoption:
    """What a school board did, as its minutes have it."""

    body: str
    adopted_on: date
    resolution: str
    minutes: Brought


@dataclass(frozen=True)
class Repealing:
    """Why a policy shall end, and what people go by afterwards ("" where nothing takes its place)."""

    why: str
    instead: str = ""


@dataclass(frozen=True)
class Clause:
    """One section of one version. ``ref`` is how rules cite it: "AI-2/3/4" (policy, version, section)."""

    ref: str
    policy_id: str
    version_id: str
    code: str
    title: str
    version: int
    number: int
    heading: str
    text: str
    holds: Holds | None

    @property
    def cited(self) -> Sentence:
        """ "AI-2, section 4: Student data"."""
        return Sentence("{code}, section {n}: {heading}", code=self.code, n=self.number, heading=self.heading)
