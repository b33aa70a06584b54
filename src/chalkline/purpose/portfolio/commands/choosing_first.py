"""Choosing the first workflow."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.ledger.api import record
from chalkline.people.api import Actor, command
from chalkline.purpose.portfolio import rules
from chalkline.purpose.portfolio.commands.scoring import use_case_ref
from chalkline.purpose.portfolio.events import FirstWorkflowChosen
from chalkline.purpose.portfolio.models import FirstWorkflow
from chalkline.purpose.portfolio.queries import candidates
from chalkline.purpose.use_cases.models import UseCase


@command(records=(FirstWorkflowChosen,), may_change_nothing=True)
def choose_first_workflow(actor: Actor, use_case: UseCase, *, because: str, now: datetime) -> FirstWorkflow:
    """Choose what the district begins with: one that passes the four tests. The former choice ends with it."""
    actor.must("portfolio.choose_first")
    present = FirstWorkflow.objects.select_for_update(no_key=True).filter(ended_at=None).first()
    if present and present.use_case_id == use_case.pk:
        return present
    verdict = next(each.verdict for each in candidates(actor, on=localdate(now)) if each.use_case.pk == use_case.pk)
    if verdict.is_good is not True:
        raise rules.not_first(verdict.sentence)
    said = rules.must_say_why(because)
    if present:
        present.ended_at = now
        present.save(update_fields=["ended_at"])
    chosen = FirstWorkflow.objects.create(use_case=use_case, because=said, chosen_by_id=actor.id, chosen_at=now)
    record(FirstWorkflowChosen(use_case_ref(use_case), use_case.title, said), actor_id=actor.id, now=now)
    return chosen
