"""Exact counts: for two roles, with a reason that stays in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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
    "count",
    "dollars",
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
                     tally.bytes_out, first, last, "", ""])  # fmt: skip
        cuts = {
            "school": {schools.get(key, "") or _("Not on the roster"): each for key, each in tally.by_school.items()},
            "role": tally.by_role,
            "grade band": tally.by_grade_band,
            "day": {day.isoformat(): each for day, each in sorted(tally.by_day.items())},
        }
        for cut, found in cuts.items():
            rows += [[name, cut, key, each.events, each.people, *[""] * 8] for key, each in found.items()]
    return [*rows, *_beside_visits(counts, names, schools)]


def _beside_visits(counts: Exact, names: Mapping[str, str], schools: Mapping[str, str]) -> Iterator[list[object]]:
    """Sign-ins, inventories, books and surveys: people where people are counted, else a count, else dollars."""

    def row(
        slug: str, cut: str, of: str, people: object = "", count: object = "", cents: int | None = None
    ) -> list[object]:
        money = "" if cents is None else f"{cents / 100:.2f}"
        return [names.get(slug, slug), cut, of, "", people, *[""] * 6, count, money]

    for slug, signed in counts.sign_ins.items():
        yield row(slug, "sign-ins", "", signed.people, signed.authorize + signed.revoke + signed.activity)
    for slug, installed in counts.inventory.items():
        yield row(slug, "installed", "users", installed.users)
        yield row(slug, "installed", "devices", count=installed.devices)
    for slug, paid in counts.purchases.items():
        yield row(slug, "paid", "", count=paid.rows, cents=paid.cents)
        by_school = {schools.get(key, ""): cents for key, cents in paid.by_school.items()}
        yield from (row(slug, "paid by school", school, cents=cents) for school, cents in by_school.items())
    for slug, told in counts.answers.items():
        yield row(slug, "survey", "", told.people)
        yield from (row(slug, "survey by role", role, people) for role, people in told.by_role.items())
