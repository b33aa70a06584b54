"""The list of pilots and a pilot's one page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chalkline.people.api import Actor
from chalkline.pilot.evaluation.api import Result, result_of, results
from chalkline.pilot.measures.api import Upload, upload_that_counts
from chalkline.pilot.plans.api import (
    PILOT_STATE_NAMES,
    Arm,
    Design,
    Pilot,
    PilotState,
    draw_holds,
    faults_of,
    is_as_locked,
    may_lock,
    pilot_by_id,
    pilots,
    plan_of,
    registered_rule,
    seed_of,
    units_of,
)
from chalkline.web.histories import happened_to
from chalkline.web.pages.prove.parts import parts_of_proving
from chalkline.web.pages.prove.telling import detecting_of, plan_rows, sentence_of, status_of
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table


@page("prove/", name="prove.home", permission="pilots.see")
def home(request: Request) -> HttpResponseBase:
    """Every pilot and what came of it."""
    found = {each.pilot_id: each for each in results(request.actor)}
    table = Table(
        request,
        "pilots",
        columns=[
            Column("title", _("Pilot"), sort="title"),
            Column("tool", _("Tool"), sort="tool__name"),
            Column("state", _("Status"), sort="state"),
            Column("problem", _("Problem it serves"), sort="problem__title"),
            Column("planned", _("Planned"), sort="planned_at"),
        ],
        rows=pilots(request.actor),
        row=lambda pilot: _row(pilot, found.get(pilot.pk)),
        search=lambda rows, words: rows.filter(title__icontains=words),
        filters=[
            Filter("state", _("Status"), [(state.value, name) for state, name in PILOT_STATE_NAMES.items()], _in_state)
        ],
        empty=_("No pilot matches."),
    )
    if table.wants_file:
        return table.file()
    context = {
        "table": table,
        "may_plan": request.actor.could("pilots.plan"),
        "parts": parts_of_proving(request, "prove.home"),
    }
    return render(request, "prove/home.html", context)


def _row(pilot: Pilot, result: Result | None) -> list[Any]:
    word, tone = status_of(pilot, result)
    return [
        Link(pilot.title, address_of("prove.pilot", pilot.pk)),
        pilot.tool.name,
        Status(word, tone),
        pilot.problem.title,
        pilot.planned_at,
    ]


def _in_state(rows: QuerySet[Pilot], state: str) -> QuerySet[Pilot]:
    return rows.filter(state=state)


@page("prove/<uuid:pilot_id>/", name="prove.pilot", permission="pilots.see")
def show(request: Request, pilot_id: UUID) -> HttpResponse:
    """A pilot: what is so, what comes next, its plan and rule, its draw."""
    pilot = pilot_by_id(request.actor, str(pilot_id))
    plan, result = plan_of(pilot), result_of(request.actor, pilot)
    units = units_of(pilot)
    word, tone = status_of(pilot, result)
    context = {
        "pilot": pilot,
        "word": word,
        "tone": tone,
        "sentence": sentence_of(pilot, plan),
        "rows": plan_rows(plan),
        "rule": registered_rule(pilot) if pilot.rule or not faults_of(plan) else (),
        "result": result,
        "units": len(units),
        "people": sum(unit.students for unit in units),
        "treated": sum(unit.arm == Arm.TREATMENT for unit in units),
        "compared": sum(unit.arm == Arm.COMPARISON for unit in units),
        "as_locked": is_as_locked(pilot) if pilot.digest else True,
        "draw_holds": draw_holds(pilot) if pilot.draw_root else None,
        "seed": seed_of(pilot.digest, pilot.draw_root) if pilot.draw_root else "",
        "amendments": pilot.amendments.select_related("by"),
        "history": happened_to("pilot", str(pilot.pk)),
        "tool_url": address_of("tools.show", pilot.tool.slug),
        "use_url": address_of("uses.show", pilot.use_id) if pilot.use_id else "",
        "problem_url": address_of("purpose.problem", pilot.problem_id),
        **detecting_of(plan, len(units), round(sum(u.students for u in units) / len(units)) if units else 0),
        **what_comes_next(request.actor, pilot, complete=not faults_of(plan), units=len(units)),
    }
    return render(request, "prove/pilot.html", context)


def what_comes_next(actor: Actor, pilot: Pilot, *, complete: bool, units: int) -> dict[str, Any]:
    """Which steps this person may take now."""
    owner, today, plan = str(pilot.planned_by_id), timezone.localdate(), plan_of(pilot)
    state = PilotState(pilot.state)
    upload: Upload | None = upload_that_counts(pilot)
    running = state is PilotState.RUNNING
    return {
        "upload": upload,
        "is_draft": state is PilotState.DRAFT,
        "may_plan": state is PilotState.DRAFT and actor.may("pilots.revise", owner_id=owner),
        "may_lock": complete and units > 0 and may_lock(actor, pilot),
        "ready_to_lock": state is PilotState.DRAFT and complete and units > 0,
        "may_draw": state is PilotState.LOCKED and actor.may("pilots.draw", owner_id=owner),
        "may_hand_in": running and today >= plan.ends_on and actor.may("pilots.hand_in", owner_id=owner),
        "may_judge": running and upload is not None and actor.may("pilots.judge", owner_id=owner),
        "may_see_sides": bool(pilot.drawn_at or plan.design is Design.COMPARISON)
        and units > 0
        and actor.may("pilots.see_units", owner_id=owner),
        "may_amend": state in {PilotState.LOCKED, PilotState.RUNNING}
        and today < plan.ends_on
        and actor.may("pilots.revise", owner_id=owner),
        "may_end": state not in {PilotState.JUDGED, PilotState.ENDED} and actor.may("pilots.end", owner_id=owner),
    }
