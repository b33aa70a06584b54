"""The words of audits: what is frozen of a day, and what a comparison says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalkline.discover.findings.api import Act
from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Cell
from chalkline.rulebook.api import Standing


@dataclass(frozen=True)
class SourceThen:
    """A source that counted. ``digest`` is of the file, so that anybody who has it can check."""

    id: str
    name: str
    digest: str
    shape: str
    title: Sentence
    kind: str
    rows: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True)
class ToolThen:
    """What could be shown of one tool. ``by_school`` and ``by_group`` are people; ``cents`` None where nothing was
    paid for it alone; ``kinds`` are the kinds of source that tell of it."""

    slug: str
    name: str
    vendor: str
    category: str
    scope: str
    people: Cell
    users: Cell
    students: Cell
    events: Cell
    allowed: Cell
    blocked: Cell
    schools: int
    standing: Standing
    terms: tuple[Sentence, ...]
    kinds: tuple[str, ...]
    differs: tuple[Sentence, ...]
    sign_ins: Cell
    wide: Cell
    cents: int | None
    by_school: Mapping[str, Cell]
    by_group: Mapping[str, Cell]
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True)
class Contents:
    """A whole audit of one day, as it may be shown. ``by_school`` and ``by_group``: people who used any AI tool."""

    on: date
    period: tuple[date, date] | None
    headline: Sentence
    tools: tuple[ToolThen, ...]
    people: Cell
    users: Cell
    students: Cell
    schools: int
    by_school: Mapping[str, Cell]
    by_group: Mapping[str, Cell]
    feature_people: Cell
    hosts: int
    acts: tuple[Act, ...]
    unseen: tuple[str, ...]
    sources: tuple[SourceThen, ...]
    cannot_show: tuple[tuple[Sentence, tuple[Sentence, ...]], ...]
    not_loaded: tuple[Sentence, ...]
    school_names: Mapping[str, str]
    catalogue_version: int
    policy_digest: str
    policy_revision: int
    kinds: tuple[str, ...] = ()  # kinds of source that were loaded


@dataclass(frozen=True)
class Grown:
    """A count that may be shown in both audits, and differs by ten people or more."""

    name: str
    slug: str
    before: int
    after: int
    school: str = ""  # the school it is of, "" for the whole district

    @property
    def by(self) -> int:
        """By how much; negative where it shrank."""
        return self.after - self.before


@dataclass(frozen=True)
class Moved:
    """A tool that stands otherwise than it did."""

    name: str
    slug: str
    before: Standing
    after: Standing
    terms: tuple[Sentence, ...]


@dataclass(frozen=True)
class Comparison:
    """Two audits side by side. ``hidden``: how many tools could not be compared, as they may not be shown in one."""

    before_on: date
    after_on: date
    before_period: tuple[date, date] | None
    after_period: tuple[date, date] | None
    people: Grown | None
    new: tuple[ToolThen, ...]
    gone: tuple[ToolThen, ...]
    grown: tuple[Grown, ...]
    shrunk: tuple[Grown, ...]
    moved: tuple[Moved, ...]
    schools: tuple[Grown, ...]
    by_school: tuple[Grown, ...]  # a tool at a school
    hidden: int
    cautions: tuple[Sentence, ...]
    counted: bool = True  # whether both count people at all
