"""Writes of problems: naming one, revising one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import EMPLOYED, Actor, actor_of_person, command, person_by_id
from chalkline.purpose.problems import rules
from chalkline.purpose.problems.events import ProblemNamed, ProblemRevised
from chalkline.purpose.problems.models import DistrictProblem
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
