"""Deciding a matter by a delegation: within its limits, never one's own, perhaps drawn for a look."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from chalkline.govern.decisions.api import Alone, Basis, Decision, decide_alone
from chalkline.govern.decisions.events import AppealHeard, DecisionDelegated
from chalkline.govern.delegations import rules
from chalkline.govern.delegations.events import LookDrawn
from chalkline.govern.delegations.models import Delegation, Look
from chalkline.govern.delegations.queries import (
    decided_by_it,
    delegates_of,
    everybody_barred,
    limits_of,
    taken_in_month,
)
from chalkline.govern.delegations.words import DelegationState, LookState, Matter, Said, is_drawn
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, command, system_actor


@command(records=(DecisionDelegated, AppealHeard, LookDrawn))
def decide_by_delegation(
    actor: Actor, delegation: Delegation, matter: Matter, said: Said, *, now: datetime
) -> Decision:
    """Decide a matter for the committee that gave the right.

    Raises Problem: delegations.own_matter, delegations.not_covered, decisions.already_decided. Two who decide by one
    delegation at once take turns, so that its number a month holds.
    """
    found = Delegation.objects.select_for_update(of=("self",), no_key=True)
    current = found.select_related("committee", "person", "decision").get(pk=delegation.pk)
    is_delegate = actor.id in {str(person.pk) for person in delegates_of(current)}
    actor.must("delegations.decide_by", assigned=is_delegate)
    today = localdate(now)
    if current.state != DelegationState.IN_FORCE or current.decision is None:
        raise rules.not_now()
    rules.must_not_be_own(actor.id, everybody_barred(matter))
    exceeds = rules.what_exceeds(limits_of(current), matter, taken_in_month(current, today), today)
    if exceeds:
        raise rules.not_covered(exceeds)
    if not said.reason.strip() or len(said.reason) > rules.REASON_LIMIT:
        raise rules.reason_needed()
    is_first = not decided_by_it(current).exists()
    alone = Alone(
        basis=Basis.DELEGATION,
        basis_ref=SubjectRef("delegation", str(current.pk), current.digest),
        rests_on=str(current.decision),
        subject=matter.subject,
        title=matter.title,
        light=matter.level,
        outcome=said.outcome,
        conditions=said.conditions,
        expires_on=said.expires_on,
        reason=said.reason.strip(),
        keepers=said.keepers,
    )
    decision = decide_alone(system_actor("delegations"), actor, current.committee, alone, now=now)
    if is_first or is_drawn(str(decision.pk), current.percent):
        _draw(current, decision, matter, actor, now)
    return decision


def _draw(delegation: Delegation, decision: Decision, matter: Matter, actor: Actor, now: datetime) -> None:
    look = Look.objects.create(
        delegation=delegation,
        decision=decision,
        barred=sorted({*everybody_barred(matter), actor.id}),
        state=LookState.WAITING.value,
        drawn_at=now,
    )
    told = LookDrawn(
        SubjectRef("look", str(look.pk), decision.digest),
        SubjectRef("decision", str(decision.pk), decision.digest),
        SubjectRef("delegation", str(delegation.pk), delegation.digest),
        str(decision),
        decision.title,
    )
    record(told, actor_id=system_actor("delegations").id, now=now)
