"""Exact counts: for two roles, with a reason that stays in the ledger."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from chalkline.discover.findings.api import Exact, see_exact_counts
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.people.api import schools_and_office
from chalkline.tools.register.api import known_services
from chalkline.web.files import csv_response
from chalkline.web.routes import Request, page
from chalkline.web.templatetags.saying import said

HEAD = (
    "service",
    "cut",
    "of",
    "visits",
    "people",
    "allowed",
    "blocked",
    "people_allowed",
    "bytes_out",
    "first",
    "last",
)


@page("discover/exact/", name="discover.exact", permission="discover.see_exact", methods=("GET", "POST"))
def exact(request: Request) -> HttpResponseBase:
    """Ask for the reason; then hand over the counts as a file. They are never shown on a page."""
    error = ""
    if request.method == "POST":
        try:
            counts = see_exact_counts(request.actor, why=request.POST.get("why", ""), now=utc_now())
        except Problem as problem:
            error = said(problem.fields.get("why", problem.what))
        else:
            return csv_response("exact-counts", HEAD, _rows(counts))
    return render(request, "discover/exact.html", {"error": error, "why": request.POST.get("why", "")})


def _rows(counts: Exact) -> list[list[object]]:
    names = {each.slug: each.name for each in known_services()}
    schools = schools_and_office()
    rows: list[list[object]] = []
    subjects = {**{names.get(slug, slug): tally for slug, tally in counts.services.items()},
                _("All AI tools"): counts.core, _("All products with AI in them"): counts.feature}  # fmt: skip
    for name, tally in subjects.items():
        first, last = (at.isoformat() if at else "" for at in (tally.first_at, tally.last_at))
        rows.append([name, "all", "", tally.events, tally.people, tally.allowed, tally.blocked, tally.people_allowed,
                     tally.bytes_out, first, last])  # fmt: skip
        cuts = {
            "school": {schools.get(key, "") or _("Not on the roster"): each for key, each in tally.by_school.items()},
            "role": tally.by_role,
            "grade band": tally.by_grade_band,
            "day": {day.isoformat(): each for day, each in sorted(tally.by_day.items())},
        }
        for cut, found in cuts.items():
            rows += [[name, cut, key, each.events, each.people, *[""] * 6] for key, each in found.items()]
    return rows
