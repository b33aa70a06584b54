"""What may be shown of sums. Pure.

The tables share their total. A group of fewer than ten calls could be one person's doing, so it is hidden with all its
sums, and so is what it could be worked out from; a total that one table has to hide is hidden in all.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date

from chalkline.protect.disclosure import ALL, SUPPRESSED, Table, two_way
from chalkline.report.spending.words import By, Line, Spending, Sum


def shown(sums: Mapping[By, Iterable[Sum]], first_on: date, last_on: date) -> Spending:
    """The sums of a month as they may be shown: the dearest first, hidden ones last by their key."""
    whole = {by: tuple(found) for by, found in sums.items()}
    counts: dict[By, dict[tuple[Hashable, Hashable], int]] = {
        by: {(each.key, ALL): each.calls for each in found} for by, found in whole.items()
    }
    tables = {by: two_way(each) for by, each in counts.items()}
    is_hidden = any(each.cell() == SUPPRESSED for each in tables.values())
    if is_hidden:
        tables = {by: two_way(each, hidden=[(ALL, ALL)]) for by, each in counts.items()}
    some = next(iter(whole.values()), ())
    return Spending(
        first_on=first_on,
        last_on=last_on,
        total=None if is_hidden else added(some),
        tables={by: _lines(whole[by], tables[by]) for by in whole},
        any=any(each.calls for each in some),
    )


def added(sums: Iterable[Sum], key: str = "") -> Sum:
    """All of them together."""
    found = list(sums)
    return Sum(
        key,
        sum(each.calls for each in found),
        sum(each.estimated for each in found),
        sum(each.tokens_in for each in found),
        sum(each.tokens_out for each in found),
        sum(each.cost_micros for each in found),
    )


def _lines(sums: tuple[Sum, ...], table: Table) -> tuple[Line, ...]:
    lines = [Line(each.key, None if table.cell(each.key) == SUPPRESSED else each) for each in sums]
    return tuple(
        sorted(lines, key=lambda line: (line.sum is None, -(line.sum.cost_micros if line.sum else 0), line.key))
    )
