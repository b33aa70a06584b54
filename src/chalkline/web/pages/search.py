"""The search page: tools, approved uses, requests, decisions, problems, rules, people."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

import chalkline.web.finding  # noqa: F401  (registers what can be found)
from chalkline.web.routes import Request, page
from chalkline.web.search import SHORTEST, found_for

LONGEST = 200


@page("search/", name="search.home", permission="tools.see")
def home(request: Request) -> HttpResponse:
    """What was found, by sort. Each sort is found only where this person may see it."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    groups = found_for(request.actor, words)
    context = {
        "searched": words,
        "groups": groups,
        "count": sum(len(group.items) for group in groups),
        "too_short": 0 < len(words) < SHORTEST,
    }
    return render(request, "search.html", context)
