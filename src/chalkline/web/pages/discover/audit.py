"""The audit: an answer first, then the pictures behind it, then every tool."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from chalkline.discover.audits.api import since_last
from chalkline.discover.findings.api import (
    BLIND_SPOTS,
    KINDS,
    MISSING,
    SOURCE_NAMES,
    STANDING_NAMES,
    Audit,
    Reach,
    acts_first,
    audit,
    counting_now,
    differences,
    headline,
    kinds_seeing,
    period_said,
    second_signal,
    service_findings,
)
from chalkline.discover.sources.api import coverage, sources
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.found.api import people_said
from chalkline.rulebook.api import Standing
from chalkline.tools.register.api import AiScope
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.discover import pictures
from chalkline.web.pages.discover.acting import acted
from chalkline.web.pages.discover.parts import part, worked_out
from chalkline.web.pages.discover.telling import TONES, number, numbers, tabs, terms_said
from chalkline.web.routes import Request, address_of, page
from chalkline.web.scopes import capital
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said


@page("discover/", name="discover.home", permission="discover.see_audit")
def home(request: Request) -> HttpResponseBase:
    """Which AI is in use here."""
    actor = request.actor
    found = audit(actor)
    context: dict[str, Any] = {
        "tabs": tabs(request, actor, "discover.home"),
        "may_load": actor.may("discover.import_logs"),
        "may_triage": actor.may("discover.triage"),
        "may_request": actor.may("requests.file"),
        "may_see_exact": actor.may("discover.see_exact"),
    }
    context |= {} if found.is_current else {"counting": counting_now() or "soon"}
    if not found.services:
        return render(request, "discover/empty.html", {**context, "has_sources": sources(actor).exists()})
    if "chart" in request.GET and (file := file_asked_for(request, *_pictures(found).values())):
        return file
    noted = {each.subject: each for each in service_findings(actor)}
    fresh = {slug: each.id for slug, each in noted.items() if each.state == "new" and context["may_triage"]}
    if request.GET.get("as"):
        for each in (_table(request, found, fresh), _differences(request, found)):
            if each.wants_file:
                return each.file()
    todo = [acted(each, actor, noted.get(each.tool)) for each in acts_first(actor, found, noted.values())]
    since = since_last(actor, found)
    context |= {
        "since": since,
        "since_said": people_said(since) if since else None,
        "todo": todo,
        "can_choose": bool(fresh),
        "table": part(
            request, f"{found.key} {hash(frozenset(fresh.items()))}", "discover/tools.html",
            lambda: {"table": _table(request, found, fresh)}, follows=True,
        ),
        "apart": part(
            request, found.key, "discover/apart.html", lambda: {"apart": _differences(request, found)}, follows=True
        ),
    }  # fmt: skip
    return _page(request, found, context)


@page("discover/counting/", name="discover.counting", permission="discover.see_audit")
def counting(request: Request) -> HttpResponse:
    """How far the counting is: a piece of the audit's page. When it is done, that page is shown anew."""
    work = counting_now()
    answer = render(request, "discover/counting.html", {"counting": work or "soon"})
    if work is None and audit(request.actor).is_current:
        answer["HX-Refresh"] = "true"
    return answer


def _page(request: Request, found: Audit, context: dict[str, Any]) -> HttpResponse:
    actor = request.actor
    return render(
        request,
        "discover/home.html",
        {
            **context,
            "found": found,
            "headline": worked_out(f"{found.key} headline", lambda: headline(found)),
            "period": period_said(found),
            "numbers": worked_out(f"{found.key} numbers", lambda: numbers(found)),
            "may_take": actor.may("discover.take_audit"),
            "takes_url": address_of("discover.audits"),
            "pictures": part(request, found.key, "discover/pictures.html", lambda: _pictures(found)),
            "besides": part(request, found.key, "discover/besides.html", lambda: _besides(found)),
            "limits": part(request, found.key, "discover/limits.html", lambda: _limits(actor, found)),
            "devices": number(found.devices),
            "strangers": number(found.not_on_roster),
        },
    )


def _besides(found: Audit) -> dict[str, Any]:
    """Products with AI in them, and whether more than visits tells of each; what is approved and not seen."""
    wider = [each for each in found.services if each.ai_scope == AiScope.FEATURE]
    return {"feature": [(each, second_signal(each)) for each in wider], "unseen": found.unseen}


def _limits(actor: Actor, found: Audit) -> dict[str, Any]:
    return {
        "coverage": coverage(actor),
        "not_loaded": [MISSING[kind] for kind in KINDS if kind not in found.kinds],
        "blind_spots": BLIND_SPOTS,
    }


