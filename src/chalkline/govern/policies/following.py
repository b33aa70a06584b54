"""What a policy does when a committee has decided, or has not."""

from __future__ import annotations

from datetime import datetime

from chalkline.govern.committees.api import waiting_item
from chalkline.govern.decisions.api import Decision
from chalkline.govern.policies.commands import settle_repeal, settle_version
from chalkline.kernel.ids import id_from
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor

KIND, REPEAL = "policy_version", "policy_repeal"


def follow_policy_decision(told: Told, *, now: datetime) -> None:
    """A decision was recorded: if it is on a version or a repeal, that is adopted, set aside or open again."""
    found = Decision.objects.select_related("committee").filter(
        pk=id_from(told.values["decision"]["id"]), subject_kind__in=[KIND, REPEAL]
    )
    decision = found.first()
    if decision is not None:
        settle = settle_version if decision.subject_kind == KIND else settle_repeal
        settle(system_actor("reactions"), decision.subject_id, decision, now=now)


def return_policy(told: Told, *, now: datetime) -> None:
    """An item was carried over or taken off: its version or repeal can be put before another meeting."""
    subject = told.values["subject"]
    if subject["kind"] in (KIND, REPEAL) and not waiting_item(subject["kind"], subject["id"]):
        settle = settle_version if subject["kind"] == KIND else settle_repeal
        settle(system_actor("reactions"), subject["id"], None, now=now)
