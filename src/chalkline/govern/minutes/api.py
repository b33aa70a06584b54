"""The public door of minutes."""

from chalkline.govern.minutes.commands import (
    approve_minutes,
    ask_for_correction,
    follow_minutes_decision,
    propose_minutes,
    read_sealed_note,
    seal_note,
    settle_correction,
    write_passage,
)
from chalkline.govern.minutes.models import Correction, MeetingMinutes, SealedNote
from chalkline.govern.minutes.queries import (
    correction_by_id,
    corrections_of,
    is_intact_minutes,
    may_write_minutes,
    minutes_to_approve,
    public_meeting,
    public_meetings,
    public_minutes,
    sealed_notes_for,
    written_minutes,
)
from chalkline.govern.minutes.rules import PublicItem, PublicMinutes
from chalkline.govern.minutes.words import (
    ABOUT_ITEM,
    FREE_PASSAGES,
    MINUTES_STATES,
    PASSAGE_NAMES,
    TALK,
    MinutesState,
    Written,
)

__all__ = [
    "ABOUT_ITEM",
    "FREE_PASSAGES",
    "MINUTES_STATES",
    "PASSAGE_NAMES",
    "TALK",
    "Correction",
    "MeetingMinutes",
    "MinutesState",
    "PublicItem",
    "PublicMinutes",
    "SealedNote",
    "Written",
    "approve_minutes",
    "ask_for_correction",
    "correction_by_id",
    "corrections_of",
    "follow_minutes_decision",
    "is_intact_minutes",
    "may_write_minutes",
    "minutes_to_approve",
    "propose_minutes",
    "public_meeting",
    "public_meetings",
    "public_minutes",
    "read_sealed_note",
    "seal_note",
    "sealed_notes_for",
    "settle_correction",
    "write_passage",
    "written_minutes",
]
