"""Reads of use cases."""

from __future__ import annotations

from django.db.models import QuerySet

from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.purpose.use_cases.models import UseCase
from chalkline.purpose.use_cases.words import KindOfAI, UseCaseOutline


def use_cases(actor: Actor, *, search: str = "", purpose: str = "") -> QuerySet[UseCase]:
    """Use cases with their problems, newest first."""
    actor.must("purpose.see")
    found = UseCase.objects.select_related("problem", "proposed_by")
    if search.strip():
        found = found.filter(title__icontains=search.strip())
    return found.filter(purpose=purpose) if purpose else found


def use_case_by_id(actor: Actor, use_case_id: str) -> UseCase:
    """One use case. Raises Problem("not_found")."""
    found = use_cases(actor).filter(pk=id_from(use_case_id)).first()
    if found is None:
        raise not_found(Sentence("use case"))
    return found


def outline_of(use_case: UseCase) -> UseCaseOutline:
    """The use case as it is outlined now, as a value: its ``digest`` names this version."""
    return UseCaseOutline(
        title=use_case.title,
        how_it_helps=use_case.how_it_helps,
        purpose=use_case.purpose,
        kind=KindOfAI(use_case.kind),
        roles=frozenset(use_case.roles),
        grade_bands=frozenset(use_case.grade_bands),
        flags_people=use_case.flags_people,
        inputs=frozenset(use_case.inputs),
        human_decision=use_case.human_decision,
        decided_by=use_case.decided_by,
        errors_by_group=use_case.errors_by_group,
    )
