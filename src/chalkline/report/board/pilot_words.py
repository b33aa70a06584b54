"""The words of the packet about pilots: effects, what was tried, what was given up. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import Words


@dataclass(frozen=True)
class Effect:
    """An effect in one group, good as positive: numbers as text for the picture, and each in words."""

    whom: Sentence
    at: str
    low: str
    high: str
    said: Sentence
    said_low: Sentence
    said_high: Sentence


@dataclass(frozen=True)
class Tried:
    """A pilot with its verdict. ``found`` and ``effects`` are empty and ``people`` is None where a side was small;
    ``rule`` is what was registered on ``registered_on``, ``limits`` what the result cannot say."""

    source: SubjectRef
    pilot: SubjectRef
    problem: SubjectRef
    title: str
    problem_title: str
    tool: str
    question: str
    on: date
    verdict: str
    name: Sentence
    advice: Sentence
    reasons: tuple[Sentence, ...]
    registered_on: date
    rule: tuple[Words, ...]
    limits: tuple[Sentence, ...]
    level: int
    counts: str
    smallest: str
    people: int | None
    found: tuple[Sentence, ...]
    effects: tuple[Effect, ...]
    has_hidden: bool
    is_new: bool
    kept_safe: Sentence | None = None


@dataclass(frozen=True)
class GaveUp:
    """A pilot that was ended without a verdict, and why."""

    source: SubjectRef
    title: str
    tool: str
    on: date
    why: str
