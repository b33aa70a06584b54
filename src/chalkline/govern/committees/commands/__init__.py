"""Writes of committees, by what they are about: the charter, meetings, the agenda, voting."""

from chalkline.govern.committees.commands.agenda import bar_person, put_item, take_item_off
from chalkline.govern.committees.commands.charter import (
    charter_committee,
    end_seat,
    keep_charter,
    lapse_charter,
    name_chair,
    seat_member,
)
from chalkline.govern.committees.commands.meetings import (
    adjourn_meeting,
    call_meeting,
    cancel_meeting,
    note_arrival,
    note_departure,
    open_meeting,
)
from chalkline.govern.committees.commands.voting import cast_vote, declare_conflict, make_motion

__all__ = [
    "adjourn_meeting",
    "bar_person",
    "call_meeting",
    "cancel_meeting",
    "cast_vote",
    "charter_committee",
    "declare_conflict",
    "end_seat",
    "keep_charter",
    "lapse_charter",
    "make_motion",
    "name_chair",
    "note_arrival",
    "note_departure",
    "open_meeting",
    "put_item",
    "seat_member",
    "take_item_off",
]
