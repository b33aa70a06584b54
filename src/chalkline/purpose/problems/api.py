"""The public door of problems."""

from chalkline.purpose.problems.commands import attach_to_goal, detach_from_goal, name_problem, revise_problem
from chalkline.purpose.problems.events import ProblemNamed
from chalkline.purpose.problems.models import DistrictProblem
from chalkline.purpose.problems.queries import goals_served, problem_by_id, problems, statement_of
from chalkline.purpose.problems.words import (
    GOAL_AREA_NAMES,
    Evidence,
    GoalArea,
    Outcome,
    ProblemStatement,
    number_text,
)

__all__ = [
    "GOAL_AREA_NAMES",
    "DistrictProblem",
    "Evidence",
    "GoalArea",
    "Outcome",
    "ProblemNamed",
    "ProblemStatement",
    "attach_to_goal",
    "detach_from_goal",
    "goals_served",
    "name_problem",
    "number_text",
    "problem_by_id",
    "problems",
    "revise_problem",
    "statement_of",
]
