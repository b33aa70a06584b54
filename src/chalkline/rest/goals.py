"""/api/v1/goals: what the district has set out to do, and which problems stand in its way."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.purpose.goals.api import Goal, GoalPlan, GoalStatement, goal_by_id, goals, set_goal
from chalkline.purpose.problems.api import attach_to_goal, problem_by_id
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["goals"])

STATED = {
    "title": "More students read science at grade level",
    "what_it_says": "By spring 2028, 60 percent of grade 7 passes the science screener.",
    "plan": "improvement_plan",
    "adopted_by": "School board",
    "from_on": "2026-07-01",
    "until_on": "2028-06-30",
    "link": "",
}


class GoalSaid(Sent):
    """A goal as a plan states it."""

    model_config = like(**STATED)

    title: Short
    what_it_says: Text
    plan: GoalPlan
    adopted_by: Short
    from_on: date
    until_on: date
    link: Short = ""


class GoalTold(Schema):
    """A goal as it is stated now. ``digest`` names this version."""

    id: str
    title: str
    what_it_says: str
    plan: str
    adopted_by: str
    from_on: date
    until_on: date
    link: str
    has_ended: bool
    digest: str


class GoalPage(Page[GoalTold]):
    """Goals, by the day from which they hold."""


class GoalServed(Sent):
    """The goal that solving a problem serves."""

    model_config = like(goal_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    goal_id: UUID


@router.get("/goals", response={200: GoalPage, REFUSALS: ProblemDocument})
def list_goals(request: HttpRequest, span: Query[Span], search: Short = "", plan: Id = "") -> object:
    """Every goal of the district."""
    return paged(goals(who(request), search=search, plan=plan), span, _told)


@router.post("/goals", response={201: GoalTold, REFUSALS: ProblemDocument})
def set_a_goal(request: HttpRequest, goal: GoalSaid) -> object:
    """Set down a goal that the district has adopted."""
    return created(_told(set_goal(who(request), GoalStatement(**goal.dict()), now=utc_now())))


@router.post("/problems/{problem_id}/goals", response={200: GoalTold, REFUSALS: ProblemDocument})
def attach_a_problem(request: HttpRequest, problem_id: UUID, served: GoalServed) -> object:
    """Say that solving a problem serves a goal."""
    actor = who(request)
    goal = goal_by_id(actor, str(served.goal_id))
    attach_to_goal(actor, problem_by_id(actor, str(problem_id)), goal, now=utc_now())
    return _told(goal)


def _told(goal: Goal) -> GoalTold:
    return GoalTold(
        id=str(goal.pk),
        title=goal.title,
        what_it_says=goal.what_it_says,
        plan=goal.plan,
        adopted_by=goal.adopted_by,
        from_on=goal.from_on,
        until_on=goal.until_on,
        link=goal.link,
        has_ended=goal.ended_at is not None,
        digest=goal.digest,
    )
