"""What follows for the rules of the way from a decision. Listed in project/reactions.py."""

from __future__ import annotations

from datetime import datetime

from chalkline.approve.routes.commands import adopt_rules
from chalkline.govern.decisions.api import Decision
from chalkline.kernel.ids import id_from
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor


def follow_route_rules(told: Told, *, now: datetime) -> None:
    """A decision on other rules was recorded: they hold from now on, or were turned down."""
    if told.values["subject"]["kind"] != "route_rules":
        return
    decision = Decision.objects.filter(pk=id_from(told.values["decision"]["id"])).first()
    if decision:
        adopt_rules(system_actor("reactions"), decision, now=now)
