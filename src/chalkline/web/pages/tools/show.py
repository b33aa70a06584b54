"""A tool's one page: status, approved uses, who uses it, requests, agreements, decisions, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from chalkline.approve.requests.api import STATE_NAMES as REQUEST_STATES
from chalkline.approve.requests.api import Request as ToolRequest
from chalkline.approve.requests.api import RequestState, purpose_name, requests
from chalkline.approve.reviews.api import reviews_sent
from chalkline.approve.uses.api import (
    USE_STATE_NAMES,
    UseState,
    conditions_of_use,
    kept_by,
    state_of,
    uses_known_of,
)
from chalkline.data.duties.api import duties_of_tool
from chalkline.discover.findings.api import (
    SOURCE_NAMES,
    Reach,
    audit,
    differences,
    said_by,
)
from chalkline.govern.committees.api import OUTCOME_NAMES, Outcome
from chalkline.govern.custom_fields.api import About
from chalkline.govern.decisions.api import decisions_on_any
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.incidents.api import IncidentState, incidents_of_tool
from chalkline.people.api import Actor, schools_and_office
from chalkline.pilot.plans.api import pilots
from chalkline.publish.bundle.api import stops_in_force
from chalkline.publish.stops.api import stop_of_tool
from chalkline.report.flows.api import COVER_NAMES, flows
from chalkline.rulebook.api import KEPT_BY_NAMES, named_bands, named_roles
from chalkline.tools.agreements.api import KIND_NAMES, AgreementKind, agreements_of, last_day
from chalkline.tools.register.api import SCOPE_NAMES, Tool, category_name, known_service, maker_id, tool_by_slug
from chalkline.web.charts.files import file_asked_for
from chalkline.web.custom import more_about
from chalkline.web.histories import happened_to
from chalkline.web.pages.data.duties import duty_links
from chalkline.web.pages.data.flows import TONES as COVER_TONES
from chalkline.web.pages.discover import pictures
from chalkline.web.pages.discover.telling import number
from chalkline.web.pages.feedback.telling import rounds_told
from chalkline.web.pages.filter_lists.telling import ways_told
from chalkline.web.pages.oversee.incidents import STATE_NAMES as INCIDENT_STATES
from chalkline.web.pages.prove.telling import card_of
from chalkline.web.pages.requests.home import TONES as REQUEST_TONES
from chalkline.web.pages.surveys.telling import surveys_told
from chalkline.web.pages.tools.settling import finding_told
from chalkline.web.pages.tools.telling import groups_alike, known_to
from chalkline.web.pages.tools.trust import cost_told, evaluation_told
from chalkline.web.routes import Request, address_of, page
from chalkline.web.scopes import capital, data_said, listed
from chalkline.web.templatetags.saying import count, said

USE_TONES = {UseState.ACTIVE: "ok", UseState.SUSPENDED: "stop"}
OUTCOME_TONES = {Outcome.APPROVE: "ok", Outcome.APPROVE_WITH_CONDITIONS: "ok", Outcome.DECLINE: "stop"}


@dataclass(frozen=True)
class UseTold:
    """An approved use, as the tool's page says it."""

    title: str
    url: str
    state: Any
    tone: str
    people: Sentence
    until: Any
    data: str
    kept: tuple[Sentence, ...]
    conditions: tuple[Any, ...]
    holds: bool


