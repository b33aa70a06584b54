"""What the page of a policy says of its end and of who answers for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from chalkline.govern.policies.api import (
    Policy,
    RepealState,
    body_of,
    can_own,
    may_write,
    repeal_decided,
    repeal_open,
)
from chalkline.people.api import Actor


def ending_told(actor: Actor, policy: Policy, today: date) -> dict[str, Any]:
    """What the page of a policy says of its end and its owner, and what this reader may do about either."""
    asked, decided = repeal_open(policy), repeal_decided(policy)
    of = asked or decided
    waits = bool(asked and asked.state == RepealState.PROPOSED)
    by_committee = bool(of and of.version.decision_id)
    is_mine = bool(asked and str(asked.proposed_by_id) == actor.id)
    return {
        "asked": asked,
        "decided": decided,
        "is_over": bool(decided and decided.effective_on and decided.effective_on <= today),
        "body": body_of(of.version) if of else "",
        "is_proposed": waits,
        "may_put": waits and by_committee and may_write(actor),
        "may_record": waits and not by_committee and not is_mine and actor.may("policies.record_adoption"),
        "waits_for_another": waits and not by_committee and is_mine,
        "may_withdraw": waits and may_write(actor),
        "owner_is_here": can_own(policy.owner),
        "may_hand_over": decided is None and actor.may("policies.hand_over", owner_id=str(policy.owner_id)),
    }
