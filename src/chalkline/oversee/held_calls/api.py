"""The public door of held calls."""

from chalkline.oversee.held_calls.commands import (
    keep_held_calls,
    name_releaser,
    note_held_call_sent,
    read_held_call,
    refuse_held_call,
    release_held_call,
    take_in_held_call,
)
from chalkline.oversee.held_calls.jobs import take_in
from chalkline.oversee.held_calls.models import HeldCall, HeldReading, Releaser
from chalkline.oversee.held_calls.queries import (
    held_call_by_id,
    held_calls,
    held_calls_to_settle,
    made_by,
    own_held_calls,
    releaser_of,
)
from chalkline.oversee.held_calls.words import STATE_NAMES
from chalkline.rulebook.pack import HoldState

__all__ = [
    "STATE_NAMES",
    "HeldCall",
    "HeldReading",
    "HoldState",
    "Releaser",
    "held_call_by_id",
    "held_calls",
    "held_calls_to_settle",
    "keep_held_calls",
    "made_by",
    "name_releaser",
    "note_held_call_sent",
    "own_held_calls",
    "read_held_call",
    "refuse_held_call",
    "release_held_call",
    "releaser_of",
    "take_in",
    "take_in_held_call",
]
