"""Reads of problems."""

from __future__ import annotations

from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.goals.api import Goal
from chalkline.purpose.problems.models import DistrictProblem
from chalkline.purpose.problems.words import Evidence, GoalArea, Outcome, ProblemStatement


def problems(actor: Actor, *, search: str = "", area: str = "") -> QuerySet[DistrictProblem]:
    """Problems of the district, newest first."""
    actor.must("purpose.see")
    found = DistrictProblem.objects.select_related("owner", "named_by")
    if search.strip():
        found = found.filter(title__icontains=search.strip())
    return found.filter(area=area) if area else found


def problem_by_id(actor: Actor, problem_id: str) -> DistrictProblem:
    """One problem. Raises Problem("not_found")."""
    found = problems(actor).filter(pk=id_from(problem_id)).first()
    if found is None:
        raise not_found(Sentence("problem"))
    return found


def goals_served(problem: DistrictProblem) -> list[Goal]:
    """The goals that solving a problem serves."""
    return [served.goal for served in problem.goals_served.select_related("goal")]


def statement_of(problem: DistrictProblem) -> ProblemStatement:
    """The problem as it is stated now, as a value: its ``digest`` names this version."""
    return ProblemStatement(
        title=problem.title,
        what_happens=problem.what_happens,
        area=GoalArea(problem.area),
        evidence=tuple(Evidence(**each) for each in problem.evidence),
        outcome=Outcome(problem.measure, problem.unit, problem.baseline, problem.target, problem.by_on),
        owner_id=str(problem.owner_id),
        tried=problem.tried,
    )
