"""The words of keeping: how many use something now, whether a list holds, by what terms are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.protect.disclosure import Cell
from chalkline.rulebook.api import KeptBy


@dataclass(frozen=True)
class Use:
    """How many of some people use a tool now. ``at_least`` is what may be shown; ``seen``: whether any of them do."""

    sentence: Sentence
    at_least: int
    seen: bool


@dataclass(frozen=True)
class Holding:
    """Whether what the lists say of a tool holds, by the logs since."""

    slug: str
    name: str
    denied: bool
    since: date
    last_on: date
    visits: Cell
    people: Cell
    by_group: Mapping[str, Cell]
    holds: bool
    sentence: Sentence


@dataclass(frozen=True)
class Way:
    """One way in which the terms of a tool are kept: since when, and what shows it. ``holds`` is None where none can
    tell."""

    kept_by: KeptBy
    since: date | None
    proof: Sentence
    holds: bool | None = None
    url_name: str = ""
    points: tuple[Sentence, ...] = ()
