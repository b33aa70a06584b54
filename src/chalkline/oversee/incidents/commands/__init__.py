"""Writes of concerns and incidents."""

from chalkline.oversee.incidents.commands.closed_days import close_day, open_day
from chalkline.oversee.incidents.commands.closing import close_incident, note_change_made
from chalkline.oversee.incidents.commands.concerns import answer_concern, raise_concern, take_up_concern
from chalkline.oversee.incidents.commands.opening import open_incident, revise_account
from chalkline.oversee.incidents.commands.running import note_telling, settle_clock, stop_use_for_incident

__all__ = [
    "answer_concern",
    "close_day",
    "close_incident",
    "note_change_made",
    "note_telling",
    "open_day",
    "open_incident",
    "raise_concern",
    "revise_account",
    "settle_clock",
    "stop_use_for_incident",
    "take_up_concern",
]