def _pictures(found: Audit) -> dict[str, Any]:
    if found.core is None:
        return {}
    if number(found.core.people) == 0:  # inventories, books and surveys only: nobody was seen anywhere
        return {"categories": pictures.categories(found)}
    return {
        "reach": pictures.reach(found),
        "groups": pictures.groups(found.core.table),
        "categories": pictures.categories(found),
        "where": pictures.where(found.core.table, dict(found.schools)),
        "when": pictures.when(found.core),
        "blocked": pictures.blocked(found),
    }


def _table(request: Request, found: Audit, fresh: dict[str, str]) -> Table:
    """Every service that any source tells of. ``fresh`` can be chosen: findings nobody has looked at, by slug."""
    kinds_of_tools = sorted({each.category for each in found.services if each.category})
    return Table(
        request,
        "tools",
        caption=_("AI tools in the sources"),
        columns=[
            Column("name", _("Tool"), sort=lambda each: each.name.casefold()),
            Column("people", _("People"), sort=lambda each: number(each.people) or 0, number=True),
            Column("students", _("Students"), sort=lambda each: number(each.students) or 0, number=True),
            Column("visits", _("Visits"), sort=lambda each: number(each.events) or 0, number=True),
            Column("blocked", _("Blocked"), sort=lambda each: number(each.blocked) or 0, number=True),
            Column("schools", _("Schools"), number=True),
            Column("sources", _("Kinds of source")),
            Column("standing", _("Standing"), sort=lambda each: list(STANDING_NAMES).index(each.standing)),
        ],
        rows=list(found.services),
        row=lambda each: [
            Link(each.name, address_of("tools.show", each.slug), each.vendor),
            number(each.people),
            number(each.students),
            number(each.events),
            number(each.blocked),
            each.schools if number(each.people) else None,
            _("{n} of {all}").format(n=len(kinds_seeing(each)), all=len(found.kinds)),
            Status(STANDING_NAMES[each.standing], TONES[each.standing], terms_said(each)),
        ],
        search=_named,
        filters=[
            Filter(
                "scope", _("Kind"), [("core", _("AI tools")), ("feature", _("Products with AI in them"))], _of_scope
            ),
            Filter("kind", _("Seen by"), [(kind.value, SOURCE_NAMES[kind]) for kind in KINDS], _seen_by),
            Filter("school", _("School"), sorted(found.schools.items(), key=lambda each: each[1]), _at_school),
            Filter("category", _("What it is for"), [(name, _(name)) for name in kinds_of_tools], _of_category),
            Filter(
                "standing", _("Standing"), [(each.value, STANDING_NAMES[each]) for each in STANDING_NAMES], _standing
            ),
        ],
        choose=(lambda each: fresh.get(each.slug, "")) if fresh else None,
        form="bulk",
    )


def _named(rows: list[Reach], words: str) -> list[Reach]:
    wanted = words.casefold()
    return [each for each in rows if wanted in f"{each.name} {each.vendor} {each.category}".casefold()]


def _of_scope(rows: list[Reach], value: str) -> list[Reach]:
    return [each for each in rows if each.ai_scope == value]


def _standing(rows: list[Reach], value: str) -> list[Reach]:
    return [each for each in rows if each.standing is Standing(value)]


def _seen_by(rows: list[Reach], value: str) -> list[Reach]:
    return [each for each in rows if value in kinds_seeing(each)]


def _at_school(rows: list[Reach], value: str) -> list[Reach]:
    """Tools of which people at this school may be shown: others may be there too, and are not told."""
    return [each for each in rows if number(each.table.cell(value))]


def _of_category(rows: list[Reach], value: str) -> list[Reach]:
    return [each for each in rows if each.category == value]


def _differences(request: Request, found: Audit) -> Table:
    """Tools of which the kinds of source do not say the same."""
    rows = [(each, found_) for each in found.services if (found_ := differences(each, found.kinds))]
    return Table(
        request,
        "apart",
        caption=_("Where the sources differ"),
        columns=[
            Column("name", _("Tool"), sort=lambda row: row[0].name.casefold()),
            Column("sources", _("Seen by")),
            Column("differs", _("What does not fit")),
        ],
        rows=rows,
        row=lambda row: [
            Link(row[0].name, address_of("tools.show", row[0].slug), ""),
            capital(said(Sentence("{kinds}", kinds=tuple(SOURCE_NAMES[kind] for kind in kinds_seeing(row[0]))))),
            " ".join(said(each) for each in row[1]),
        ],
        size=10,
    )
