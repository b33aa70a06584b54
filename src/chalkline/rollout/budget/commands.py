"""Writes of the budget: sources, lines with their amounts, the purchasing calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from chalkline.approve.uses.api import ApprovedUse, use_ref
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.rollout.budget import rules
from chalkline.rollout.budget.events import (
    AmountPlanned,
    LineDropped,
    LineEntered,
    PurchaseDated,
    PurchaseMet,
    SourceNamed,
    SourceRevised,
)
from chalkline.rollout.budget.models import Amount, Line, PurchaseDate, Source
from chalkline.rollout.budget.queries import fiscal_years, line_ref, source_ref
from chalkline.rollout.budget.words import LineRow, PurchaseStep, SourceKind, WhatFor
from chalkline.tools.register.api import Tool, tool_ref


@command(records=(SourceNamed,))
def name_source(
    actor: Actor, *, name: str, kind: SourceKind, ends_on: date | None, after: str = "", now: datetime
) -> Source:
    """Name where money comes from. Raises Problem: budget.source_incomplete, budget.source_known."""
    actor.must("budget.plan")
    rules.must_be_a_source(name, ends_on, after, today=localdate(now))
    if Source.objects.filter(name__iexact=name.strip()).exists():
        raise rules.source_known()
    source = Source.objects.create(
        name=name.strip(), kind=kind.value, ends_on=ends_on, after=after.strip(), named_by=actor.id, named_at=now
    )
    told = SourceNamed(source_ref(source), source.name, source.kind, _day(ends_on), source.after)
    record(told, actor_id=actor.id, now=now)
    return source


@command(records=(SourceRevised,))
def revise_source(actor: Actor, source: Source, *, ends_on: date | None, after: str, now: datetime) -> Source:
    """State anew when a source ends and what pays then."""
    actor.must("budget.plan")
    current = Source.objects.select_for_update().get(pk=source.pk)
    rules.must_be_a_source(current.name, ends_on, after, today=localdate(now))
    current.ends_on, current.after = ends_on, after.strip()
    current.save(update_fields=["ends_on", "after"])
    told = SourceRevised(source_ref(current), current.name, _day(ends_on), current.after)
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(LineEntered,))
def enter_line(
    actor: Actor,
    *,
    title: str,
    what_for: WhatFor,
    tool: Tool | None = None,
    use: ApprovedUse | None = None,
    recurs: bool = True,
    people: int | None = None,
    fte: Decimal | None = None,
    note: str = "",
    now: datetime,
) -> Line:
    """Enter what is paid for; amounts are planned on it. Raises Problem: budget.line_incomplete, budget.line_known."""
    actor.must("budget.plan")
    rules.must_be_a_line(title, people, fte, note)
    if Line.objects.filter(title__iexact=title.strip(), dropped_at=None).exists():
        raise rules.line_known()
    line = Line.objects.create(
        title=title.strip(),
        what_for=what_for.value,
        tool=use.tool if use else tool,
        use=use,
        recurs=recurs,
        people=people,
        fte=fte,
        note=note.strip(),
        entered_by=actor.id,
        entered_at=now,
    )
    about = ((use_ref(use),) if use else ()) + ((tool_ref(line.tool),) if line.tool else ())
    record(LineEntered(line_ref(line), about, line.title, line.what_for, recurs), actor_id=actor.id, now=now)
    return line


@command(records=(AmountPlanned,))
def plan_amount(
    actor: Actor, line: Line, source: Source, *, fiscal_year: int | None, dollars: Decimal | None, now: datetime
) -> Amount:
    """Plan whole dollars of a fiscal year from a source, in place of what was planned before."""
    actor.must("budget.plan")
    amount, year = rules.must_be_an_amount(dollars, fiscal_year)
    current = _live(line)
    kept, _ = Amount.objects.update_or_create(
        line=current, fiscal_year=year, source=source, defaults={"dollars": amount}
    )
    said = fiscal_years().said(year)
    told = AmountPlanned(line_ref(current), source_ref(source), current.title, said, rules.dollars(amount), source.name)
    record(told, actor_id=actor.id, now=now)
    return kept


@command(records=(LineDropped,))
def drop_line(actor: Actor, line: Line, *, reason: str, now: datetime) -> Line:
    """Take a line out of the budget, with a reason; it stays in the history."""
    actor.must("budget.plan")
    said = rules.must_say_why(reason)
    current = _live(line)
    current.dropped_at, current.dropped_because = now, said
    current.save(update_fields=["dropped_at", "dropped_because"])
    record(LineDropped(line_ref(current), current.title, said), actor_id=actor.id, now=now)
    return current


@command(records=(PurchaseDated,))
def date_purchase(actor: Actor, line: Line, step: PurchaseStep, on: date, *, now: datetime) -> PurchaseDate:
    """Put a step of buying on a day. The same step on the same day again changes nothing but is recorded."""
    actor.must("budget.plan")
    rules.must_be_a_day(on)
    current = _live(line)
    made, _ = PurchaseDate.objects.get_or_create(line=current, step=step.value, on=on, defaults={"set_by": actor.id})
    record(PurchaseDated(line_ref(current), current.title, step.value, on.isoformat()), actor_id=actor.id, now=now)
    return made


@command(records=(PurchaseMet,))
def meet_purchase_date(actor: Actor, due: PurchaseDate, *, now: datetime) -> PurchaseDate:
    """Note that a step of buying was done today."""
    actor.must("budget.plan")
    current = PurchaseDate.objects.select_for_update(of=("self",)).select_related("line").get(pk=due.pk)
    if current.met_on is not None:
        raise rules.already_met()
    current.met_on, current.met_by = localdate(now), actor.id
    current.save(update_fields=["met_on", "met_by"])
    told = PurchaseMet(line_ref(current.line), current.line.title, current.step, current.met_on.isoformat())
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(LineEntered, AmountPlanned))
def take_over_lines(actor: Actor, rows: Sequence[LineRow], *, now: datetime) -> int:
    """Take over the rows of a file: lines that are not there yet are entered, amounts replaced. All or none.

    Raises Problem: budget.no_rows, budget.source_unknown, and what entering a line raises.
    """
    actor.must("budget.plan")
    rules.must_have_rows(len(rows))
    tools = {each.slug: each for each in Tool.objects.filter(slug__in={row.tool for row in rows if row.tool})}
    for row in rows:
        source = Source.objects.filter(name__iexact=row.source.strip()).first()
        if source is None:
            raise rules.source_unknown(row.source)
        line = Line.objects.filter(title__iexact=row.title.strip(), dropped_at=None).first() or enter_line(
            actor,
            title=row.title,
            what_for=row.what_for,
            tool=tools.get(row.tool),
            recurs=row.recurs,
            people=row.people,
            fte=row.fte,
            now=now,
        )
        plan_amount(actor, line, source, fiscal_year=row.fiscal_year, dollars=row.amount, now=now)
    return len(rows)


def _live(line: Line) -> Line:
    current = Line.objects.select_for_update(of=("self",)).get(pk=line.pk)
    if current.dropped_at is not None:
        raise rules.line_dropped()
    return current


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
