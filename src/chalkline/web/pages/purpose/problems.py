"""The list of problems, a problem's page, naming one, stating one anew."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.goals.api import Goal, goals_that_hold
from chalkline.purpose.problems.api import (
    GOAL_AREA_NAMES,
    DistrictProblem,
    GoalArea,
    goals_served,
    name_problem,
    problem_by_id,
    problems,
    revise_problem,
    statement_of,
)
from chalkline.purpose.use_cases.api import use_cases
from chalkline.web.histories import happened_to
from chalkline.web.pages.purpose.problem_form import ProblemForm, RevisionForm, as_typed
from chalkline.web.pages.purpose.resting import requests_resting_on
from chalkline.web.pages.purpose.telling import example_way, parts_of_purpose, use_case_told, way_of
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent
from chalkline.web.tables import Column, Filter, Table


@page("purpose/", name="purpose.home", permission="purpose.see")
def home(request: Request) -> HttpResponseBase:
    """Which problem, and which first."""
    table = _table(request)
    if table.wants_file:
        return table.file()
    told = [
        {
            "problem": problem,
            "way": way_of(problem),
            "area": GOAL_AREA_NAMES[GoalArea(problem.area)],
            "use_cases": [use_case_told(each) for each in problem.use_cases.all()],
        }
        for problem in table.shown
    ]
    may_name = request.actor.could("problems.name")
    context = {
        "parts": parts_of_purpose(request, "purpose.home"),
        "table": table,
        "problems": told,
        "may_name": may_name,
        "example": example_way(),
    }
    return render(request, "purpose/home.html", context)


def _table(request: Request) -> Table:
    areas = [(area.value, name) for area, name in GOAL_AREA_NAMES.items()]
    return Table(
        request,
        "problems",
        columns=[
            Column("title", gettext_lazy("Problem"), sort="title"),
            Column("area", gettext_lazy("Helps with"), sort="area"),
            Column("owner", gettext_lazy("Owner"), sort="owner__family_name"),
            Column("outcome", gettext_lazy("Outcome")),
            Column("by", gettext_lazy("By"), sort="by_on"),
            Column("uses", gettext_lazy("Use cases"), number=True),
        ],
        rows=problems(request.actor).prefetch_related("use_cases"),
        row=lambda problem: [
            problem.title,
            GOAL_AREA_NAMES[GoalArea(problem.area)],
            str(problem.owner),
            way_of(problem).sentence,
            problem.by_on,
            len(problem.use_cases.all()),
        ],
        search=lambda rows, words: rows.filter(title__icontains=words),
        filters=[Filter("area", gettext_lazy("Helps with"), areas, _of_area)],
    )


def _of_area(rows: QuerySet[DistrictProblem], area: str) -> QuerySet[DistrictProblem]:
    return rows.filter(area=area)


@page("purpose/name/", name="purpose.name", permission="problems.name", methods=("GET", "POST"))
def name(request: Request) -> HttpResponse:
    """Name a problem."""
    form = ProblemForm(request.actor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and "more" not in request.POST:
        made = sent(form, lambda: name_problem(request.actor, form.statement(), now=utc_now()))
        if made:
            messages.success(request, _("The problem is on the district's list. Next: how might AI help, if at all?"))
            return redirect("purpose.problem", made.pk)
    return _asked(request, form)


@page(
    "purpose/problems/<uuid:problem_id>/revise/",
    name="purpose.revise",
    permission="problems.revise",
    methods=("GET", "POST"),
)
def revise(request: Request, problem_id: UUID) -> HttpResponse:
    """State a problem anew, with a reason."""
    problem = problem_by_id(request.actor, str(problem_id))
    request.actor.must("problems.revise", owner_id=str(problem.owner_id))
    typed = as_typed(statement_of(problem))
    form = RevisionForm(request.actor, request.POST if request.method == "POST" else None, initial=typed)
    if request.method == "POST" and "more" not in request.POST:

        def act() -> DistrictProblem:
            because = form.answer("because")
            return revise_problem(request.actor, problem, form.statement(), because=because, now=utc_now())

        if sent(form, act):
            messages.success(request, _("The problem is stated anew. How it was stated before is in its history."))
            return redirect("purpose.problem", problem.pk)
    return _asked(request, form, problem=problem)


def _asked(request: Request, form: ProblemForm, *, problem: DistrictProblem | None = None) -> HttpResponse:
    return render(request, "purpose/problem_form.html", {"form": form, "problem": problem})


@page("purpose/problems/<uuid:problem_id>/", name="purpose.problem", permission="purpose.see")
def problem(request: Request, problem_id: UUID) -> HttpResponse:
    """A problem: what happens, how we know, where it should go, what is proposed, what happened."""
    found = problem_by_id(request.actor, str(problem_id))
    context = {
        "problem": found,
        "statement": statement_of(found),
        "way": way_of(found),
        "area": GOAL_AREA_NAMES[GoalArea(found.area)],
        "use_cases": [use_case_told(each) for each in use_cases(request.actor).filter(problem=found)],
        "goals": goals_served(found),
        "more_goals": _goals_left(request, found),
        "requests": requests_resting_on(request.actor, problem=found),
        "history": happened_to("problem", str(found.pk)),
        "may_revise": request.actor.may("problems.revise", owner_id=str(found.owner_id)),
        "may_propose": request.actor.could("use_cases.propose"),
        "owner_line": Sentence("{name} answers for it.", name=str(found.owner)),
    }
    return render(request, "purpose/problem.html", context)


def _goals_left(request: Request, problem: DistrictProblem) -> list[Goal]:
    """Goals that hold and that this problem is not attached to yet, for whoever may attach it."""
    if not request.actor.may("problems.revise", owner_id=str(problem.owner_id)):
        return []
    return list(goals_that_hold(request.actor, localdate()).exclude(problems_serving__problem=problem))
