"""The data of one approved use: why each element is needed and how it gets there; whether it waits for an audit."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.approve.uses.api import ApprovedUse, use_by_id, use_ref
from chalkline.data.flows.api import WAY_NAMES, RouteTold, UseGiven, Way, routes_of_use, state_routes
from chalkline.data.integrity.api import (
    UNMET_NAMES,
    drop_requirement,
    latest_standing,
    require_audit,
    requirement_of,
    unmet_requirement,
)
from chalkline.data.systems.api import systems
from chalkline.kernel.clock import local_day, utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rulebook.api import vocabulary
from chalkline.web.routes import Request, page
from chalkline.web.templatetags.saying import said


@dataclass(frozen=True)
class Asked:
    """One element as the form asks about it, or as the page says it."""

    element: str
    name: Sentence
    why: str
    system: str
    system_name: str
    way: str
    way_name: Sentence | str
    error: str = ""


@page("data/uses/<uuid:use_id>/", name="data.use", permission="data.see", methods=("GET", "POST"))
def show(request: Request, use_id: UUID) -> HttpResponse:
    """Read it, or say it anew."""
    actor, use = request.actor, use_by_id(request.actor, str(use_id))
    if request.method == "POST":
        return _state(request, use)
    return _page(request, use, _as_said(actor, use), may_state=actor.may("flows.state"))


@page("data/uses/<uuid:use_id>/audit/", name="data.require", permission="integrity.require", methods=("GET", "POST"))
def require(request: Request, use_id: UUID) -> HttpResponse:
    """Make it depend on a roster audit, or let it go."""
    actor, use = request.actor, use_by_id(request.actor, str(use_id))
    actor.must("integrity.require")
    held = requirement_of(actor, str(use.pk))
    given = {"least_score": request.POST.get("least_score", "98"), "within_days": request.POST.get("within_days", "30")}
    errors: dict[str, str] = {}
    if request.method == "POST" and held:
        drop_requirement(actor, held, now=utc_now())
        messages.success(request, _("It no longer depends on an audit."))
        return redirect("data.use", use.pk)
    if request.method == "POST":
        try:
            require_audit(
                actor,
                use_ref(use),
                use.title,
                least_score=_number(given["least_score"]),
                within_days=int(_number(given["within_days"])),
                now=utc_now(),
            )
            messages.success(request, _("It holds only while the roster is audited and sound."))
            return redirect("data.use", use.pk)
        except Problem as problem:
            if problem.kind is not Kind.INVALID:
                raise
            errors = {name: said(words) for name, words in problem.fields.items()}
    latest = latest_standing()
    context = {
        "use": use,
        "held": held,
        "given": given,
        "error": errors,
        "errors": list(errors.items()),
        "latest": Sentence(
            "The latest audit, of {day}, gives {score}.", day=latest.audited_on, score=f"{latest.score:g}"
        ) if latest else Sentence("No roster was audited yet: the use stops at once, until one is."),
        "will": (Sentence("{title} holds whatever roster audits say.", title=use.title),),
    }  # fmt: skip
    return render(request, "data/require.html", context)


def _state(request: Request, use: ApprovedUse) -> HttpResponse:
    given = request.POST
    told = [
        RouteTold(
            element=each,
            why=given.get(f"why:{each}", ""),
            system_id=given.get(f"system:{each}", ""),
            way=given.get(f"way:{each}", ""),
        )
        for each in _in_order(use)
    ]
    subject = UseGiven(str(use.pk), use.title, use.tool.slug, frozenset(use.elements))
    try:
        state_routes(request.actor, subject, told, now=utc_now())
    except Problem as problem:
        if problem.kind is not Kind.INVALID:
            raise
        names = {each: Sentence(vocabulary().elements[each].label) for each in _in_order(use)}
        asked = [
            Asked(each.element, names[each.element], each.why, each.system_id, "", each.way, "",
                  " ".join(said(problem.fields[key]) for key in _keys(each.element) if key in problem.fields))
            for each in told
        ]  # fmt: skip
        return _page(request, use, asked, may_state=True)
    messages.success(request, _("It stands on the map."))
    return redirect("data.use", use.pk)


def _page(request: Request, use: ApprovedUse, asked: list[Asked], *, may_state: bool) -> HttpResponse:
    actor = request.actor
    held = requirement_of(actor, str(use.pk)) if actor.may("integrity.see") else None
    why = unmet_requirement(held, local_day(utc_now(), settings.TIME_ZONE)) if held else None
    context = {
        "use": use,
        "asked": asked,
        "errors": [(f"why-{each.element}", f"{said(each.name)}: {each.error}") for each in asked if each.error],
        "may_state": may_state,
        "systems": [(str(each.pk), each.name) for each in systems(actor)] if may_state else [],
        "ways": [(way.value, said(name)) for way, name in WAY_NAMES.items()],
        "held": held,
        "unmet": UNMET_NAMES[why] if why else "",
        "may_require": actor.may("integrity.require"),
    }
    return render(request, "data/use.html", context)


def _as_said(actor: Actor, use: ApprovedUse) -> list[Asked]:
    known = routes_of_use(actor, str(use.pk))
    words = vocabulary().elements
    shown = []
    for each in _in_order(use):
        route = known.get(each)
        shown.append(
            Asked(
                element=each,
                name=Sentence(words[each].label),
                why=route.why if route else "",
                system=str(route.system_id or "") if route else "",
                system_name=route.system.name if route and route.system else "",
                way=route.way if route else "",
                way_name=WAY_NAMES[Way(route.way)] if route else "",
            )
        )
    return shown


def _in_order(use: ApprovedUse) -> list[str]:
    return [each.id for each in vocabulary().element_list if each.id in set(use.elements)]


def _keys(element: str) -> list[str]:
    return [f"{name}:{element}" for name in ("element", "why", "system", "way")]


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(",", ".") or 0)
    except ValueError:
        return 0
