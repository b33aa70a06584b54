"""The words of the budget: what money is for, where it comes from, fiscal years, totals, cliffs. Whole US dollars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class WhatFor(StrEnum):
    """What a line pays for."""

    LICENSES = "licenses"
    STAFF = "staff"
    TRAINING = "training"
    DEVICES = "devices"
    OTHER = "other"


WHAT_FOR_NAMES: dict[WhatFor, Sentence] = {
    WhatFor.LICENSES: Sentence("Licenses"),
    WhatFor.STAFF: Sentence("Staff time"),
    WhatFor.TRAINING: Sentence("Training"),
    WhatFor.DEVICES: Sentence("Devices"),
    WhatFor.OTHER: Sentence("Something else"),
}


class SourceKind(StrEnum):
    """Where money comes from."""

    GENERAL = "general"
    FEDERAL = "federal"
    STATE = "state"
    GRANT = "grant"
    BOND = "bond"
    GIFT = "gift"


SOURCE_KIND_NAMES: dict[SourceKind, Sentence] = {
    SourceKind.GENERAL: Sentence("General fund"),
    SourceKind.FEDERAL: Sentence("Federal program"),
    SourceKind.STATE: Sentence("State program"),
    SourceKind.GRANT: Sentence("Grant"),
    SourceKind.BOND: Sentence("Bond or levy"),
    SourceKind.GIFT: Sentence("Gift"),
}


class PurchaseStep(StrEnum):
    """What happens on a day of the purchasing calendar."""

    QUOTE = "quote"
    BOARD = "board"
    ORDER = "order"
    NOTICE = "notice"
    RENEWAL = "renewal"


PURCHASE_STEP_NAMES: dict[PurchaseStep, Sentence] = {
    PurchaseStep.QUOTE: Sentence("Quotes are in"),
    PurchaseStep.BOARD: Sentence("The board approves it"),
    PurchaseStep.ORDER: Sentence("The order goes out"),
    PurchaseStep.NOTICE: Sentence("Last day to give notice"),
    PurchaseStep.RENEWAL: Sentence("It renews"),
}


@dataclass(frozen=True)
class FiscalYears:
    """The district's fiscal years: each is named by the calendar year in which it begins, in ``month``."""

    month: int = 7

    def of(self, day: date) -> int:
        """The fiscal year that a day lies in."""
        return day.year if day.month >= self.month else day.year - 1

    def first_day(self, year: int) -> date:
        """Its first day."""
        return date(year, self.month, 1)

    def last_day(self, year: int) -> date:
        """Its last day."""
        return date(year + 1, self.month, 1) - timedelta(days=1)

    def said(self, year: int) -> str:
        """ "2026-27"; of years that begin in January just "2026"."""
        return str(year) if self.month == 1 else f"{year}-{(year + 1) % 100:02d}"


@dataclass(frozen=True)
class Planned:
    """One amount of one line: how much of a fiscal year comes from which source, until when that pays."""

    line: str
    title: str
    what_for: WhatFor
    recurs: bool
    fiscal_year: int
    source: str
    source_ends_on: date | None
    amount: Decimal


@dataclass(frozen=True)
class Totals:
    """Sums of planned amounts. ``cells``: (source, fiscal year) -> dollars."""

    sources: tuple[str, ...]
    years: tuple[int, ...]
    cells: Mapping[tuple[str, int], Decimal]
    by_source: Mapping[str, Decimal]
    by_year: Mapping[int, Decimal]
    total: Decimal


class CliffKind(StrEnum):
    """How money runs out: within a year that rests on it, or with nothing said for the year after."""

    WITHIN = "within"
    AFTER = "after"


@dataclass(frozen=True)
class Cliff:
    """Money of a fiscal year that a source cannot pay to the end.

    WITHIN: ``amount`` of that year is planned on a source that ends before the year does. AFTER: things that recur were
    paid with ``amount`` the year before by a source that is over by then, and nothing is planned for the year.
    """

    kind: CliffKind
    source: str
    ends_on: date
    fiscal_year: int
    amount: Decimal
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LineRow:
    """A line as a file or a form states it, with one amount."""

    title: str
    what_for: WhatFor
    fiscal_year: int
    source: str
    amount: Decimal
    tool: str = ""
    recurs: bool = True
    people: int | None = None
    fte: Decimal | None = None
