"""The budget: what is planned by source and year, where money ends, what an outcome costs, the purchasing calendar."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.pilot.evaluation.api import VERDICT_NAMES, Verdict
from chalkline.rollout.budget.api import (
    PURCHASE_STEP_NAMES,
    SOURCE_KIND_NAMES,
    WHAT_FOR_NAMES,
    Line,
    OutcomeCost,
    PurchaseDate,
    PurchaseStep,
    Source,
    SourceKind,
    Totals,
    WhatFor,
    cliff_said,
    cliffs_of_budget,
    dollars,
    fiscal_years,
    lines,
    name_source,
    outcome_costs,
    outlasted,
    purchase_dates,
    revise_source,
    source_by_id,
    sources,
    totals_of_budget,
)
from chalkline.web.charts import Chart, stacked
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.rollout.budget_form import EndForm, SourceForm
from chalkline.web.pages.rollout.telling import parts_of_rollout
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import day_from, sent
from chalkline.web.tables import Column, Filter, Link, Table
from chalkline.web.templatetags.saying import said

MOST_SERIES = 5  # as many as the palette has


@page("rollout/budget/", name="rollout.budget", permission="budget.see")
def home(request: Request) -> HttpResponseBase:
    """Everything about money on one page."""
    actor, today = request.actor, localdate()
    sums = totals_of_budget(actor)
    chart = _chart(sums) if sums.total else None
    if file := file_asked_for(request, *([chart] if chart else [])):
        return file
    table = _table(request, actor)
    if table.wants_file:
        return table.file()
    years = fiscal_years()
    context = {
        "parts": parts_of_rollout(request, "rollout.budget"),
        "lead": _lead(sums, years.of(today)),
        "chart": chart,
        "table": table,
        "cliffs": [
            *(cliff_said(each, years) for each in cliffs_of_budget(actor, since=today)),
            *(
                Sentence("{line}: {says}", line=line.title, says=each)
                for line in lines(actor)
                for each in outlasted(line)
            ),
        ],
        "sources": [_source(each, today) for each in sources(actor)],
        "dates": [_date(each, today) for each in purchase_dates(actor)],
        "costs": [_cost(each) for each in outcome_costs(actor)],
        "may_plan": actor.may("budget.plan"),
    }
    return render(request, "rollout/budget.html", context)


@page("rollout/budget/sources/new/", name="rollout.new_source", permission="budget.plan", methods=("GET", "POST"))
def new_source(request: Request) -> HttpResponse:
    """Name a source of money."""
    actor = request.actor
    actor.must("budget.plan")
    form = SourceForm(request.POST or None)
    if request.method == "POST":
        made = sent(
            form,
            lambda: name_source(
                actor,
                name=form.answer("name"),
                kind=SourceKind(form.answer("kind") or SourceKind.GENERAL),
                ends_on=_end(form.answer("ends_on")),
                after=form.answer("after"),
                now=utc_now(),
            ),
        )
        if made:
            return redirect("rollout.budget")
    context = {"form": form, "title": _("Name a funding source"), "submit": _("Put it on the list")}
    return render(request, "rollout/budget_form.html", context)


@page(
    "rollout/budget/sources/<uuid:source_id>/",
    name="rollout.revise_source",
    permission="budget.plan",
    methods=("GET", "POST"),
)
def revise(request: Request, source_id: UUID) -> HttpResponse:
    """State anew when it ends and what pays then."""
    actor = request.actor
    actor.must("budget.plan")
    source = source_by_id(actor, str(source_id))
    form = EndForm(request.POST or None, initial={"ends_on": source.ends_on, "after": source.after})
    if request.method == "POST":
        done = sent(
            form,
            lambda: revise_source(
                actor, source, ends_on=_end(form.answer("ends_on")), after=form.answer("after"), now=utc_now()
            ),
        )
        if done:
            messages.success(request, _("It is stated anew."))
            return redirect("rollout.budget")
    context = {"form": form, "title": source.name, "submit": _("Keep it so")}
    return render(request, "rollout/budget_form.html", context)


def _end(text: str) -> date | None:
    return day_from(text) if text.strip() else None


def _lead(sums: Totals, year: int) -> Sentence:
    if not sums.total:
        return Sentence("What AI costs, who pays, and what pays when a source ends.")
    said_year = fiscal_years().said(year)
    total = sums.by_year.get(year)
    if not total:
        return Sentence("Nothing is planned for {year} yet.", year=said_year)
    paying = sum(1 for source in sums.sources if (source, year) in sums.cells)
    if paying == 1:
        return Sentence("{amount} is planned for {year}, from one source.", amount=dollars(total), year=said_year)
    return Sentence(
        "{amount} is planned for {year}, from {n} sources.", amount=dollars(total), year=said_year, n=paying
    )


def _chart(sums: Totals) -> Chart:
    shown, rest = sums.sources[:MOST_SERIES], sums.sources[MOST_SERIES:]
    if rest:
        shown, rest = sums.sources[: MOST_SERIES - 1], sums.sources[MOST_SERIES - 1 :]
    series: list[Any] = [*shown, *([_("All others")] if rest else [])]
    items = []
    for year in sums.years:
        values = [int(sums.cells.get((source, year), 0)) for source in shown]
        if rest:
            values.append(int(sum(sums.cells.get((source, year), 0) for source in rest)))
        items.append((fiscal_years().said(year), values))
    first = sums.sources[0]
    share = round(100 * sums.by_source[first] / sums.total)
    title = (
        Sentence("{source} pays for all of it", source=first)
        if len(sums.sources) == 1
        else Sentence("{source} pays {share} percent of what is planned", source=first, share=share)
    )
    return stacked(
        "budget",
        title,
        series,
        items,
        text=Sentence("Whole dollars by fiscal year; each part is a funding source."),
        head=_("Fiscal year"),
    )


def _table(request: Request, actor: Actor) -> Table:
    years = fiscal_years()
    shown = sorted({each.fiscal_year for line in lines(actor) for each in line.amounts.all()})[-4:]
    rows = list(lines(actor))

    def amounts(line: Line) -> list[Any]:
        return [
            dollars(total) if (total := sum(a.dollars for a in line.amounts.all() if a.fiscal_year == year)) else "–"
            for year in shown
        ]

    return Table(
        request,
        "lines",
        caption=_("Budget lines"),
        columns=[
            Column("title", _("What is paid for"), sort="title"),
            Column("what", _("What it is"), sort="what_for"),
            *(Column(f"y{year}", years.said(year), number=True) for year in shown),
            Column("source", _("Who pays")),
        ],
        rows=rows,
        row=lambda line: [
            Link(line.title, address_of("rollout.line", line.pk), line.tool.name if line.tool else ""),
            WHAT_FOR_NAMES[WhatFor(line.what_for)],
            *amounts(line),
            ", ".join(dict.fromkeys(each.source.name for each in line.amounts.all())),
        ],
        search=lambda kept, words: [each for each in kept if words.casefold() in each.title.casefold()],
        filters=[
            Filter(
                "what",
                _("What it is"),
                [(each.value, said(name)) for each, name in WHAT_FOR_NAMES.items()],
                lambda kept, value: [each for each in kept if each.what_for == value],
            )
        ],
        order="title",
    )


def _source(source: Source, today: date) -> dict[str, Any]:
    ends = source.ends_on
    detail = Sentence("No end is known.")
    if ends:
        detail = (
            Sentence("Pays until {day}. Then: {after}", day=ends, after=source.after)
            if source.after
            else Sentence("Pays until {day}. Nobody has said what pays then.", day=ends)
        )
    chip, tone = SOURCE_KIND_NAMES[SourceKind(source.kind)], "quiet"
    if ends and ends < today:
        chip, tone = Sentence("Ended"), "stop"
    elif ends and not source.after:
        chip, tone = Sentence("Ends"), "attend"
    url = address_of("rollout.revise_source", source.pk)
    return {"title": source.name, "url": url, "detail": detail, "chip": chip, "tone": tone}


def _date(due: PurchaseDate, today: date) -> dict[str, Any]:
    return {
        "title": Sentence("{line}: {step}", line=due.line.title, step=PURCHASE_STEP_NAMES[PurchaseStep(due.step)]),
        "detail": "",
        "due": due.on,
        "late": due.on < today,
        "url": address_of("rollout.line", due.line_id),
    }


def _cost(cost: OutcomeCost) -> dict[str, Any]:
    told: dict[str, Any] = {
        "a_person": dollars(cost.a_person),
        "tool": cost.tool,
        "people": f"{cost.people:,}",
        "year": cost.year,
    }
    first = Sentence("{tool} costs {a_person} a person in {year}, for {people} people.", **told)
    if cost.a_unit is None:
        second = Sentence("The pilot found no gain that it could be divided by.")
    else:
        effect = f"{cost.effect:.3g}"
        second = Sentence(
            "The pilot found a gain of {effect} {unit} (“{measure}”): {a_unit} a person for a gain of one.",
            effect=effect, unit=cost.unit, measure=cost.measure, a_unit=dollars(cost.a_unit),
        )  # fmt: skip
    return {
        "title": cost.title,
        "url": address_of("prove.pilot", cost.pilot_id),
        "detail": Sentence("{first} {second}", first=first, second=second),
        "chip": VERDICT_NAMES[Verdict(cost.verdict)],
        "tone": "quiet",
    }
