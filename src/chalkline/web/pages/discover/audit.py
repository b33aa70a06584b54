"""The audit: an answer first, then the pictures behind it, then every tool."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from chalkline.discover.findings.api import STANDING_NAMES, Audit, Finding, FindingKind, Reach, audit, findings
from chalkline.discover.sources.api import coverage, sources
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.discover import pictures
from chalkline.web.pages.discover.telling import TONES, first_things, headline, number, numbers, period, tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table


@page("discover/", name="discover.home", permission="discover.see_audit")
def home(request: Request) -> HttpResponseBase:
    """Which AI is in use here."""
    actor = request.actor
    found = audit(actor)
    context: dict[str, Any] = {
        "tabs": tabs(request, actor, "discover.home"),
        "may_load": actor.may("discover.import_logs"),
        "may_triage": actor.may("discover.triage"),
        "may_see_exact": actor.may("discover.see_exact"),
    }
    if not found.services:
        return render(request, "discover/empty.html", {**context, "has_sources": sources(actor).exists()})
    drawn = _pictures(found)
    if file := file_asked_for(request, *drawn.values()):
        return file
    table = _table(request, found, list(findings(actor)))
    if table.wants_file:
        return table.file()
    return _page(request, found, {**context, **drawn, "table": table})


def _page(request: Request, found: Audit, context: dict[str, Any]) -> HttpResponse:
    actor = request.actor
    return render(
        request,
        "discover/home.html",
        {
            **context,
            "found": found,
            "headline": headline(found),
            "period": period(found),
            "numbers": numbers(found),
            "first": first_things(found, actor),
            "coverage": coverage(actor),
            "feature": [each for each in found.services if each.ai_scope == AiScope.FEATURE],
            "devices": number(found.devices),
            "strangers": number(found.not_on_roster),
        },
    )


def _pictures(found: Audit) -> dict[str, Any]:
    if found.core is None:
        return {}
    return {
        "reach": pictures.reach(found),
        "where": pictures.where(found.core.table, dict(found.schools)),
        "when": pictures.when(found.core),
        "blocked": pictures.blocked(found),
    }


def _table(request: Request, found: Audit, noted: list[Finding]) -> Table:
    """Every service that was seen. Those nobody has looked at can be chosen."""
    by_slug = {each.subject: each for each in noted if each.kind == FindingKind.SERVICE}
    fresh = {slug: str(each.pk) for slug, each in by_slug.items() if each.state == "new"}
    return Table(
        request,
        "tools",
        caption=_("AI tools in the logs"),
        columns=[
            Column("name", _("Tool"), sort=lambda each: each.name.casefold()),
            Column("people", _("People"), sort=lambda each: number(each.people) or 0, number=True),
            Column("visits", _("Visits"), sort=lambda each: number(each.events) or 0, number=True),
            Column("blocked", _("Blocked"), sort=lambda each: number(each.blocked) or 0, number=True),
            Column("schools", _("Schools"), number=True),
            Column("last", _("Last seen")),
            Column("standing", _("Standing"), sort=lambda each: list(STANDING_NAMES).index(each.standing)),
        ],
        rows=list(found.services),
        row=lambda each: [
            Link(each.name, address_of("tools.show", each.slug), each.vendor),
            number(each.people),
            number(each.events),
            number(each.blocked),
            each.schools if number(each.people) else None,
            each.last_on or "",
            Status(STANDING_NAMES[each.standing], TONES[each.standing]),
        ],
        search=_named,
        filters=[
            Filter(
                "scope", _("Kind"), [("core", _("AI tools")), ("feature", _("Products with AI in them"))], _of_scope
            ),
            Filter(
                "standing", _("Standing"), [(each.value, STANDING_NAMES[each]) for each in STANDING_NAMES], _standing
            ),
        ],
        choose=(lambda each: fresh.get(each.slug, "")) if request.actor.may("discover.triage") and fresh else None,
        form="bulk",
    )


def _named(rows: list[Reach], words: str) -> list[Reach]:
    wanted = words.casefold()
    return [each for each in rows if wanted in f"{each.name} {each.vendor} {each.category}".casefold()]


def _of_scope(rows: list[Reach], value: str) -> list[Reach]:
    return [each for each in rows if each.ai_scope == value]


def _standing(rows: list[Reach], value: str) -> list[Reach]:
    return [each for each in rows if each.standing is Standing(value)]
