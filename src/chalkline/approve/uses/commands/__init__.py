"""Writes of approved uses: granted by a decision, stopped by one person, let go on by two, kept, ended."""

from chalkline.approve.uses.commands.granting import CHANGED, grant_use, note_outcome
from chalkline.approve.uses.commands.keeping import name_keeper, note_kept
from chalkline.approve.uses.commands.stopping import ask_to_lift, end_use, lift_suspension, limit_use, suspend_use
from chalkline.approve.uses.commands.taking_back import take_back

__all__ = [
    "CHANGED",
    "ask_to_lift",
    "end_use",
    "grant_use",
    "lift_suspension",
    "limit_use",
    "name_keeper",
    "note_kept",
    "note_outcome",
    "suspend_use",
    "take_back",
]
