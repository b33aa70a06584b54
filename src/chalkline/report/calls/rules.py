"""What may be shown of counted calls. Pure.

Calls by use, purpose, role and school, calls by day and stops by reason are published together and share their
totals. A total that one of the tables has to hide would be given away by another, so they are judged in turns until
they agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from chalkline.protect.disclosure import ALL, SUPPRESSED, Everyone, Table, two_way
from chalkline.report.calls.words import By, Calls, Fate, Line

Counts = Counter[tuple[Hashable, Hashable]]  # by what it is counted, and by fate


@dataclass(frozen=True)
class Counted:
    """How many calls of one kind there were."""

    day: date
    use_id: str
    fate: Fate
    code: str
    count: int
    by: dict[By, str] = field(default_factory=dict)


def fate_of(verdict: str, outcome: str) -> Fate:
    """What became of a call with this verdict and outcome."""
    if outcome == "refused":
        return Fate.STOPPED
    if outcome != "answered":
        return Fate.UNANSWERED
    return Fate.REPLACED if verdict == "redact" else Fate.ANSWERED


def shown(counted: Iterable[Counted], first_on: date, last_on: date) -> Calls:
    """The calls from one day to another as they may be shown."""
    by_use: Counts = Counter()
    by_day: Counter[str] = Counter()
    by_reason: Counter[str] = Counter()
    by_others: dict[By, Counts] = {by: Counter() for by in By}
    for each in counted:
        by_use[each.use_id, each.fate] += each.count
        by_day[each.day.isoformat()] += each.count
        for by, counts in by_others.items():
            counts[each.by.get(by, ""), each.fate] += each.count
        if each.fate is Fate.STOPPED:
            by_reason[each.code] += each.count
    (uses, *others), days, reasons = _agreed([by_use, *by_others.values()], by_day, by_reason)
    span = [first_on + timedelta(days=step) for step in range((last_on - first_on).days + 1)]
    return Calls(
        first_on=first_on,
        last_on=last_on,
        total=uses.cell(),
        by_fate={fate: uses.cell(column=fate) for fate in Fate},
        days=tuple((day, days.cell(day.isoformat())) for day in span),
        uses=_lines(uses, by_use),
        reasons=tuple(
            (code, reasons.cell(code)) for code in sorted(by_reason, key=lambda code: (_order(reasons, code), code))
        ),
        any=bool(by_use),
        others={by: _lines(table, by_others[by]) for by, table in zip(By, others, strict=True)},
    )


def _agreed(by_keys: list[Counts], by_day: Counter[str], by_reason: Counter[str]) -> tuple[list[Table], Table, Table]:
    hidden: set[Fate | Everyone] = set()
    while True:
        tables = [two_way(counts, hidden=[(ALL, column) for column in hidden]) for counts in by_keys]
        days = _parts(by_day, is_total_hidden=ALL in hidden)
        reasons = _parts(by_reason, is_total_hidden=Fate.STOPPED in hidden)
        found: set[Fate | Everyone] = {
            column for column in (*Fate, ALL) for table in tables if table.cell(column=column) == SUPPRESSED
        }
        if days.cell() == SUPPRESSED:
            found.add(ALL)
        if reasons.cell() == SUPPRESSED:
            found.add(Fate.STOPPED)
        if found <= hidden:
            return tables, days, reasons
        hidden |= found


def _parts(counts: Counter[str], *, is_total_hidden: bool) -> Table:
    return two_way({(part, ALL): count for part, count in counts.items()}, hidden=[(ALL, ALL)] * is_total_hidden)


def _lines(table: Table, counts: Counts) -> tuple[Line, ...]:
    """By size class, as far as it is shown: the order must not tell what is hidden."""
    keys = {str(key) for key, _ in counts}
    return tuple(_line(table, key) for key in sorted(keys, key=lambda key: (_order(table, key), key)))


def _line(table: Table, key: str) -> Line:
    return Line(key, {fate: table.cell(key, fate) for fate in Fate}, table.cell(key))


def _order(table: Table, key: str) -> int:
    cell = table.cell(key)
    return 1 if cell == SUPPRESSED else -getattr(cell, "count", 0)
