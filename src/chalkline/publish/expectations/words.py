"""The words of expectations: a class as its teacher sets it up, a piece of work, what the public page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.api import grade_name
from chalkline.rulebook.class_level import Level

LINK_LENGTH = 16  # characters of a link: 80 random bits


@dataclass(frozen=True)
class Asked:
    """How far a class is to work with AI. ``label`` is what students call the class; ``note`` is for them."""

    level: int
    label: str
    note: str = ""


@dataclass(frozen=True)
class WorkAsked:
    """A piece of work with a level of its own, both days included. ``holds_class``: a test, which holds everybody."""

    title: str
    level: int
    opens_on: date
    due_on: date
    note: str = ""
    holds_class: bool = False


@dataclass(frozen=True)
class Taught:
    """A class of the roster for its teacher. ``highest`` is how far approved uses let it go; ``uses`` are their names.

    ``label`` and ``level`` are "" and None until somebody has set them. ``students`` are counted for the teacher alone.
    """

    class_id: str
    label: str
    level: Level | None
    highest: Level
    uses: tuple[str, ...]
    students: int
    expectation_id: str = ""
    number: int = 0
    grades: tuple[str, ...] = ()

    @property
    def name(self) -> Sentence:
        """What it is called; before it has a name, by its place among one's classes and its grades, never by an id."""
        if self.label:
            return Sentence("{name}", name=self.label)
        if not self.grades:
            return Sentence("Class {n}", n=self.number)
        return Sentence("Class {n}, {grades}", n=self.number, grades=tuple(grade_name(each) for each in self.grades))


@dataclass(frozen=True)
class WorkShown:
    """A piece of work on the page of its class."""

    title: str
    level: Level
    note: str
    opens_on: date
    due_on: date
    holds_class: bool
    code: str


@dataclass(frozen=True)
class ClassShown:
    """What students and families read under the link. ``label`` is "" for a class of few students."""

    label: str
    school: str
    level: Level
    note: str
    set_on: date
    works: tuple[WorkShown, ...]
    uses: tuple[str, ...]
    by_gateway: bool