@page("tools/<slug:slug>/", name="tools.show", permission="tools.see")
def show(request: Request, slug: str) -> HttpResponseBase:
    """Everything known of one tool, whether it is on the register or only in the catalogue."""
    actor, today = request.actor, timezone.localdate()
    tool, service = tool_by_slug(slug), known_service(slug)
    if tool is None and service is None:
        raise not_found(Sentence("tool"))
    name = tool.name if tool else service.name if service else slug
    vendor = (tool.vendor if tool else "") or (service.vendor if service else "")
    asked = list(requests(actor).filter(tool=tool)) if tool and actor.may("requests.see") else []
    known = known_to(actor, today, [slug], asked)
    found = audit(actor) if actor.may("discover.see_audit") else None
    reach = next((each for each in found.services if each.slug == slug), None) if found else None
    charts = _pictures(reach) if reach else {}
    evaluation = evaluation_told(actor, slug, tool, today)
    drawn = [*charts.values(), *([evaluation["chart"]] if evaluation.get("chart") else [])]
    if file := file_asked_for(request, *drawn):
        return file
    stopped = stop_of_tool(slug) if slug in stops_in_force().tools else None
    told, sent = _uses(actor, tool) if tool else [], reviews_sent(asked)
    context = {
        "name": name,
        "slug": slug,
        "tool": tool,
        "service": service,
        "stopped": stopped,
        "may_stop": tool is not None and stopped is None and actor.may("stops.make"),
        "may_correct": service is not None and actor.may("tools.import_catalogue"),
        "scope": SCOPE_NAMES[service.ai_scope] if service else None,
        "category": said(Sentence(category_name(service.category))) if service and service.category else "",
        "vendor": vendor if vendor != name else "",
        "status": known.status(slug, name),
        "uses": [each for each in told if each.holds],
        "over": [each for each in told if not each.holds],
        "requests": [_asked(each, sent.get(each.pk)) for each in asked],
        "decisions": _decisions(actor, asked),
        "agreements": _agreements(actor, slug),
        "evaluation": evaluation,
        "cost": cost_told(actor, tool, reach, today),
        "data": _data(actor, slug, today),
        "pilots": [card_of(actor, each) for each in pilots(actor).filter(tool=tool)] if tool else [],
        "reach": reach,
        "charts": charts,
        "numbers": _numbers(reach) if reach else [],
        "standings": groups_alike(reach.standings) if reach else [],
        "said_by": [(SOURCE_NAMES[each.kind], each.says) for each in said_by(reach)] if reach else [],
        "differs": differences(reach, found.kinds) if reach and found else (),
        "history": happened_to("tool", slug),
        "finding": finding_told(actor, slug, asked, tool),
        "ask": address_of("ask.home"),
        "models": list(tool.model_names) if tool else [],
        "may_name_models": tool is not None and actor.may("tools.name_models"),
        "incidents": _incidents(actor, slug),
        "heard": [*surveys_told(actor, slug, today), *rounds_told(actor, slug, today)],
        "ask_users": address_of("surveys.new") if actor.may("surveys.open") else "",
        "duties": duty_links(duties_of_tool(actor, slug), today) if actor.may("duties.see") else [],
        "ways": ways_told(actor, slug),
        "may_sign": tool is not None and actor.may("agreements.record"),
        "more": more_about(actor, About.TOOL, tool.pk) if tool else None,
        "about_maker": more_about(actor, About.MAKER, maker_id(tool.vendor)) if tool and tool.vendor else None,
        "may_register": tool is None and actor.may("tools.register"),
    }
    return render(request, "tools/show.html", context)


def _numbers(reach: Reach) -> list[dict[str, Any]]:
    """The strip: people, visits, blocked ones apart, sign-ins."""
    told = [
        (reach.people, Sentence("people visited it")),
        (reach.events, Sentence("visits")),
        (reach.blocked, Sentence("of them were blocked")),
        (reach.sign_ins, Sentence("people signed in to it with Google")),
    ]
    shown = [(number(cell), what) for cell, what in told]
    return [
        {
            "figure": "·" if n is None else count(n),
            "what": what,
            "note": Sentence("too few to be shown, or they would give others away") if n is None else "",
        }
        for n, what in shown
    ]


def _uses(actor: Actor, tool: Tool) -> list[UseTold]:
    if not actor.may("uses.see"):
        return []
    today = timezone.localdate()
    told = []
    for use in uses_known_of(actor, tool.slug):
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
                data=capital(said(listed(data_said(use.elements)))),
                kept=tuple(KEPT_BY_NAMES[each] for each in sorted(kept_by(use))),
                conditions=conditions_of_use(use),
                holds=state in {UseState.ACTIVE, UseState.SUSPENDED},
            )
        )
    return told


