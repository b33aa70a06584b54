"""Handing a policy over to somebody else who answers for it."""

from __future__ import annotations

from datetime import datetime

from chalkline.govern.policies import repeal_refusals
from chalkline.govern.policies.events import PolicyHandedOver
from chalkline.govern.policies.models import Policy
from chalkline.govern.policies.queries import policy_ref
from chalkline.govern.policies.repeals import can_own
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, command


@command(records=(PolicyHandedOver,))
def hand_over_policy(actor: Actor, policy: Policy, person: Person | None, *, now: datetime) -> Policy:
    """Put another name on a policy. Whoever has it may, and whoever writes policies. None: who was meant is not here.

    Raises Problem: policies.not_an_owner, policies.owned_already.
    """
    current = Policy.objects.select_for_update(of=("self",)).select_related("owner").get(pk=policy.pk)
    actor.must("policies.hand_over", owner_id=str(current.owner_id))
    if person is None or not can_own(person):
        raise repeal_refusals.not_an_owner(str(person) if person else "")
    if person.pk == current.owner_id:
        raise repeal_refusals.owned_already(str(person))
    current.owner = person
    current.save(update_fields=["owner"])
    to = SubjectRef("person", str(person.pk))
    record(PolicyHandedOver(policy_ref(current), to, current.code, str(person)), actor_id=actor.id, now=now)
    return current
