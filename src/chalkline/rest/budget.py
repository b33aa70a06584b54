"""/api/v1/budget: what AI costs, who pays it until when, and where money ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    Why,
    all_said,
    created,
    like,
    paged,
    who,
)
from chalkline.rollout.budget.api import (
    Line,
    Source,
    SourceKind,
    WhatFor,
    budget_summary,
    drop_line,
    enter_line,
    line_by_id,
    lines,
    name_source,
    outlasted,
    plan_amount,
    revise_source,
    source_by_id,
    sources,
)
from chalkline.tools.register.api import tool_by_slug

router = Place(tags=["roll-out"])


class SourceEnds(Sent):
    """Until when a source pays (null: without an end), and what pays then."""

    model_config = like(ends_on="2027-09-30", after="The general fund, if the board agrees.")

    ends_on: date | None = None
    after: Text = ""


class SourceStated(SourceEnds):
    """Where money comes from."""

    model_config = like(name="Spring grant", kind="grant", ends_on="2027-09-30", after="")

    name: Short
    kind: SourceKind


class LineStated(Sent):
    """What is paid for. ``use_id`` or ``tool`` (its id in the register) say what it belongs to, where it does."""

    model_config = like(title="MagicSchool, teacher plan", what_for="licenses", use_id=None, tool="magicschool",
                        recurs=True, people=120, fte=None, note="")  # fmt: skip

    title: Short
    what_for: WhatFor
    use_id: UUID | None = None
    tool: Id = ""
    recurs: bool = True
    people: int | None = Field(None, ge=0, le=1_000_000)
    fte: Decimal | None = Field(None, ge=0, le=1000, decimal_places=2)
    note: Text = ""


class AmountStated(Sent):
    """Whole dollars of a fiscal year, named by the calendar year it begins in, from a source."""

    model_config = like(source_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", fiscal_year=2026, dollars=12400)

    source_id: UUID
    fiscal_year: int = Field(ge=1900, le=2200)
    dollars: int = Field(ge=0, le=10**12)


class SourceListed(Schema):
    """A funding source."""

    id: str
    name: str
    kind: str
    ends_on: date | None
    after: str


class SourcePage(Page[SourceListed]):
    """Funding sources."""


class AmountTold(Schema):
    """What a source pays of a line in a fiscal year."""

    fiscal_year: int
    dollars: int
    source_id: str
    source: str


class LineTold(Schema):
    """A line of the budget. ``not_paid_to_the_end``: sources that end before the approved use does."""

    id: str
    title: str
    what_for: str
    use_id: str
    tool: str
    recurs: bool
    people: int | None
    fte: Decimal | None
    dropped: bool
    amounts: list[AmountTold]
    not_paid_to_the_end: list[str]


class LinePage(Page[LineTold]):
    """Lines of the budget."""


class SourceTold(Schema):
    """What a source pays in the year, in whole dollars."""

    name: str
    dollars: int
    ends_on: date | None
    after: str


class BudgetTold(Schema):
    """A fiscal year of the budget for AI, in whole dollars."""

    year: str
    total: int
    year_before: int
    year_after: int
    by_source: list[SourceTold]
    where_money_ends: list[str]


@router.get("/budget", response={200: BudgetTold, REFUSALS: ProblemDocument})
def read_budget(request: HttpRequest, fiscal_year: int) -> object:
    """A fiscal year, named by the calendar year it begins in."""
    told = budget_summary(who(request), min(max(fiscal_year, 2000), 2100))
    return BudgetTold(
        year=told.year,
        total=int(told.total),
        year_before=int(told.year_before),
        year_after=int(told.year_after),
        by_source=[
            SourceTold(name=each.name, dollars=int(each.dollars), ends_on=each.ends_on, after=each.after)
            for each in told.by_source
        ],
        where_money_ends=all_said(told.cliff_sentences),
    )


@router.get("/budget/sources", response={200: SourcePage, REFUSALS: ProblemDocument})
def list_funding_sources(request: HttpRequest, span: Query[Span]) -> object:
    """Where money comes from, and until when."""
    return paged(sources(who(request)), span, _source)


@router.post("/budget/sources", response={201: SourceListed, REFUSALS: ProblemDocument})
def name_a_funding_source(request: HttpRequest, given: SourceStated) -> object:
    """Name a source of money."""
    made = name_source(
        who(request), name=given.name, kind=given.kind, ends_on=given.ends_on, after=given.after, now=utc_now()
    )
    return created(_source(made))


@router.put("/budget/sources/{source_id}", response={200: SourceListed, REFUSALS: ProblemDocument})
def revise_a_funding_source(request: HttpRequest, source_id: UUID, given: SourceEnds) -> object:
    """State anew when it ends and what pays then."""
    actor = who(request)
    source = source_by_id(actor, str(source_id))
    return _source(revise_source(actor, source, ends_on=given.ends_on, after=given.after, now=utc_now()))


@router.get("/budget/lines", response={200: LinePage, REFUSALS: ProblemDocument})
def list_budget_lines(request: HttpRequest, span: Query[Span]) -> object:
    """What is paid for."""
    return paged(lines(who(request)), span, _line)


@router.post("/budget/lines", response={201: LineTold, REFUSALS: ProblemDocument})
def enter_a_budget_line(request: HttpRequest, given: LineStated) -> object:
    """Enter what is paid for; amounts are planned on it."""
    actor = who(request)
    made = enter_line(
        actor,
        title=given.title,
        what_for=given.what_for,
        tool=tool_by_slug(given.tool) if given.tool else None,
        use=use_by_id(actor, str(given.use_id)) if given.use_id else None,
        recurs=given.recurs,
        people=given.people,
        fte=given.fte,
        note=given.note,
        now=utc_now(),
    )
    return created(_line(made))


@router.get("/budget/lines/{line_id}", response={200: LineTold, REFUSALS: ProblemDocument})
def read_budget_line(request: HttpRequest, line_id: UUID) -> object:
    """One line with its amounts."""
    return _line(line_by_id(who(request), str(line_id)))


@router.put("/budget/lines/{line_id}/amounts", response={200: LineTold, REFUSALS: ProblemDocument})
def plan_an_amount(request: HttpRequest, line_id: UUID, given: AmountStated) -> object:
    """Plan what a source pays in a fiscal year, in place of what was planned before."""
    actor = who(request)
    line, source = line_by_id(actor, str(line_id)), source_by_id(actor, str(given.source_id))
    plan_amount(actor, line, source, fiscal_year=given.fiscal_year, dollars=Decimal(given.dollars), now=utc_now())
    return _line(line_by_id(actor, str(line_id)))


@router.post("/budget/lines/{line_id}/drop", response={200: LineTold, REFUSALS: ProblemDocument})
def drop_a_budget_line(request: HttpRequest, line_id: UUID, given: Why) -> object:
    """Take it out of the budget, with a reason."""
    actor = who(request)
    return _line(drop_line(actor, line_by_id(actor, str(line_id)), reason=given.reason, now=utc_now()))


def _source(source: Source) -> SourceListed:
    return SourceListed(
        id=str(source.pk), name=source.name, kind=source.kind, ends_on=source.ends_on, after=source.after
    )


def _line(line: Line) -> LineTold:
    return LineTold(
        id=str(line.pk),
        title=line.title,
        what_for=line.what_for,
        use_id=str(line.use_id or ""),
        tool=line.tool.slug if line.tool else "",
        recurs=line.recurs,
        people=line.people,
        fte=line.fte,
        dropped=line.dropped_at is not None,
        amounts=[
            AmountTold(
                fiscal_year=each.fiscal_year,
                dollars=int(each.dollars),
                source_id=str(each.source_id),
                source=each.source.name,
            )
            for each in line.amounts.all()
        ],
        not_paid_to_the_end=all_said(outlasted(line)),
    )
