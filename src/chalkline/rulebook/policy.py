"""What a policy is made of: the terms of approved uses, refusals, facts about tools, data rules, stops.

All of it frozen values without a database or a clock. A policy holds no personal data: it says which
roles, grades and schools, never who. Names of purposes, elements and schools travel with it, so that
the same bundle gives the same reasons wherever it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from chalkline.rulebook.district_rules import DistrictRule, Promise
from chalkline.rulebook.words import EVERY, STRICTLY, Action, ConditionKind, KeptBy, Scope

STUDENT_CLASSES = frozenset({"directory", "confidential", "restricted"})


@dataclass(frozen=True)
class Condition:
    """Something that must be kept while a use is used, in the words of the decision.

    ``value``: of TRAINING, which; of GROUND, STRICTLY where also a sentence that only a person could judge stays back;
    of SAFETY, strict or open (protect/safety/setting.py).
    """

    kind: ConditionKind
    text: str
    kept_by: KeptBy = KeptBy.PEOPLE
    value: str = ""

    @property
    def keeps_back_doubt(self) -> bool:
        """Whether an answer from approved content goes out without the sentences that only a person could judge."""
        return self.kind is ConditionKind.GROUND and self.value == STRICTLY


@dataclass(frozen=True)
class DataException:
    """A restricted element that counsel and the privacy officer let into one use, until a day."""

    element: str
    until_on: date
    decision_number: str


@dataclass(frozen=True)
class Terms:
    """What one approved use says: who may use which tool for what, with which data, until when.

    ``tool`` is the catalogue's slug. ``purposes``, ``grade_bands`` and ``schools`` may be EVERY.
    ``grade_bands`` may hold "none": adults' own work without a class. ``elements`` are the ids of data
    elements that may be given to the tool. ``models`` are the names a call may ask the gateway for.
    ``expires_on`` is the last day on which the use holds.
    """

    use_id: str
    tool: str
    tool_name: str
    purposes: Scope
    roles: frozenset[str]
    grade_bands: Scope
    schools: Scope
    elements: frozenset[str]
    starts_on: date
    expires_on: date
    decision_number: str
    decided_on: date
    decision_digest: str = ""
    conditions: tuple[Condition, ...] = ()
    kept_by: frozenset[KeptBy] = frozenset({KeptBy.PEOPLE})
    models: frozenset[str] = frozenset()
    exceptions: tuple[DataException, ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Ended:
    """A use that was approved once and holds no more, so that "retired but still in use" can be said."""

    use_id: str
    tool: str
    tool_name: str
    ended_on: date
    decision_number: str
    purposes: Scope = EVERY


@dataclass(frozen=True)
class Declined:
    """A no by decision, with its reason. A later approval of the same stands above it."""

    tool: str
    tool_name: str
    decision_number: str
    decided_on: date
    reason: str
    purposes: Scope = EVERY


@dataclass(frozen=True)
class ToolFacts:
    """What the register and the agreements say of a tool on the day of compiling.

    ``agreement_elements`` are the elements of the signed schedule of data; ``agreement_ends_on`` is its
    last day, None where there is no agreement. ``category`` is the catalogue's: what kind of tool it is.
    """

    tool: str
    name: str
    status: str = ""
    agreement_name: str = ""
    agreement_elements: frozenset[str] = frozenset()
    agreement_ends_on: date | None = None
    category: str = ""

    def has_agreement_on(self, day: date) -> bool:
        """Whether a student data agreement is in date on that day."""
        return self.agreement_ends_on is not None and day <= self.agreement_ends_on


@dataclass(frozen=True)
class ElementRule:
    """What the district does with one kind of data."""

    element: str
    label: str
    classification: str
    action: Action
    is_pii: bool
    about_students: bool

    @property
    def is_student_record(self) -> bool:
        """Whether it is personal data of students (or their families) from the district's records."""
        return self.about_students and self.is_pii and self.classification in STUDENT_CLASSES

    @property
    def must_be_listed(self) -> bool:
        """Whether a signed schedule must list it before it may go out as it is. What people type to an AI has no
        row in the schedules that districts sign, so for it an agreement in date is enough."""
        return self.action in (Action.ALLOW_IF_IN_AGREEMENT, Action.MASK)


@dataclass(frozen=True)
class PurposeName:
    """A purpose and how it is called."""

    purpose: str
    name: str


@dataclass(frozen=True)
class SchoolName:
    """A school and how it is called. ``code`` is its id in the roster, which callers of the gateway know."""

    school: str
    name: str
    code: str = ""


@dataclass(frozen=True)
class Policy:
    """Everything a question is decided by. Compiled by publish from records, carried by the bundle.

    ``never`` are purposes AI never decides. ``replaceable`` are the elements that the gateway's own
    detectors can find and replace in a text: others cannot be redacted, only allowed or refused.
    ``decided_by_people`` are purposes of high stakes: a person decides first or apart, and keeps a record of it.
    ``district_rules`` narrow what uses permit; ``promises`` say what no policy may permit, and are checked before.
    """

    district: str
    revision: int
    compiled_on: date
    terms: tuple[Terms, ...] = ()
    ended: tuple[Ended, ...] = ()
    declined: tuple[Declined, ...] = ()
    never: frozenset[str] = frozenset()
    elements: tuple[ElementRule, ...] = ()
    tools: tuple[ToolFacts, ...] = ()
    purposes: tuple[PurposeName, ...] = ()
    schools: tuple[SchoolName, ...] = ()
    replaceable: frozenset[str] = frozenset()
    decided_by_people: frozenset[str] = frozenset()
    district_rules: tuple[DistrictRule, ...] = ()
    promises: tuple[Promise, ...] = ()

    @cached_property
    def rules(self) -> Mapping[str, ElementRule]:
        """Element rules by element id."""
        return {rule.element: rule for rule in self.elements}

    @cached_property
    def facts(self) -> Mapping[str, ToolFacts]:
        """Facts about tools by slug."""
        return {tool.tool: tool for tool in self.tools}

    @cached_property
    def by_use(self) -> Mapping[str, Terms]:
        """Terms by the id of their use."""
        return {terms.use_id: terms for terms in self.terms}

    @cached_property
    def by_tool(self) -> Mapping[str, tuple[Terms, ...]]:
        """Terms by tool."""
        found: dict[str, list[Terms]] = {}
        for terms in self.terms:
            found.setdefault(terms.tool, []).append(terms)
        return {tool: tuple(each) for tool, each in found.items()}

    @cached_property
    def purpose_names(self) -> Mapping[str, str]:
        """Names of purposes by id."""
        return {each.purpose: each.name for each in self.purposes}

    @cached_property
    def school_names(self) -> Mapping[str, str]:
        """Names of schools by id."""
        return {each.school: each.name for each in self.schools}

    def school_meant(self, text: str) -> str | None:
        """The id of the school that a caller names by id, roster code or name; None if there is none."""
        wanted = text.strip().casefold()
        for each in self.schools:
            if wanted in {each.school.casefold(), each.code.casefold(), each.name.casefold()} - {""}:
                return each.school
        return None

    def tool_name(self, tool: str) -> str:
        """How a tool is called, its slug where nothing is known of it."""
        if tool in self.facts:
            return self.facts[tool].name
        return next((terms.tool_name for terms in self.by_tool.get(tool, ())), tool)
