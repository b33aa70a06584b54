"""Reads of the budget: lines, sources, totals, cliffs, the summary for the board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.rollout.budget import rules
from chalkline.rollout.budget.models import Amount, Line, PurchaseDate, Source
from chalkline.rollout.budget.words import Cliff, FiscalYears, Planned, Totals, WhatFor


@dataclass(frozen=True)
class SourceShare:
    """What one source pays in a year, and until when it pays at all."""

    name: str
    dollars: Decimal
    ends_on: date | None
    after: str


@dataclass(frozen=True)
class BudgetSummary:
    """A fiscal year of the budget for AI, as a board reads it. ``year``: "2026-27"; money in whole dollars."""

    fiscal_year: int
    year: str
    total: Decimal
    year_before: Decimal
    year_after: Decimal
    by_source: tuple[SourceShare, ...]
    by_what_for: tuple[tuple[WhatFor, Decimal], ...]
    positions: Decimal
    cliffs: tuple[Cliff, ...]
    cliff_sentences: tuple[Sentence, ...]


def fiscal_years() -> FiscalYears:
    """How this district counts its years."""
    return FiscalYears(settings.CHALKLINE.fiscal_month)


def sources(actor: Actor) -> QuerySet[Source]:
    """Every funding source."""
    actor.must("budget.see")
    return Source.objects.all()


def source_by_id(actor: Actor, source_id: str) -> Source:
    """One source. Raises Problem("not_found")."""
    found = sources(actor).filter(pk=id_from(source_id)).first()
    if found is None:
        raise not_found(Sentence("funding source"))
    return found


def lines(actor: Actor, *, dropped: bool = False) -> QuerySet[Line]:
    """The lines of the budget; with ``dropped`` those taken out, too."""
    actor.must("budget.see")
    found = Line.objects.select_related("tool", "use").prefetch_related("amounts__source")
    return found if dropped else found.filter(dropped_at=None)


def line_by_id(actor: Actor, line_id: str) -> Line:
    """One line. Raises Problem("not_found")."""
    found = lines(actor, dropped=True).filter(pk=id_from(line_id)).first()
    if found is None:
        raise not_found(Sentence("budget line"))
    return found


def purchase_dates(actor: Actor, *, open_only: bool = True) -> QuerySet[PurchaseDate]:
    """The purchasing calendar, the earliest first."""
    actor.must("budget.see")
    found = PurchaseDate.objects.filter(line__dropped_at=None).select_related("line")
    return found.filter(met_on=None) if open_only else found


def planned(actor: Actor) -> list[Planned]:
    """Every amount of the budget."""
    actor.must("budget.see")
    return _rows(Amount.objects.filter(line__dropped_at=None))


def totals_of_budget(actor: Actor) -> Totals:
    """Sums by source and fiscal year."""
    return rules.totals(planned(actor))


def cliffs_of_budget(actor: Actor, *, since: date | None = None) -> tuple[Cliff, ...]:
    """How planned money runs out; with ``since`` leaves out fiscal years that are over by then."""
    years = fiscal_years()
    found = rules.cliffs(planned(actor), years)
    return tuple(each for each in found if since is None or each.fiscal_year >= years.of(since))


def budget_summary(actor: Actor, fiscal_year: int) -> BudgetSummary:
    """One fiscal year, named by the calendar year it begins in; its cliffs and those of later years."""
    held = planned(actor)
    years = fiscal_years()
    sums = rules.totals(held)
    this_year = [row for row in held if row.fiscal_year == fiscal_year]
    here = rules.totals(this_year)
    known = {each.name: each for each in Source.objects.all()}
    by_what: dict[WhatFor, Decimal] = {}
    for row in this_year:
        by_what[row.what_for] = by_what.get(row.what_for, Decimal(0)) + row.amount
    paid = Line.objects.filter(dropped_at=None, amounts__fiscal_year=fiscal_year).distinct()
    found = tuple(each for each in rules.cliffs(held, years) if each.fiscal_year >= fiscal_year)
    return BudgetSummary(
        fiscal_year=fiscal_year,
        year=years.said(fiscal_year),
        total=here.total,
        year_before=sums.by_year.get(fiscal_year - 1, Decimal(0)),
        year_after=sums.by_year.get(fiscal_year + 1, Decimal(0)),
        by_source=tuple(
            SourceShare(name, here.by_source[name], known[name].ends_on, known[name].after) for name in here.sources
        ),
        by_what_for=tuple(sorted(by_what.items(), key=lambda each: -each[1])),
        positions=sum((each.fte for each in paid if each.fte), Decimal(0)),
        cliffs=found,
        cliff_sentences=tuple(rules.cliff_said(each, years) for each in found),
    )


def planned_for_use(use_id: str, tool_id: UUID) -> list[Planned]:
    """What is planned for an approved use, or for its tool as a whole. Takes no actor: gates of phases read it."""
    mine = Amount.objects.filter(line__dropped_at=None)
    return _rows(mine.filter(line__use_id=id_from(use_id)) | mine.filter(line__use=None, line__tool_id=tool_id))


def cliffs_within(rows: list[Planned]) -> tuple[Cliff, ...]:
    """How these amounts run out, by this district's fiscal years."""
    return rules.cliffs(rows, fiscal_years())


def outlasted(line: Line) -> tuple[Sentence, ...]:
    """Whether a line's money ends before the approved use it is for. Takes no actor: whoever sees the line sees it."""
    if line.use is None or line.dropped_at is not None:
        return ()
    return rules.use_outlasts(
        {each.source.name: each.source.ends_on for each in line.amounts.all()}, line.use.expires_on
    )


def source_ref(source: Source) -> SubjectRef:
    """How facts name a funding source."""
    return SubjectRef("funding_source", str(source.pk))


def line_ref(line: Line) -> SubjectRef:
    """How facts name a budget line."""
    return SubjectRef("budget_line", str(line.pk))


def _rows(found: QuerySet[Amount]) -> list[Planned]:
    return [
        Planned(
            line=str(each.line_id),
            title=each.line.title,
            what_for=WhatFor(each.line.what_for),
            recurs=each.line.recurs,
            fiscal_year=each.fiscal_year,
            source=each.source.name,
            source_ends_on=each.source.ends_on,
            amount=each.dollars,
        )
        for each in found.select_related("line", "source").order_by("line__title", "fiscal_year", "source__name")
    ]
