"""Writes of problems: naming one, revising one, attaching it to a goal of the district."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import EMPLOYED, Actor, actor_of_person, command, person_by_id
from chalkline.purpose.goals.api import Goal, goal_holds
from chalkline.purpose.goals.rules import ended
from chalkline.purpose.problems import rules
from chalkline.purpose.problems.events import (
    ProblemAttachedToGoal,
    ProblemDetachedFromGoal,
    ProblemNamed,
    ProblemRevised,
)
from chalkline.purpose.problems.models import DistrictProblem, ServedGoal
from chalkline.purpose.problems.words import ProblemStatement, number_text


@command(records=(ProblemNamed,))
def name_problem(actor: Actor, statement: ProblemStatement, *, now: datetime) -> DistrictProblem:
    """Put a problem on the district's list."""
    actor.must("problems.name")
    _check(statement, now=now)
    problem = DistrictProblem.objects.create(
        **_columns(statement), named_by_id=actor.id, named_at=now, digest=statement.digest
    )
    record(ProblemNamed(**_said(problem, statement)), actor_id=actor.id, now=now)
    return problem


@command(records=(ProblemRevised,), may_change_nothing=True)
def revise_problem(
    actor: Actor, problem: DistrictProblem, statement: ProblemStatement, *, because: str, now: datetime
) -> DistrictProblem:
    """State a problem anew, with a reason. Saying the same again changes nothing."""
    current = DistrictProblem.objects.select_for_update(no_key=True).get(pk=problem.pk)
    actor.must("problems.revise", owner_id=str(current.owner_id))
    _check(statement, now=now)
    if statement.digest == current.digest:
        return current
    rules.must_say_why(because)
    former = current.digest
    for name, value in _columns(statement).items():
        setattr(current, name, value)
    current.revised_at, current.digest = now, statement.digest
    current.save()
    said = _said(current, statement)
    record(ProblemRevised(**said, former_digest=former, because=because.strip()), actor_id=actor.id, now=now)
    return current


@command(records=(ProblemAttachedToGoal,), may_change_nothing=True)
def attach_to_goal(actor: Actor, problem: DistrictProblem, goal: Goal, *, now: datetime) -> ServedGoal:
    """Say that solving a problem serves a goal that holds. Twice changes nothing."""
    current = DistrictProblem.objects.select_for_update(no_key=True).get(pk=problem.pk)
    actor.must("problems.revise", owner_id=str(current.owner_id))
    found = ServedGoal.objects.filter(problem=current, goal=goal).first()
    if found:
        return found
    if not goal_holds(goal, localdate(now)):
        raise ended(goal.title)
    served = ServedGoal.objects.create(problem=current, goal=goal, attached_by_id=actor.id, attached_at=now)
    record(ProblemAttachedToGoal(*_both(current, goal)), actor_id=actor.id, now=now)
    return served


@command(records=(ProblemDetachedFromGoal,), may_change_nothing=True)
def detach_from_goal(actor: Actor, problem: DistrictProblem, goal: Goal, *, now: datetime) -> DistrictProblem:
    """Say that solving a problem does not serve a goal. Twice changes nothing."""
    current = DistrictProblem.objects.select_for_update(no_key=True).get(pk=problem.pk)
    actor.must("problems.revise", owner_id=str(current.owner_id))
    removed, _ = ServedGoal.objects.filter(problem=current, goal=goal).delete()
    if removed:
        record(ProblemDetachedFromGoal(*_both(current, goal)), actor_id=actor.id, now=now)
    return current


def _both(problem: DistrictProblem, goal: Goal) -> tuple[SubjectRef, SubjectRef, str, str]:
    refs = SubjectRef("problem", str(problem.pk), problem.digest), SubjectRef("goal", str(goal.pk), goal.digest)
    return (*refs, problem.title, goal.title)


def _check(statement: ProblemStatement, *, now: datetime) -> None:
    rules.must_be_complete(statement, today=localdate(now))
    owner = person_by_id(statement.owner_id)
    rules.must_be_owned(works_here=bool(owner and actor_of_person(owner).roles & EMPLOYED))


def _columns(statement: ProblemStatement) -> dict[str, Any]:
    outcome = statement.outcome
    return {
        "title": statement.title,
        "what_happens": statement.what_happens,
        "area": statement.area.value,
        "evidence": [each.as_json() for each in statement.evidence],
        "tried": statement.tried,
        "measure": outcome.measure,
        "unit": outcome.unit,
        "baseline": outcome.baseline,
        "target": outcome.target,
        "by_on": outcome.by_on,
        "owner_id": statement.owner_id,
    }


def _said(problem: DistrictProblem, statement: ProblemStatement) -> dict[str, Any]:
    outcome = statement.outcome
    return {
        "problem": SubjectRef("problem", str(problem.pk), statement.digest),
        "owner": SubjectRef("person", statement.owner_id),
        "title": statement.title,
        "area": statement.area.value,
        "measure": outcome.measure,
        "baseline": number_text(outcome.baseline),
        "target": number_text(outcome.target),
        "by_on": outcome.by_on.isoformat(),
        "what_happens": statement.what_happens,
    }
