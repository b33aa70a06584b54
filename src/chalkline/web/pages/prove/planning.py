"""Planning a pilot: begin, write with everything kept, see what the design can detect, hand in the list."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chalkline.approve.requests.api import open_requests, title_of
from chalkline.approve.uses.api import UseState, uses
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.pilot.plans.api import (
    Pilot,
    PilotState,
    begin_plan,
    columns_of_list,
    faults_of,
    folder,
    keep_plan,
    list_units,
    not_now,
    pilot_by_id,
    statement_from,
    units_of,
)
from chalkline.web.charts.files import file_asked_for
from chalkline.web.files import csv_response
from chalkline.web.pages.prove.plan_form import PlanForm
from chalkline.web.pages.prove.telling import detecting_of
from chalkline.web.routes import Request, page
from chalkline.web.templatetags.saying import said

CHOSEN_FIRST = (
    "direction",
    "level",
    "standard",
    "assigned",
    "design",
    "strata",
    "explained",
    "alike",
    "harm",
    "guardrail_direction",
    "guardrail_harm",
)


@page("prove/new/", name="prove.new", permission="pilots.plan", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Choose what the pilot is of; the plan opens."""
    options = _possible(request.actor)
    error = ""
    chosen = request.POST.get("about", request.GET.get("about", ""))
    if request.method == "POST":
        try:
            pilot = begin_plan(request.actor, chosen, {"title": request.POST.get("title", "")}, now=utc_now())
            return redirect("prove.plan", pilot.pk)
        except Problem as problem:
            if problem.kind is not Kind.CONFLICT:
                raise
            error = said(problem.what)
    context = {"options": options, "chosen": chosen, "error": error, "errors": [("about", error)] if error else []}
    return render(request, "prove/new.html", context)


@page("prove/<uuid:pilot_id>/plan/", name="prove.plan", permission="pilots.revise", methods=("GET", "POST"))
def plan(request: Request, pilot_id: UUID) -> HttpResponseBase:
    """The plan, kept while it is written."""
    pilot = _mine(request, pilot_id)
    if request.method == "POST":
        pilot = keep_plan(request.actor, pilot, request.POST.dict(), now=utc_now())
    statement = statement_from(pilot.answers)
    detecting = detecting_of(statement, *_size(pilot))
    if detecting["chart"] and (file := file_asked_for(request, detecting["chart"])):
        return file
    form = PlanForm(initial={**_first(), **pilot.answers})
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        faults = faults_of(statement)
        if not faults:
            messages.success(request, _("The plan is complete. Next: the list, then a second person locks it."))
            return redirect("prove.pilot", pilot.pk)
        errors = [(f"id_{name}", f"{form.fields[name].label}: {said(words)}") for name, words in faults.items()]
    return render(request, "prove/plan.html", {"pilot": pilot, "form": form, "errors": errors, **detecting})


@page("prove/<uuid:pilot_id>/plan/detects/", name="prove.detects", permission="pilots.revise", methods=("POST",))
def detects(request: Request, pilot_id: UUID) -> HttpResponse:
    """Keep what is typed and show what the design can detect now: a piece of the plan's page."""
    pilot = keep_plan(request.actor, _mine(request, pilot_id), request.POST.dict(), now=utc_now())
    detecting = detecting_of(statement_from(pilot.answers), *_size(pilot))
    return render(request, "prove/detects.html", {"pilot": pilot, "at": pilot.kept_at, **detecting})


@page("prove/<uuid:pilot_id>/list/", name="prove.list", permission="pilots.revise", methods=("GET", "POST"))
def list_(request: Request, pilot_id: UUID) -> HttpResponseBase:
    """Hand in who or what is to be assigned."""
    pilot = _mine(request, pilot_id)
    columns = columns_of_list(pilot)
    if request.GET.get("as") == "csv":
        return csv_response("list-template", [each.called[0] for each in columns], [])
    rejects, error = "", ""
    if request.method == "POST":
        try:
            read = list_units(request.actor, pilot, _kept(request.FILES.get("file")), now=utc_now())
        except Problem as problem:
            if "file" not in problem.fields:
                raise
            error = " ".join(said(part) for part in (problem.what, problem.why, problem.next_step))
        else:
            messages.success(request, said(Sentence("{n} are on the list.", n=len(read.units))))
            if not read.rejected:
                return redirect("prove.pilot", pilot.pk)
            rejects = read.rejects
    context = {"pilot": pilot, "columns": columns, "error": error, "rejects": rejects.splitlines()[1:101],
               "errors": [("file", error)] if error else [], "count": len(units_of(pilot))}  # fmt: skip
    return render(request, "prove/list.html", context)


def _mine(request: Request, pilot_id: UUID) -> Pilot:
    pilot = pilot_by_id(request.actor, str(pilot_id))
    request.actor.must("pilots.revise", owner_id=str(pilot.planned_by_id))
    if pilot.state != PilotState.DRAFT:
        raise not_now()
    return pilot


def _size(pilot: Pilot) -> tuple[int, int]:
    """The list's own numbers, once there is one."""
    units = units_of(pilot)
    return (len(units), round(sum(unit.students for unit in units) / len(units))) if units else (0, 0)


def _first() -> dict[str, str]:
    empty = statement_from({}).as_json()
    empty |= {"guardrail_direction": "more", "guardrail_harm": "0"}
    return {name: str(empty[name]) for name in CHOSEN_FIRST}


def _possible(actor: Actor) -> list[tuple[str, Any]]:
    """Approved uses that are not over and open requests that have a problem behind them."""
    approved = uses(actor).filter(state=UseState.ACTIVE.value, expires_on__gte=timezone.localdate())
    tried = [
        (f"use:{use.pk}", Sentence("Approved: {title}", title=use.title)) for use in approved if use.request.use_case_id
    ]
    asked = [
        (f"request:{each.pk}", Sentence("Asked for: {title}", title=title_of(each)))
        for each in open_requests(actor)
        if each.use_case_id
    ]
    return [*tried, *asked]


def _kept(file: Any) -> Path:
    """The upload as a file the child can read; an empty one where none was chosen."""
    handle, name = tempfile.mkstemp(dir=folder("work"))
    with open(handle, "wb") as target:
        target.writelines(file.chunks() if file else ())
    return Path(name)
