"""Writes of committees, by what they are about: the charter, seats, meetings, the agenda, voting."""

from chalkline.govern.committees.commands.agenda import bar_person, put_item, restate_item, take_item_off
from chalkline.govern.committees.commands.charter import (
    amend_charter,
    charter_committee,
    keep_charter,
    lapse_charter,
    name_secretary,
)
from chalkline.govern.committees.commands.consent import pull_off_consent, put_on_consent, vote_on_consent
from chalkline.govern.committees.commands.interests import declare_interest, end_interest
from chalkline.govern.committees.commands.meetings import (
    adjourn_meeting,
    call_meeting,
    cancel_meeting,
    move_meeting,
    note_arrival,
    note_departure,
    open_meeting,
)
from chalkline.govern.committees.commands.seats import end_seat, name_chair, renew_seat, seat_alternate, seat_member
from chalkline.govern.committees.commands.sessions import close_session, open_session
from chalkline.govern.committees.commands.voting import cast_vote, declare_conflict, make_motion
from chalkline.govern.committees.commands.writing import open_written_vote, remind_of_written_vote, stop_written_vote

__all__ = [
    "adjourn_meeting",
    "amend_charter",
    "bar_person",
    "call_meeting",
    "cancel_meeting",
    "cast_vote",
    "charter_committee",
    "close_session",
    "declare_conflict",
    "declare_interest",
    "end_interest",
    "end_seat",
    "keep_charter",
    "lapse_charter",
    "make_motion",
    "move_meeting",
    "name_chair",
    "name_secretary",
    "note_arrival",
    "note_departure",
    "open_meeting",
    "open_session",
    "open_written_vote",
    "pull_off_consent",
    "put_item",
    "put_on_consent",
    "remind_of_written_vote",
    "renew_seat",
    "restate_item",
    "seat_alternate",
    "seat_member",
    "stop_written_vote",
    "take_item_off",
    "vote_on_consent",
]
