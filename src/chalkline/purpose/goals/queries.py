"""Reads of goals: all, those that hold, one."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.goals.models import Goal
from chalkline.purpose.goals.words import GoalPlan, GoalStatement


def goals(actor: Actor, *, search: str = "", plan: str = "") -> QuerySet[Goal]:
    """Every goal of the district, by the day from which it holds."""
    actor.must("purpose.see")
    found = Goal.objects.select_related("set_by")
    if search.strip():
        found = found.filter(title__icontains=search.strip())
    return found.filter(plan=plan) if plan else found


def goals_that_hold(actor: Actor, on: date) -> QuerySet[Goal]:
    """Goals that were not ended and whose last day has not passed."""
    return goals(actor).filter(ended_at=None, until_on__gte=on)


def goal_by_id(actor: Actor, goal_id: str) -> Goal:
    """One goal. Raises Problem("not_found")."""
    found = goals(actor).filter(pk=id_from(goal_id)).first()
    if found is None:
        raise not_found(Sentence("goal"))
    return found


def goal_holds(goal: Goal, on: date) -> bool:
    """Whether the district still wants it."""
    return goal.ended_at is None and goal.until_on >= on


def goal_statement_of(goal: Goal) -> GoalStatement:
    """The goal as it is stated now, as a value: its ``digest`` names this version."""
    return GoalStatement(
        title=goal.title,
        what_it_says=goal.what_it_says,
        plan=GoalPlan(goal.plan),
        adopted_by=goal.adopted_by,
        from_on=goal.from_on,
        until_on=goal.until_on,
        link=goal.link,
    )
