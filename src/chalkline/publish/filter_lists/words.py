"""The words of filter lists: courses and why, what nobody decided, audiences, entries, what a product takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import Group
from chalkline.tools.register.api import AiScope

LONGEST_REASON = 500
LONGEST_NAME = 120


class Course(StrEnum):
    """What becomes of a tool for somebody, the mildest first."""

    ALLOW = "allow"
    LEAVE = "leave"  # on no list: whatever the product does by itself
    WARN = "warn"
    BLOCK = "block"


COURSE_NAMES: dict[Course, Sentence] = {
    Course.ALLOW: Sentence("Let through"),
    Course.LEAVE: Sentence("Left alone"),
    Course.WARN: Sentence("Warned of"),
    Course.BLOCK: Sentence("Blocked"),
}
STRICTNESS: dict[Course, int] = {course: place for place, course in enumerate(Course)}


class Why(StrEnum):
    """Why a tool has its course."""

    APPROVED = "approved"
    DECLINED = "declined"
    ENDED = "ended"
    SUSPENDED = "suspended"
    OUTSIDE_TERMS = "outside_terms"
    UNAPPROVED = "unapproved"
    PART = "part"  # AI is one part of the product, and nobody decided about it
    PART_REFUSED = "part_refused"  # AI is one part of the product, and that part was refused


WHY_NAMES: dict[Why, Sentence] = {
    Why.APPROVED: Sentence("Approved for them, for at least one purpose"),
    Why.DECLINED: Sentence("A decision said no"),
    Why.ENDED: Sentence("Was approved once; that has ended"),
    Why.SUSPENDED: Sentence("Paused for now"),
    Why.OUTSIDE_TERMS: Sentence("Approved for others, not for them"),
    Why.UNAPPROVED: Sentence("Nobody has approved it"),
    Why.PART: Sentence("AI is one part of it, and nobody decided about that part"),
    Why.PART_REFUSED: Sentence("Its AI was refused; the product cannot be told apart from it by its address"),
}


class Matter(StrEnum):
    """What nobody decided, or what a host cannot tell apart."""

    AI = "ai"
    PART = "part"
    PART_REFUSED = "part_refused"


MATTER_NAMES: dict[Matter, Sentence] = {
    Matter.AI: Sentence("AI tools that nobody has approved"),
    Matter.PART: Sentence("Products with AI in them that nobody decided about"),
    Matter.PART_REFUSED: Sentence("Products with AI in them whose AI was refused"),
}
GROUPS = (Group.STUDENTS, Group.STAFF)
CHOOSABLE = (Course.LEAVE, Course.WARN, Course.BLOCK)  # what nobody approved is never let through

Choices = Mapping[tuple[Group, Matter], Course]
DEFAULTS: dict[tuple[Group, Matter], Course] = {
    (Group.STUDENTS, Matter.AI): Course.BLOCK,
    (Group.STUDENTS, Matter.PART): Course.LEAVE,
    (Group.STUDENTS, Matter.PART_REFUSED): Course.LEAVE,
    (Group.STAFF, Matter.AI): Course.WARN,
    (Group.STAFF, Matter.PART): Course.LEAVE,
    (Group.STAFF, Matter.PART_REFUSED): Course.LEAVE,
}


@dataclass(frozen=True, order=True)
class Cell:
    """People of one role at one school; of students, in one grade band ("" for staff)."""

    role: str
    school: str
    band: str = ""

    @property
    def group(self) -> Group:
        """Students or staff: whom a choice tells apart."""
        return Group.STUDENTS if self.role == "student" else Group.STAFF


@dataclass(frozen=True)
class Outcome:
    """What becomes of a tool for somebody, and why. ``decision`` is the number of the one behind it, if there is."""

    course: Course
    why: Why
    decision: str = ""


@dataclass(frozen=True)
class Listed:
    """A tool as lists know it: what it is called, and by what it can be recognised."""

    slug: str
    name: str
    scope: AiScope
    domains: tuple[str, ...] = ()
    client_ids: tuple[str, ...] = ()
    extension_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fold:
    """People whose tools that somebody decided about have the same courses."""

    cells: frozenset[Cell]
    decided: Mapping[str, Outcome]


@dataclass(frozen=True)
class Lists:
    """All lists of a district, as they were compiled. What nobody decided is told once for students and for staff."""

    revision: int
    policy_digest: str
    compiled_on: date
    catalogue: int
    choices: Choices
    tools: Mapping[str, Listed]
    undecided: Mapping[Group, Mapping[str, Outcome]]
    folds: tuple[Fold, ...]

    @cached_property
    def cells(self) -> frozenset[Cell]:
        """Everybody there are lists for."""
        return frozenset(cell for fold in self.folds for cell in fold.cells)

    @cached_property
    def fold_of(self) -> Mapping[Cell, Fold]:
        """The fold of each cell."""
        return {cell: fold for fold in self.folds for cell in fold.cells}

    def outcome(self, cell: Cell, slug: str) -> Outcome | None:
        """What becomes of a tool for a cell; None where these lists know neither."""
        fold = self.fold_of.get(cell)
        if fold is None:
            return None
        return fold.decided.get(slug) or self.undecided[cell.group].get(slug)


@dataclass(frozen=True)
class Span:
    """Roles at schools, in grade bands: how an audience is said. None stands for all of the district's."""

    roles: tuple[str, ...]
    schools: tuple[str, ...] | None = None
    bands: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Audience:
    """People who have the same lists. ``key`` follows from who they are."""

    key: str
    cells: frozenset[Cell]
    spans: tuple[Span, ...]


@dataclass(frozen=True, order=True)
class Entry:
    """A host on a list. ``exact``: the host alone, because something below it has another course."""

    host: str
    exact: bool
    slug: str
    name: str
    why: Why = Why.UNAPPROVED
    decision: str = ""


@dataclass(frozen=True)
class Apart:
    """A host that could not be denied as decided, because something milder hangs on it."""

    host: str
    slug: str
    name: str
    with_host: str
    with_name: str


@dataclass(frozen=True)
class AppEntry:
    """An app, by its client id at sign-in or its id as a browser extension."""

    id: str
    slug: str
    name: str
    course: Course


@dataclass(frozen=True)
class Sheet:
    """What the lists of one scope say, ready to be written in any form."""

    allow: tuple[Entry, ...] = ()
    warn: tuple[Entry, ...] = ()
    block: tuple[Entry, ...] = ()
    apart: tuple[Apart, ...] = ()
    clients: tuple[AppEntry, ...] = ()
    extensions: tuple[AppEntry, ...] = ()
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    def of(self, course: Course) -> tuple[Entry, ...]:
        """The entries of a course; what is left alone has none."""
        return {Course.ALLOW: self.allow, Course.WARN: self.warn, Course.BLOCK: self.block}.get(course, ())


class State(StrEnum):
    """Where an edition of the lists is on its way."""

    WAITING = "waiting"  # prepared; somebody has to put it in force
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    OVERTAKEN = "overtaken"


STATE_NAMES: dict[State, Sentence] = {
    State.WAITING: Sentence("Waits for a second person"),
    State.IN_FORCE: Sentence("In force"),
    State.REPLACED: Sentence("Replaced by newer ones"),
    State.OVERTAKEN: Sentence("Overtaken before they were put in force"),
}
