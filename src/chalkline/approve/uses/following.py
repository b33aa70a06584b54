"""What follows from a decision. Listed in project/reactions.py."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.uses.commands import CHANGED, grant_use, note_outcome, take_back
from chalkline.govern.committees.api import Outcome
from chalkline.govern.decisions.api import Decision
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor

VOID = {"uses.packet_changed", "uses.not_asked", "portfolio.limit_reached"}
NO_ROOM = Sentence("As many high-impact use cases are active as the committee allows.")


def follow_decision(told: Told, *, now: datetime) -> None:
    """A decision on a request was recorded: an approval becomes an approved use, the rest is noted.

    Where the request is no longer what was decided on, or the limit of active high-impact use cases is
    reached, nothing is granted, and it says so. Where it was
    withdrawn meanwhile, there is nothing to do.
    """
    decision = Decision.objects.filter(pk=id_from(told.values["decision"]["id"]), subject_kind="request").first()
    if decision is None:
        return
    actor = system_actor("reactions")
    if not Outcome(decision.outcome).approves:
        note_outcome(actor, decision, now=now)
        return
    try:
        grant_use(actor, decision, now=now)
    except Problem as problem:
        if problem.code not in VOID:
            raise
        why = NO_ROOM if problem.code == "portfolio.limit_reached" else CHANGED
        note_outcome(actor, decision, why=why, now=now)


def follow_taken_back(told: Told, *, now: datetime) -> None:
    """The committee took back what was decided by delegation: the use ends, the request goes before the committee."""
    decision = Decision.objects.filter(pk=id_from(told.values["decision"]["id"]), subject_kind="request").first()
    if decision:
        reason = str(Sentence("The committee took back decision {number}.", number=str(decision)))
        take_back(system_actor("reactions"), decision, reason=reason, now=now)
