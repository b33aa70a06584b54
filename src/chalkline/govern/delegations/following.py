"""What follows for delegations from a decision. Listed in project/reactions.py."""

from __future__ import annotations

from datetime import datetime

from chalkline.govern.decisions.api import Decision
from chalkline.govern.delegations.commands import adopt_delegation, settle_look
from chalkline.kernel.ids import id_from
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor

FOLLOW = {"delegation": adopt_delegation, "look": settle_look}


def follow_delegation_decision(told: Told, *, now: datetime) -> None:
    """A committee decided on a delegation, or looked at a decision that was taken by one."""
    follow = FOLLOW.get(told.values["subject"]["kind"])
    decision = Decision.objects.filter(pk=id_from(told.values["decision"]["id"])).first() if follow else None
    if follow and decision:
        follow(system_actor("reactions"), decision, now=now)
