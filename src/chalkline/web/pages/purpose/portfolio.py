"""The portfolio page: outcome against risk, the order and how sure it is, what is blocked, the rules in force."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from chalkline.purpose.portfolio.api import portfolio_rules
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.purpose.committee_rules import rule_said
from chalkline.web.pages.purpose.judged import to_score
from chalkline.web.pages.purpose.portfolio_told import portfolio_told
from chalkline.web.pages.purpose.telling import parts_of_purpose
from chalkline.web.routes import Request, address_of, page


@page("purpose/portfolio/", name="purpose.portfolio", permission="purpose.see")
def portfolio(request: Request) -> HttpResponse:
    """Which first: the order, and how sure it is."""
    today = localdate()
    told = portfolio_told(request.actor, today)
    file = file_asked_for(request, told.chart) if told.chart else None
    if file:
        return file
    context = {
        "parts": parts_of_purpose(request, "purpose.portfolio"),
        "told": told,
        "may_score": request.actor.could("portfolio.score"),
        "may_propose": request.actor.could("portfolio.propose_rule"),
        "mine": [
            {"title": each.use_case.title, "url": address_of("purpose.score", each.use_case.pk), "detail": why}
            for each, why in to_score(request.actor, today)
        ],
        "proposals": [(rule_said(each), each) for each in portfolio_rules(request.actor).filter(state="proposed")],
    }
    return render(request, "purpose/portfolio.html", context)
