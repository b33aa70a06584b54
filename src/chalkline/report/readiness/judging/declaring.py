"""How a rule is declared, and what the rules have in common. Pure.

    @answers("RX01")
    def somebody_leads(has: Records) -> Found | None: ...

A rule gives None where the records cannot tell: then a person is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.readiness.records import Records
from chalkline.report.readiness.words import Found, Level

Rule = Callable[[Records], Found | None]
RULES: dict[str, Rule] = {}
NONE, SOME, MOST, ROUTINE = Level.NOT_STARTED, Level.EMERGING, Level.DEVELOPING, Level.MATURE
NEARLY_ALL = 0.8


def answers(item_id: str) -> Callable[[Rule], Rule]:
    """Declare the rule of a question. Raises ValueError when it has one."""

    def declare(rule: Rule) -> Rule:
        if item_id in RULES:
            raise ValueError(f"{item_id} has a rule already")
        RULES[item_id] = rule
        return rule

    return declare


def by_share(part: int, whole: int) -> Level:
    """None of them, some, most (four fifths), all."""
    if not whole or not part:
        return NONE
    return ROUTINE if part >= whole else MOST if part >= NEARLY_ALL * whole else SOME


def place(kind: str) -> SubjectRef:
    """A list of things: a source without an id."""
    return SubjectRef(kind, "")


def found(level: Level, why: Sentence, source: SubjectRef | None = None, on: date | None = None) -> Found:
    """What a rule gives."""
    return Found(level, why, source, on)
