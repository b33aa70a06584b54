"""The inventory by goal: what the district wants, and which problems stand in the way of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.purpose.goals.api import (
    PLAN_NAMES,
    Goal,
    GoalPlan,
    end_goal,
    goal_by_id,
    goal_holds,
    goal_statement_of,
    goals,
    restate_goal,
    set_goal,
)
from chalkline.purpose.problems.api import DistrictProblem, attach_to_goal, detach_from_goal, problem_by_id, problems
from chalkline.web.acting import Act, Ask, shown_first
from chalkline.web.histories import happened_to
from chalkline.web.pages.purpose.goal_form import GoalAnewForm, GoalForm, goal_as_typed
from chalkline.web.pages.purpose.telling import parts_of_purpose, way_of
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent


@page("purpose/goals/", name="purpose.goals", permission="purpose.see")
def inventory(request: Request) -> HttpResponse:
    """Each goal that holds with its problems, then problems that serve none, then goals of the past."""
    today = localdate()
    serving = list(problems(request.actor).prefetch_related("goals_served", "use_cases"))
    told = [_told(goal, serving) for goal in goals(request.actor)]
    holding = [each for each in told if goal_holds(each["goal"], today)]
    context = {
        "parts": parts_of_purpose(request, "purpose.goals"),
        "holding": holding,
        "past": [each for each in told if each not in holding],
        "without": [_problem(each) for each in serving if not each.goals_served.all()],
        "may_set": request.actor.could("goals.set"),
    }
    return render(request, "purpose/goals.html", context)


@page("purpose/goals/set/", name="purpose.set_goal", permission="goals.set", methods=("GET", "POST"))
def set_down(request: Request) -> HttpResponse:
    """Set down a goal that the district adopted."""
    form = GoalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = sent(form, lambda: set_goal(request.actor, form.statement(), now=utc_now()))
        if made:
            messages.success(request, _("The goal is set down. Next: which problems stand in its way?"))
            return redirect("purpose.goal", made.pk)
    return render(request, "purpose/goal_form.html", {"form": form, "goal": None})


@page("purpose/goals/<uuid:goal_id>/", name="purpose.goal", permission="purpose.see")
def goal(request: Request, goal_id: UUID) -> HttpResponse:
    """A goal: what it says, who adopted it, the problems that stand in its way."""
    found = goal_by_id(request.actor, str(goal_id))
    serving = [each.problem for each in found.problems_serving.select_related("problem__owner")]
    context = {
        "goal": found,
        "plan": PLAN_NAMES[GoalPlan(found.plan)],
        "holds": goal_holds(found, localdate()),
        "problems": [_problem(each) for each in serving],
        "history": happened_to("goal", str(found.pk)),
        "may_set": request.actor.may("goals.set"),
    }
    return render(request, "purpose/goal.html", context)


@page(
    "purpose/goals/<uuid:goal_id>/restate/",
    name="purpose.restate_goal",
    permission="goals.set",
    methods=("GET", "POST"),
)
def restate(request: Request, goal_id: UUID) -> HttpResponse:
    """State a goal anew, with a reason."""
    found = goal_by_id(request.actor, str(goal_id))
    typed = goal_as_typed(goal_statement_of(found))
    form = GoalAnewForm(request.POST if request.method == "POST" else None, initial=typed)
    if request.method == "POST":

        def act() -> Goal:
            because = form.answer("because")
            return restate_goal(request.actor, found, form.statement(), because=because, now=utc_now())

        if sent(form, act):
            messages.success(request, _("The goal is stated anew. What it said before is in its history."))
            return redirect("purpose.goal", found.pk)
    return render(request, "purpose/goal_form.html", {"form": form, "goal": found})


@page("purpose/goals/<uuid:goal_id>/end/", name="purpose.end_goal", permission="goals.set", methods=("GET", "POST"))
def end(request: Request, goal_id: UUID) -> HttpResponse:
    """Say that the district does not pursue a goal any more."""
    found = goal_by_id(request.actor, str(goal_id))
    act = Act(
        title=_("End a goal"),
        button=_("End it"),
        done=_("The goal has ended. Its problems stay on the list."),
        will=(
            Sentence("The goal does not hold any more. It stays readable, with its history."),
            Sentence("Problems that serve it stay on the list; no new one can be attached to it."),
        ),
        do=lambda given: end_goal(request.actor, found, because=given["because"], now=utc_now()),
        asks=(Ask("because", _("Why does it end?")),),
        tone="stop",
    )
    return shown_first(request, act, of=found.title, back=reverse("purpose.goal", args=[found.pk]))


@page(
    "purpose/problems/<uuid:problem_id>/goals/",
    name="purpose.serve",
    permission="problems.revise",
    methods=("POST",),
)
def serve(request: Request, problem_id: UUID) -> HttpResponse:
    """Attach a problem to a goal, or detach it."""
    problem = problem_by_id(request.actor, str(problem_id))
    chosen = goal_by_id(request.actor, request.POST.get("goal", ""))
    if "detach" in request.POST:
        detach_from_goal(request.actor, problem, chosen, now=utc_now())
        messages.success(request, _("The problem does not serve that goal any more."))
    else:
        attach_to_goal(request.actor, problem, chosen, now=utc_now())
        messages.success(request, _("The problem serves that goal from now on."))
    return redirect("purpose.problem", problem.pk)


def _told(goal: Goal, serving: list[DistrictProblem]) -> dict[str, Any]:
    mine = [each for each in serving if any(served.goal_id == goal.pk for served in each.goals_served.all())]
    return {"goal": goal, "plan": PLAN_NAMES[GoalPlan(goal.plan)], "problems": [_problem(each) for each in mine]}


def _problem(problem: DistrictProblem) -> dict[str, Any]:
    return {"problem": problem, "sentence": way_of(problem).sentence, "uses": problem.use_cases.all()}
