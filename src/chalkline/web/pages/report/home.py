"""Report: what the board has to know on one page, made from the records as they are now; and what else can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.board.api import Span, packet_now, packets, quarter_of
from chalkline.report.readiness.api import may_see
from chalkline.web.documents import chart_file, docx_response, pdf_response, shown
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import day_from

MOST = 5


@dataclass(frozen=True)
class Shown:
    """Something that can be shown: where, what it is, for whom."""

    title: Sentence
    url: str
    detail: Sentence | str
    chip: Sentence


@page("report/", name="report.home", permission="ledger.see")
def home(request: Request) -> HttpResponse:
    """The report of the last three months; ?first_on=…&last_on=… for other days."""
    span = span_asked_for(request.GET)
    problem: Problem | None = None
    try:
        document = packet_now(request.actor, span)
    except Problem as found:
        if not found.fields:
            raise
        problem, span = found, quarter_of(timezone.localdate())
        document = packet_now(request.actor, span)
    context = shown(document)
    file = chart_file(request, context)
    if file is not None:
        return file
    days = f"?first_on={span.first_on}&last_on={span.last_on}"
    context |= {
        "span": span,
        "problem": problem,
        "pdf_url": address_of("report.pdf") + days,
        "docx_url": address_of("report.docx") + days,
        "may_present": request.actor.may("board.present"),
        "present_url": address_of("report.present") + days,
        "may_see_packets": request.actor.may("board.see"),
        "packets": list(_presented(request.actor)) if request.actor.may("board.see") else [],
        "items": list(_items(request.actor)),
    }
    return render(request, "report/home.html", context)


@page("report/now.pdf", name="report.pdf", permission="ledger.see")
def now_pdf(request: Request) -> HttpResponse:
    """The same as a PDF."""
    span = span_asked_for(request.GET)
    return pdf_response(packet_now(request.actor, span), f"ai-report-{span.last_on}")


@page("report/now.docx", name="report.docx", permission="ledger.see")
def now_docx(request: Request) -> HttpResponse:
    """The same for a word processor."""
    span = span_asked_for(request.GET)
    return docx_response(packet_now(request.actor, span), f"ai-report-{span.last_on}")


def span_asked_for(given: QueryDict) -> Span:
    """The days asked for; the last three months where none were."""
    quarter = quarter_of(timezone.localdate())
    if not (given.get("first_on") or given.get("last_on")):
        return quarter
    return Span(
        _day(given.get("first_on"), quarter.first_on), _day(given.get("last_on"), quarter.last_on), quarter.today
    )


def _day(text: str | None, otherwise: date) -> date:
    return day_from(text) if text else otherwise


def _presented(actor: Actor) -> Iterator[Shown]:
    for each in packets(actor)[:MOST]:
        yield Shown(
            Sentence("{first} to {last}", first=each.first_on, last=each.last_on),
            address_of("report.packet", each.pk),
            Sentence(
                "Presented by {name} on {day}.",
                name=str(each.presented_by),
                day=timezone.localdate(each.presented_at),
            ),
            Sentence("for the board"),
        )


def _items(actor: Actor) -> Iterator[Shown]:
    yield Shown(
        Sentence("The public register"),
        address_of("register.home"),
        Sentence("Every approved use, by grade and school: for whom, what for, with which data, until when."),
        Sentence("for families"),
    )
    if address_of("report.strategy") and actor.may("purpose.see"):
        yield Shown(
            Sentence("The strategy"),
            address_of("report.strategy"),
            Sentence("Why this district uses AI, for which problems, by whose decision and in what order."),
            Sentence("for everyone"),
        )
    if actor.could("readiness.see") and may_see(actor):
        yield Shown(
            Sentence("How ready we are for AI"),
            address_of("readiness.home"),
            Sentence("Sixty questions in seven domains: what the records say, what people say, and the plan."),
            Sentence("for those who lead"),
        )
    if actor.may("data.see"):
        yield Shown(
            Sentence("Data and tools"),
            address_of("data.home"),
            Sentence("Which data goes to which tool, under which decision, and what agreement covers it."),
            Sentence("for the district"),
        )
    if actor.may("decisions.see") and address_of("decisions.home"):
        yield Shown(
            Sentence("Decisions"),
            address_of("decisions.home"),
            Sentence("What committees decided, by what vote and for what reason."),
            Sentence("for the board"),
        )
    yield Shown(
        Sentence("The ledger"),
        address_of("ledger.home"),
        Sentence("Everything that was decided and done, in order, and how anyone can check it."),
        Sentence("for auditors"),
    )
