"""What follows for the portfolio from a decision. Listed in project/reactions.py."""

from __future__ import annotations

from datetime import datetime

from chalkline.govern.decisions.api import Decision
from chalkline.kernel.ids import id_from
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor
from chalkline.purpose.portfolio.commands import adopt_rule


def follow_rule_decision(told: Told, *, now: datetime) -> None:
    """A decision on weights or on the limit was recorded: they hold from now on, or were turned down."""
    subject = told.values["subject"]
    if subject["kind"] != "portfolio_rule":
        return
    decision = Decision.objects.filter(pk=id_from(told.values["decision"]["id"])).first()
    if decision:
        adopt_rule(system_actor("reactions"), decision, now=now)
