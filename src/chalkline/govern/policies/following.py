"""What a policy does when a committee has decided, or has not."""

from __future__ import annotations

from datetime import datetime

from chalkline.govern.committees.api import waiting_item
from chalkline.govern.decisions.api import Decision
from chalkline.govern.policies.commands import settle_version
from chalkline.kernel.ids import id_from
from chalkline.ledger.api import Told
from chalkline.people.api import system_actor

KIND = "policy_version"


def follow_policy_decision(told: Told, *, now: datetime) -> None:
    """A decision was recorded: if it is on a policy, that version is adopted, set aside or a draft again."""
    found = Decision.objects.select_related("committee").filter(
        pk=id_from(told.values["decision"]["id"]), subject_kind=KIND
    )
    decision = found.first()
    if decision is not None:
        settle_version(system_actor("reactions"), decision.subject_id, decision, now=now)


def return_policy(told: Told, *, now: datetime) -> None:
    """An item was carried over or taken off: its version can be written on, and put before another meeting."""
    subject = told.values["subject"]
    if subject["kind"] == KIND and not waiting_item(KIND, subject["id"]):
        settle_version(system_actor("reactions"), subject["id"], None, now=now)
