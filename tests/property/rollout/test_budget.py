"""Sums add up whichever way one adds; money that ends is found, and none that does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chalkline.rollout.budget.rules import cliffs, dollars, dollars_from, fiscal_year_from, totals
from chalkline.rollout.budget.words import CliffKind, FiscalYears, Planned, WhatFor

YEARS = st.builds(FiscalYears, st.sampled_from([1, 7, 9, 10]))
ENDS = {"General fund": None, "Spring grant": date(2027, 9, 30), "Old grant": date(2026, 6, 30)}
AMOUNTS = st.integers(1, 10**9).map(Decimal)


@st.composite
def rows(draw: st.DrawFn) -> list[Planned]:
    cells = draw(st.sets(st.tuples(st.sampled_from("abcd"), st.integers(2024, 2029), st.sampled_from(sorted(ENDS)))))
    recurring = draw(st.sets(st.sampled_from("abcd")))
    return [
        Planned(line, f"Line {line}", WhatFor.LICENSES, line in recurring, year, source, ENDS[source], draw(AMOUNTS))
        for line, year, source in sorted(cells)
    ]


@given(rows())
def test_totals_by_source_and_by_year_are_the_same_money(held: list[Planned]) -> None:
    sums = totals(held)
    assert sums.total == sum((row.amount for row in held), Decimal(0))
    for kept in (sums.by_source, sums.by_year, sums.cells):
        assert sum(kept.values(), Decimal(0)) == sums.total
    for source in sums.sources:
        assert sums.by_source[source] == sum(sums.cells.get((source, year), Decimal(0)) for year in sums.years)
    assert list(sums.sources) == sorted(sums.sources, key=lambda name: -sums.by_source[name]) or len(sums.sources) > 1


@given(rows(), YEARS)
def test_a_cliff_within_a_year_is_all_the_money_of_that_year_that_its_source_cannot_pay_to_the_end(
    held: list[Planned], years: FiscalYears
) -> None:
    found = [each for each in cliffs(held, years) if each.kind is CliffKind.WITHIN]
    for cliff in found:
        assert cliff.ends_on == ENDS[cliff.source] and cliff.ends_on < years.last_day(cliff.fiscal_year)
        mine = [r for r in held if r.source == cliff.source and r.fiscal_year == cliff.fiscal_year]
        assert cliff.amount == sum((row.amount for row in mine), Decimal(0))
    unpaid = {
        (row.source, row.fiscal_year)
        for row in held
        if row.source_ends_on and row.source_ends_on < years.last_day(row.fiscal_year)
    }
    assert {(each.source, each.fiscal_year) for each in found} == unpaid


@given(rows(), YEARS)
def test_what_recurs_has_an_amount_for_the_next_year_or_is_a_cliff(held: list[Planned], years: FiscalYears) -> None:
    found = {(c.source, c.fiscal_year): c for c in cliffs(held, years) if c.kind is CliffKind.AFTER}
    planned = {(row.line, row.fiscal_year) for row in held}
    for row in held:
        lasts = row.source_ends_on is None or row.source_ends_on >= years.last_day(row.fiscal_year + 1)
        open_end = row.recurs and not lasts and (row.line, row.fiscal_year + 1) not in planned
        assert (row.title in found.get((row.source, row.fiscal_year + 1), _NONE).lines) == open_end
    paid_after = [*held, *(_next(row) for row in held)]
    last = max((row.fiscal_year for row in held), default=0) + 1
    assert not [c for c in cliffs(paid_after, years) if c.kind is CliffKind.AFTER and c.fiscal_year <= last]


class _NONE:
    lines: tuple[str, ...] = ()


def _next(row: Planned) -> Planned:
    return Planned(row.line, row.title, row.what_for, row.recurs, row.fiscal_year + 1, "General fund", None, Decimal(1))


@given(st.integers(0, 10**11), st.sampled_from([1, 7, 10]), st.integers(2015, 2060))
def test_money_and_years_are_read_as_they_are_said(amount: int, month: int, year: int) -> None:
    assert dollars_from(dollars(Decimal(amount))) == amount
    assert fiscal_year_from(FiscalYears(month).said(year)) == year
    assert FiscalYears(month).of(FiscalYears(month).first_day(year)) == year
    assert FiscalYears(month).of(FiscalYears(month).last_day(year)) == year


def test_what_is_no_money_and_no_year_is_not_guessed() -> None:
    for text in ("", "12.50", "1,2", "4e3", "-5", "٣", "$", "1" * 40):
        assert dollars_from(text) is None
    assert dollars_from("$42,000.00") == 42000
    for text in ("", "2026-28", "next", "26-27", "FY", "20266"):
        assert fiscal_year_from(text) is None
    assert fiscal_year_from("FY2027") == fiscal_year_from("fy27") == fiscal_year_from("2026/27") == 2026
