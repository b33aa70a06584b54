"""The public door of goals."""

from chalkline.purpose.goals.commands import end_goal, restate_goal, set_goal
from chalkline.purpose.goals.models import Goal
from chalkline.purpose.goals.queries import goal_by_id, goal_holds, goal_statement_of, goals, goals_that_hold
from chalkline.purpose.goals.words import PLAN_NAMES, GoalPlan, GoalStatement

__all__ = [
    "PLAN_NAMES",
    "Goal",
    "GoalPlan",
    "GoalStatement",
    "end_goal",
    "goal_by_id",
    "goal_holds",
    "goal_statement_of",
    "goals",
    "goals_that_hold",
    "restate_goal",
    "set_goal",
]
