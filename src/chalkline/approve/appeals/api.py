"""The public door of appeals."""

from chalkline.approve.appeals.commands import file_appeal, hear_appeal, settle_by_committee, withdraw_appeal
from chalkline.approve.appeals.following import follow_appeal
from chalkline.approve.appeals.models import Appeal
from chalkline.approve.appeals.queries import (
    appeal_by_id,
    appeals,
    appeals_to_hear,
    conditions_if_granted,
    decision_to_appeal,
    open_appeal,
    was_appealed,
    who_could_hear,
    who_hears,
)
from chalkline.approve.appeals.words import APPEAL_STATE_NAMES, About, AppealState

__all__ = [
    "APPEAL_STATE_NAMES",
    "About",
    "Appeal",
    "AppealState",
    "appeal_by_id",
    "appeals",
    "appeals_to_hear",
    "conditions_if_granted",
    "decision_to_appeal",
    "file_appeal",
    "follow_appeal",
    "hear_appeal",
    "open_appeal",
    "settle_by_committee",
    "was_appealed",
    "who_could_hear",
    "who_hears",
    "withdraw_appeal",
]
