"""What follows for appeals from a committee's decision. Listed in project/reactions.py."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.appeals.commands import settle_by_committee
from chalkline.govern.decisions.api import Decision
from chalkline.kernel.ids import id_from
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor


def follow_appeal(told: Told, *, now: datetime) -> None:
    """A committee decided anew on what was appealed."""
    decision = Decision.objects.filter(pk=id_from(told.values["decision"]["id"]), subject_kind="request").first()
    if decision:
        settle_by_committee(system_actor("reactions"), decision, now=now)
