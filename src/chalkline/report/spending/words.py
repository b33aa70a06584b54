"""The words of spending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class By(StrEnum):
    """By what sums are told apart. The values are columns of the ledger's usage."""

    USE = "use_id"
    SCHOOL = "school"
    ROLE = "role"
    MODEL = "model"


BY_NAMES: dict[By, Sentence] = {
    By.USE: Sentence("By approved use"),
    By.SCHOOL: Sentence("By school"),
    By.ROLE: Sentence("By role"),
    By.MODEL: Sentence("By model"),
}


@dataclass(frozen=True)
class Sum:
    """What some calls came to. ``estimated``: of how many of them nobody counted the tokens."""

    key: str
    calls: int
    estimated: int
    tokens_in: int
    tokens_out: int
    cost_micros: int


@dataclass(frozen=True)
class Line:
    """One line of a table: None where the sum may not be shown."""

    key: str
    sum: Sum | None


@dataclass(frozen=True)
class Spending:
    """A month with every small group hidden. ``total`` is None where even it would give a small group away."""

    first_on: date
    last_on: date
    total: Sum | None
    tables: dict[By, tuple[Line, ...]]
    any: bool
