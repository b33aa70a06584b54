"""The public door of duties."""

from chalkline.data.duties.commands import give_duty, meet_duty, reopen_duty, track_duties, waive_duty
from chalkline.data.duties.law import duty_rules
from chalkline.data.duties.models import Duty
from chalkline.data.duties.queries import duties, duties_of_tool, duties_to_see_to, duty_by_id, rule_of
from chalkline.data.duties.rules import grounds_of, is_late, next_due
from chalkline.data.duties.words import (
    DISTRICT,
    GROUND_NAMES,
    GROUP_NAMES,
    STATE_NAMES,
    DutyRule,
    DutyState,
    Ground,
    ToolGiven,
)

__all__ = [
    "DISTRICT",
    "GROUND_NAMES",
    "GROUP_NAMES",
    "STATE_NAMES",
    "Duty",
    "DutyRule",
    "DutyState",
    "Ground",
    "ToolGiven",
    "duties",
    "duties_of_tool",
    "duties_to_see_to",
    "duty_by_id",
    "duty_rules",
    "give_duty",
    "grounds_of",
    "is_late",
    "meet_duty",
    "next_due",
    "reopen_duty",
    "rule_of",
    "track_duties",
    "waive_duty",
]
