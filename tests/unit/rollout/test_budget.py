"""A budget line is paid by sources that end; the summary says what a board asks, and only whole dollars go in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cast import NOW, Cast
from chalkline.people.api import Actor
from chalkline.rollout.budget.api import (
    Line,
    PurchaseStep,
    Source,
    SourceKind,
    WhatFor,
    budget_summary,
    date_purchase,
    drop_line,
    enter_line,
    lines,
    meet_purchase_date,
    name_source,
    plan_amount,
    purchase_dates,
)
from chalkline.tools.register.api import register_tool
from expecting import problem

ENDS = date(2027, 9, 30)


def grant(actor: Actor) -> Source:
    return name_source(actor, name="Spring grant", kind=SourceKind.GRANT, ends_on=ENDS, now=NOW)


def licenses(actor: Actor) -> Line:
    tool = register_tool(actor, "Diffit", now=NOW)
    return enter_line(actor, title="Diffit, teacher plan", what_for=WhatFor.LICENSES, tool=tool, people=80, now=NOW)


def test_a_grant_that_ends_is_said_with_its_money(cast: Cast) -> None:
    ada = cast.ada.actor
    source, line = grant(ada), licenses(ada)
    for year, amount in ((2026, 40_000), (2027, 42_000)):
        plan_amount(ada, line, source, fiscal_year=year, dollars=Decimal(amount), now=NOW)
    told = budget_summary(cast.bo.actor, 2027)
    assert (told.year, told.total, told.year_before) == ("2027-28", 42_000, 40_000)
    assert str(told.cliff_sentences[0]) == "$42,000 of 2027-28 rests on Spring grant, which ends on Sep 30, 2027."
    assert "nothing is planned that pays for it in 2028-29" in str(told.cliff_sentences[1])
    general = name_source(ada, name="General fund", kind=SourceKind.GENERAL, ends_on=None, now=NOW)
    plan_amount(ada, line, general, fiscal_year=2028, dollars=Decimal(42_000), now=NOW)
    assert len(budget_summary(cast.bo.actor, 2027).cliffs) == 1
    plan_amount(ada, line, source, fiscal_year=2027, dollars=Decimal(10_000), now=NOW)
    assert budget_summary(cast.bo.actor, 2027).total == 10_000
    drop_line(ada, line, reason="The free plan is enough.", now=NOW)
    assert budget_summary(cast.bo.actor, 2027).total == 0 and not lines(ada)


def test_what_cannot_be_is_refused(cast: Cast) -> None:
    ada = cast.ada.actor
    source, line = grant(ada), licenses(ada)
    with problem("budget.source_known"):
        name_source(ada, name="spring GRANT", kind=SourceKind.GIFT, ends_on=None, now=NOW)
    with problem("budget.source_incomplete"):
        name_source(ada, name=" ", kind=SourceKind.GIFT, ends_on=date(1, 1, 1), now=NOW)
    with problem("budget.line_known"):
        enter_line(ada, title="diffit, Teacher plan", what_for=WhatFor.OTHER, now=NOW)
    with problem("budget.line_incomplete"):
        enter_line(ada, title="", what_for=WhatFor.OTHER, people=0, fte=Decimal(-1), now=NOW)
    for amount, year in ((Decimal("0.5"), 2026), (Decimal(0), 2026), (None, 2026), (Decimal(5), None), (Decimal(5), 1)):
        with problem("budget.amount_wrong"):
            plan_amount(ada, line, source, fiscal_year=year, dollars=amount, now=NOW)
    drop_line(ada, line, reason="Not needed.", now=NOW)
    with problem("budget.line_dropped"):
        plan_amount(ada, line, source, fiscal_year=2026, dollars=Decimal(5), now=NOW)


def test_who_may_see_and_who_may_plan(cast: Cast) -> None:
    for member in (cast.tess, cast.paula, cast.fay):
        with problem("not_allowed"):
            lines(member.actor)
    with problem("not_allowed"):
        grant(cast.bo.actor)
    assert not lines(cast.bo.actor)


def test_a_purchasing_date_is_met_once(cast: Cast) -> None:
    ada = cast.ada.actor
    line = licenses(ada)
    due = date_purchase(ada, line, PurchaseStep.NOTICE, date(2027, 5, 1), now=NOW)
    assert [each.on for each in purchase_dates(ada)] == [date(2027, 5, 1)]
    meet_purchase_date(ada, due, now=NOW)
    assert not purchase_dates(ada)
    with problem("budget.day_met"):
        meet_purchase_date(ada, due, now=NOW)
    with problem("budget.day_wrong"):
        date_purchase(ada, line, PurchaseStep.ORDER, date.min, now=NOW)
