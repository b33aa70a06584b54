"""Outcomes: hand a file in, follow it, mend what was set aside; and the list of sides for those who carry it out."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.jobs.api import WorkSeen, WorkState, recent_work, work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.pilot.measures.api import (
    columns_of_outcomes,
    hand_in_outcomes,
    must_be_measuring,
    set_aside,
    uploads,
)
from chalkline.pilot.plans.api import ARM_NAMES, Arm, folder, pilot_by_id, plan_of, sides_listed
from chalkline.web.files import csv_response
from chalkline.web.pages.prove.handed_in import handed_in
from chalkline.web.routes import Request, address_of, page
from chalkline.web.templatetags.saying import said

KIND = "pilot.outcomes"
MOST_WORKS = 5


@page("prove/<uuid:pilot_id>/outcomes/", name="prove.outcomes", permission="pilots.hand_in", methods=("GET", "POST"))
def outcomes(request: Request, pilot_id: UUID) -> HttpResponseBase:
    """Hand outcomes in, and see which count."""
    pilot = pilot_by_id(request.actor, str(pilot_id))
    found = uploads(request.actor, pilot)
    columns = columns_of_outcomes(pilot)
    if request.GET.get("as") == "csv":
        return csv_response("outcomes-template", [each.called[0] for each in columns], [])
    if request.method == "POST":
        must_be_measuring(pilot, now=utc_now())
        file = request.FILES.get("file")
        if file is None:
            messages.warning(request, _("Choose a file first."))
        else:
            hand_in_outcomes(request.actor, pilot, _kept(file), Path(file.name or "outcomes").name, now=utc_now())
        return redirect("prove.outcomes", pilot.pk)
    mine = [each for each in recent_work(limit=50) if each.kind == KIND and _mine(each, request)]
    works = [_followed(each) for each in mine if each.state is not WorkState.DONE]  # done: told below, with more
    context = {
        "pilot": pilot,
        "columns": columns,
        "uploads": [handed_in(each) for each in found[:10]],
        "followed": works[:MOST_WORKS],
        "plan": plan_of(pilot),
    }
    return render(request, "prove/outcomes.html", context)


@page("prove/outcomes/<uuid:work_id>/", name="prove.work", permission="pilots.hand_in")
def work(request: Request, work_id: UUID) -> HttpResponse:
    """How far a file is: a piece of the page of outcomes."""
    seen = work_by_id(work_id)
    if seen is None or seen.kind != KIND or not _mine(seen, request):
        raise not_found()
    return render(request, "prove/work.html", {"each": _followed(seen)})


@page("prove/<uuid:pilot_id>/outcomes/<uuid:upload_id>/", name="prove.set_aside", permission="pilots.hand_in")
def rejected(request: Request, pilot_id: UUID, upload_id: UUID) -> FileResponse:
    """The rows that were set aside, as a file to mend."""
    path = set_aside(request.actor, pilot_by_id(request.actor, str(pilot_id)), str(upload_id))
    return FileResponse(path.open("rb"), as_attachment=True, filename="rows-set-aside.csv", content_type="text/csv")


@page("prove/<uuid:pilot_id>/sides/", name="prove.sides", permission="pilots.see_units")
def sides(request: Request, pilot_id: UUID) -> HttpResponse:
    """Who or what is on which side, as a file."""
    pilot = pilot_by_id(request.actor, str(pilot_id))
    head = [plan_of(pilot).assigned.value, "school", "grade", "side", "key"]
    rows = [
        [each.code, each.school, each.grade, said(ARM_NAMES[Arm(each.arm)]) if each.arm else "", each.key]
        for each in sides_listed(request.actor, pilot)
    ]
    return csv_response("sides", head, rows)


def _mine(seen: WorkSeen, request: Request) -> bool:
    return request.actor.may("jobs.see_work", owner_id=seen.owner_id)


def _kept(file: Any) -> Path:
    """The upload in the inbox, where the job finds it and deletes it."""
    path = folder("inbox") / uuid.uuid4().hex
    with path.open("wb") as target:
        for piece in file.chunks():
            target.write(piece)
    return path


def _followed(seen: WorkSeen) -> dict[str, Any]:
    failed = seen.state is WorkState.FAILED
    return {
        "work": seen,
        "url": address_of("prove.work", seen.id),
        "finished": seen.state is WorkState.DONE,
        "failed": failed,
        "problem": seen.result if failed else {},
    }
