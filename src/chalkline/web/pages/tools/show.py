"""A tool's one page: status, approved uses, who uses it, requests, agreements, decisions, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from chalkline.approve.requests.api import STATE_NAMES as REQUEST_STATES
from chalkline.approve.requests.api import RequestState, purpose_name, requests
from chalkline.approve.uses.api import USE_STATE_NAMES, UseState, conditions_of_use, kept_by, state_of, uses
from chalkline.discover.findings.api import FindingState, Reach, finding_of
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, schools_and_office
from chalkline.rulebook.api import KEPT_BY_NAMES, named_bands, named_roles
from chalkline.tools.agreements.api import KIND_NAMES, AgreementKind, agreements_of
from chalkline.tools.register.api import SCOPE_NAMES, Tool, category_name, known_service, tool_by_slug
from chalkline.web.charts.files import file_asked_for
from chalkline.web.histories import happened_to
from chalkline.web.pages.discover import pictures
from chalkline.web.pages.discover.telling import TONES, number
from chalkline.web.pages.tools.telling import known_to
from chalkline.web.routes import Request, address_of, page

USE_TONES = {UseState.ACTIVE: "ok", UseState.SUSPENDED: "stop"}


@dataclass(frozen=True)
class UseTold:
    """An approved use, as the tool's page says it."""

    title: str
    url: str
    state: Any
    tone: str
    people: Sentence
    until: Any
    kept: tuple[Sentence, ...]
    conditions: tuple[Any, ...]


@page("tools/<slug:slug>/", name="tools.show", permission="tools.see")
def show(request: Request, slug: str) -> HttpResponseBase:
    """Everything known of one tool, whether it is on the register or only in the catalogue."""
    actor, today = request.actor, timezone.localdate()
    tool, service = tool_by_slug(slug), known_service(slug)
    if tool is None and service is None:
        raise not_found(Sentence("tool"))
    name = tool.name if tool else service.name if service else slug
    vendor = (tool.vendor if tool else "") or (service.vendor if service else "")
    known = known_to(actor, today)
    reach = known.reach.get(slug)
    charts = _pictures(reach) if reach else {}
    if file := file_asked_for(request, *charts.values()):
        return file
    context = {
        "name": name,
        "slug": slug,
        "tool": tool,
        "service": service,
        "scope": SCOPE_NAMES[service.ai_scope] if service else None,
        "category": category_name(service.category) if service else "",
        "vendor": vendor if vendor != name else "",
        "status": known.status(slug, name),
        "uses": _uses(actor, tool) if tool else [],
        "requests": _requests(actor, tool) if tool else [],
        "agreements": _agreements(actor, slug),
        "reach": reach,
        "charts": charts,
        "standings": [(each, TONES[each.standing]) for each in reach.standings] if reach else [],
        "history": happened_to("tool", slug),
        "finding": _finding(actor, slug),
        "ask": address_of("ask.home"),
        "may_register": tool is None and actor.may("tools.register"),
    }
    return _page(request, context, reach)


def _page(request: Request, context: dict[str, Any], reach: Reach | None) -> HttpResponse:
    numbers = {
        "people": number(reach.people) if reach else None,
        "visits": number(reach.events) if reach else None,
        "blocked": number(reach.blocked) if reach else None,
        "sign_ins": number(reach.sign_ins) if reach else None,
    }
    return render(request, "tools/show.html", {**context, "numbers": numbers})


def _uses(actor: Actor, tool: Tool) -> list[UseTold]:
    if not actor.may("uses.see"):
        return []
    today = timezone.localdate()
    told = []
    for use in uses(actor).filter(tool=tool):
        state = state_of(use, today)
        told.append(
            UseTold(
                title=purpose_name(use.purpose),
                url=address_of("uses.show", use.pk),
                state=USE_STATE_NAMES[state],
                tone=USE_TONES.get(state, "quiet"),
                people=Sentence(
                    "{roles}; {bands}", roles=named_roles(use.roles), bands=named_bands(frozenset(use.grade_bands))
                ),
                until=use.expires_on,
                kept=tuple(KEPT_BY_NAMES[each] for each in sorted(kept_by(use))),
                conditions=conditions_of_use(use),
            )
        )
    return told


def _requests(actor: Actor, tool: Tool) -> list[dict[str, Any]]:
    if not actor.may("requests.see"):
        return []
    return [
        {
            "title": purpose_name(each.purpose),
            "url": address_of("requests.show", each.pk),
            "detail": Sentence("Asked for on {day}.", day=timezone.localtime(each.filed_at).date()),
            "chip": REQUEST_STATES[RequestState(each.state)],
            "tone": "info",
        }
        for each in requests(actor).filter(tool=tool)
    ]


def _agreements(actor: Actor, slug: str) -> list[dict[str, Any]]:
    today = timezone.localdate()
    found = []
    for each in agreements_of(actor, slug):
        last = min(each.ended_on or each.ends_on, each.ends_on)
        found.append(
            {
                "title": KIND_NAMES[AgreementKind(each.kind)],
                "detail": Sentence(
                    "Signed {signed}, until {last}. {n} kinds of data in its schedule.",
                    signed=each.signed_on, last=last, n=len(each.elements),
                ),
                "chip": Sentence("in force") if last >= today else Sentence("over"),
                "tone": "ok" if last >= today else "quiet",
            }
        )  # fmt: skip
    return found


def _finding(actor: Actor, slug: str) -> dict[str, Any] | None:
    """What can be done about the finding, for those who do triage."""
    one = finding_of("service", slug)
    if one is None or not actor.may("discover.triage"):
        return None
    state = FindingState(one.state)
    return {
        "id": str(one.pk),
        "state": state,
        "may_triage": state in (FindingState.NEW, FindingState.DISMISSED),
        "may_request": state in (FindingState.NEW, FindingState.IN_TRIAGE),
    }


def _pictures(reach: Reach) -> dict[str, Any]:
    if number(reach.people) is None:
        return {}
    drawn = {"where": pictures.where(reach.table, schools_and_office(), of=reach.name)}
    if sum(number(cell) is not None for cell in reach.by_day.values()) > 2:
        drawn["when"] = pictures.when(reach, of=reach.name)
    return drawn
