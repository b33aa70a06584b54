"""Writes of appeals: making one, withdrawing it, hearing it; following the committee where it decides anew."""

from chalkline.approve.appeals.commands.appealing import file_appeal, withdraw_appeal
from chalkline.approve.appeals.commands.hearing import hear_appeal, settle_by_committee

__all__ = ["file_appeal", "hear_appeal", "settle_by_committee", "withdraw_appeal"]
