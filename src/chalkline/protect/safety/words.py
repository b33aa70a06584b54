"""The words of content safety."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from chalkline.kernel.sentences import Sentence


class Category(StrEnum):
    """What a signal is about. Ids stand in the record and in law/vocabulary/safety/."""

    SELF_HARM = "self_harm"
    THREAT = "threat"
    ABUSE = "abuse"
    VIOLENCE = "violence"
    SEXUAL = "sexual"
    HARASSMENT = "harassment"
    DRUGS = "drugs"
    WEAPONS = "weapons"
    GROOMING = "grooming"
    DISHONESTY = "dishonesty"
    OFF_TASK = "off_task"


CATEGORY_NAMES: dict[Category, Sentence] = {
    Category.SELF_HARM: Sentence("Harm to oneself"),
    Category.THREAT: Sentence("A threat to others"),
    Category.ABUSE: Sentence("Somebody hurts a child"),
    Category.VIOLENCE: Sentence("Violence"),
    Category.SEXUAL: Sentence("Sexual content"),
    Category.HARASSMENT: Sentence("Harassment and hate"),
    Category.DRUGS: Sentence("Drugs and alcohol"),
    Category.WEAPONS: Sentence("Weapons"),
    Category.GROOMING: Sentence("Grooming, or an AI that plays a companion"),
    Category.DISHONESTY: Sentence("Work that is not one’s own"),
    Category.OFF_TASK: Sentence("Off task"),
}

# Those that may mean that a child is in danger: a person has to look, whatever a setting for staff work says.
DANGERS = frozenset({Category.SELF_HARM, Category.THREAT, Category.ABUSE})


class Severity(IntEnum):
    """How much a signal says. A mention is counted and nothing more."""

    MENTION = 1
    CONCERN = 2
    DANGER = 3


class Direction(StrEnum):
    """Which way a text goes: what a person writes, or what a model answers."""

    IN = "in"
    OUT = "out"


class Act(StrEnum):
    """What follows from a signal, the weakest first. ``alert`` is help, and a person is told at once."""

    PASS = "pass"  # noqa: S105
    TELL = "tell"
    REFUSE = "refuse"
    HELP = "help"
    ALERT = "alert"

    @property
    def strength(self) -> int:
        """The higher the more it does."""
        return _STRENGTH[self]

    @property
    def stops(self) -> bool:
        """Whether the text goes no further as it is."""
        return self.strength >= _STRENGTH[Act.REFUSE]


_STRENGTH = {act: place for place, act in enumerate(Act)}


@dataclass(frozen=True)
class Signal:
    """One rule that a text met. ``start`` and ``end`` are its place in the text that was given."""

    category: Category
    severity: Severity
    start: int
    end: int
    rule_id: str
