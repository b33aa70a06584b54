"""The strategy: why this district uses AI, put together from the records each time it is read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chalkline.report.strategy.api import strategy
from chalkline.web.documents import pdf_response, shown
from chalkline.web.routes import Request, page


@page("report/strategy/", name="report.strategy", permission="purpose.see")
def show(request: Request) -> HttpResponse:
    """The document on a page."""
    return render(request, "report/strategy.html", shown(strategy(request.actor, timezone.localdate())))


@page("report/strategy.pdf", name="report.strategy_pdf", permission="purpose.see")
def as_file(request: Request) -> HttpResponse:
    """The same as a PDF."""
    today = timezone.localdate()
    return pdf_response(strategy(request.actor, today), f"ai-strategy-{today}")