def _asked(each: ToolRequest, sent: tuple[int, int] | None) -> dict[str, Any]:
    state = RequestState(each.state)
    return {
        "title": purpose_name(each.purpose),
        "url": address_of("requests.show", each.pk),
        "detail": _reviewed(each, sent),
        "chip": REQUEST_STATES[state],
        "tone": REQUEST_TONES.get(state, "info"),
    }


def _reviewed(each: ToolRequest, reviewed: tuple[int, int] | None) -> Sentence:
    """When it was asked for, and how far the reviews of it are."""
    day = timezone.localtime(each.filed_at).date()
    if reviewed is None:
        return Sentence("Asked for on {day}.", day=day)
    sent, of = reviewed
    return Sentence("Asked for on {day}; {sent} of {all} reviews sent.", day=day, sent=sent, all=of)


def _decisions(actor: Actor, asked: list[ToolRequest]) -> list[dict[str, Any]]:
    """What was decided on requests for it, latest first."""
    if not actor.may("decisions.see"):
        return []
    made = decisions_on_any(actor, "request", [str(each.pk) for each in asked]) if asked else ()
    return [
        {
            "title": Sentence("Decision {number}", number=str(each)),
            "url": address_of("decisions.show", str(each)),
            "detail": Sentence("{title}. Decided on {day}.", title=each.title, day=each.decided_on),
            "chip": OUTCOME_NAMES[Outcome(each.outcome)],
            "tone": OUTCOME_TONES.get(Outcome(each.outcome), "quiet"),
        }
        for each in sorted(made, key=lambda each: each.decided_at, reverse=True)
    ]


def _data(actor: Actor, slug: str, today: date) -> list[dict[str, Any]]:
    """Which kinds of data may go to it, and whether an agreement covers each."""
    if not actor.may("data.see"):
        return []
    return [
        {
            "title": each.kind_name,
            "url": "",
            "detail": Sentence("{names}", names=each.element_names),
            "chip": COVER_NAMES[each.cover],
            "tone": COVER_TONES[each.cover],
        }
        for each in flows(actor, today)
        if each.tool == slug
    ]


def _agreements(actor: Actor, slug: str) -> list[dict[str, Any]]:
    today = timezone.localdate()
    found = []
    for each in agreements_of(actor, slug):
        last = last_day(each)
        found.append(
            {
                "title": KIND_NAMES[AgreementKind(each.kind)],
                "url": address_of("data.agreement", each.pk),
                "detail": Sentence(
                    "Signed {signed}, until {last}. {n} kinds of data in its schedule.",
                    signed=each.signed_on, last=last, n=len(each.elements),
                ),
                "chip": Sentence("in force") if last >= today else Sentence("over"),
                "tone": "ok" if last >= today else "quiet",
            }
        )  # fmt: skip
    return found


def _incidents(actor: Actor, slug: str) -> list[dict[str, Any]]:
    """What went wrong with it: for those who may know."""
    if not actor.may("incidents.see"):
        return []
    return [
        {
            "title": each.title,
            "url": address_of("incidents.show", each.pk),
            "detail": Sentence("Incident {number}, opened on {day}.", number=str(each), day=each.opened_at)
            if not each.closed_at
            else Sentence(
                "Incident {number}, opened on {day}, closed on {closed}.",
                number=str(each), day=each.opened_at, closed=each.closed_at,
            ),
            "chip": INCIDENT_STATES[IncidentState(each.state)],
            "tone": "quiet" if each.closed_at else "stop",
        }
        for each in incidents_of_tool(actor, slug)
    ]  # fmt: skip


def _pictures(reach: Reach) -> dict[str, Any]:
    if not number(reach.people):  # not to be told, or nobody: known from an inventory, the books or a survey only
        return {}
    drawn = {"where": pictures.where(reach.table, schools_and_office(), of=reach.name)}
    if sum(number(cell) is not None for cell in reach.by_day.values()) > 2:
        drawn["when"] = pictures.when(reach, of=reach.name)
    return drawn
