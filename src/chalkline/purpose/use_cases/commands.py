"""Writes of use cases: proposing one, revising one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.purpose.problems.models import DistrictProblem
from chalkline.purpose.use_cases import rules
from chalkline.purpose.use_cases.events import UseCaseProposed, UseCaseRevised
from chalkline.purpose.use_cases.models import UseCase
from chalkline.purpose.use_cases.words import UseCaseOutline
from chalkline.rulebook.api import vocabulary


@command(records=(UseCaseProposed,))
def propose_use_case(actor: Actor, problem: DistrictProblem, outline: UseCaseOutline, *, now: datetime) -> UseCase:
    """Put a way AI might help beside a problem."""
    actor.must("use_cases.propose")
    rules.must_be_complete(outline, vocabulary())
    use_case = UseCase.objects.create(
        problem=problem, **_columns(outline), proposed_by_id=actor.id, proposed_at=now, digest=outline.digest
    )
    record(UseCaseProposed(**_said(use_case), problem_title=problem.title), actor_id=actor.id, now=now)
    return use_case


@command(records=(UseCaseRevised,), may_change_nothing=True)
def revise_use_case(actor: Actor, use_case: UseCase, outline: UseCaseOutline, *, now: datetime) -> UseCase:
    """Outline a use case anew. Saying the same again changes nothing."""
    current = UseCase.objects.select_for_update(of=("self",), no_key=True).select_related("problem").get(pk=use_case.pk)
    actor.must("use_cases.revise", owner_id=str(current.proposed_by_id))
    rules.must_be_complete(outline, vocabulary())
    if outline.digest == current.digest:
        return current
    former = current.digest
    for name, value in _columns(outline).items():
        setattr(current, name, value)
    current.revised_at, current.digest = now, outline.digest
    current.save()
    record(UseCaseRevised(**_said(current), former_digest=former), actor_id=actor.id, now=now)
    return current


def _columns(outline: UseCaseOutline) -> dict[str, Any]:
    return {**outline.as_json(), "area": vocabulary().purposes[outline.purpose].area}


def _said(use_case: UseCase) -> dict[str, Any]:
    return {
        "use_case": SubjectRef("use_case", str(use_case.pk), use_case.digest),
        "problem": SubjectRef("problem", str(use_case.problem_id), use_case.problem.digest),
        "title": use_case.title,
        "purpose": use_case.purpose,
        "kind": use_case.kind,
        "flags_people": use_case.flags_people,
        "how_it_helps": use_case.how_it_helps,
        "human_decision": use_case.human_decision,
    }
