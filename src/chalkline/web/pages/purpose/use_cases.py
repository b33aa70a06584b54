"""A use case's page, proposing one on a problem, outlining one anew."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.purpose.problems.api import DistrictProblem, problem_by_id
from chalkline.purpose.use_cases.api import (
    UseCase,
    outline_of,
    propose_use_case,
    revise_use_case,
    use_case_by_id,
)
from chalkline.web.histories import happened_to
from chalkline.web.pages.purpose.judged import judged
from chalkline.web.pages.purpose.resting import requests_resting_on
from chalkline.web.pages.purpose.telling import use_case_told, way_of
from chalkline.web.pages.purpose.use_case_form import UseCaseForm, as_chosen
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent


@page(
    "purpose/problems/<uuid:problem_id>/propose/",
    name="purpose.propose",
    permission="use_cases.propose",
    methods=("GET", "POST"),
)
def propose(request: Request, problem_id: UUID) -> HttpResponse:
    """Propose how AI might help with a problem."""
    problem = problem_by_id(request.actor, str(problem_id))
    form = UseCaseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = sent(form, lambda: propose_use_case(request.actor, problem, form.outline(), now=utc_now()))
        if made:
            messages.success(request, _("The use case is proposed. A request for a tool can now rest on it."))
            return redirect("purpose.use_case", made.pk)
    return _asked(request, form, problem)


@page("purpose/use-cases/<uuid:use_case_id>/", name="purpose.use_case", permission="purpose.see")
def use_case(request: Request, use_case_id: UUID) -> HttpResponse:
    """A use case: what AI would do, for whom, with which data, and who stays in charge."""
    found = use_case_by_id(request.actor, str(use_case_id))
    context = {
        "use": use_case_told(found),
        "problem": found.problem,
        "way": way_of(found.problem),
        "requests": requests_resting_on(request.actor, use_case=found),
        "judged": judged(request.actor, found),
        "history": happened_to("use_case", str(found.pk)),
        "may_revise": request.actor.may("use_cases.revise", owner_id=str(found.proposed_by_id)),
    }
    return render(request, "purpose/use_case.html", context)


@page(
    "purpose/use-cases/<uuid:use_case_id>/revise/",
    name="purpose.revise_use_case",
    permission="use_cases.revise",
    methods=("GET", "POST"),
)
def revise(request: Request, use_case_id: UUID) -> HttpResponse:
    """Outline a use case anew."""
    found = use_case_by_id(request.actor, str(use_case_id))
    request.actor.must("use_cases.revise", owner_id=str(found.proposed_by_id))
    form = UseCaseForm(request.POST if request.method == "POST" else None, initial=as_chosen(outline_of(found)))
    if request.method == "POST":
        made = sent(form, lambda: revise_use_case(request.actor, found, form.outline(), now=utc_now()))
        if made:
            messages.success(request, _("The use case is outlined anew."))
            return redirect("purpose.use_case", made.pk)
    return _asked(request, form, found.problem, found)


def _asked(request: Request, form: UseCaseForm, problem: DistrictProblem, found: UseCase | None = None) -> HttpResponse:
    context = {"form": form, "problem": problem, "use_case": found, "way": way_of(problem)}
    return render(request, "purpose/use_case_form.html", context)
