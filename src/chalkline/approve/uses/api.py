"""The public door of approved uses."""

from chalkline.approve.uses.commands import (
    ask_to_lift,
    end_use,
    grant_use,
    lift_suspension,
    limit_use,
    note_outcome,
    suspend_use,
)
from chalkline.approve.uses.following import follow_decision
from chalkline.approve.uses.models import ApprovedUse, Limit, Suspension
from chalkline.approve.uses.owing import follow_duties, tools_given, track_what_is_owed
from chalkline.approve.uses.queries import (
    conditions_of_use,
    declined,
    ended,
    kept_by,
    limit_of,
    limited_uses,
    open_suspension,
    state_of,
    stopped_uses,
    terms_in_force,
    terms_of_use,
    use_by_id,
    use_ref,
    uses,
    uses_in_force,
    uses_of_tool,
)
from chalkline.approve.uses.tracking import Reached, Station, stations_of
from chalkline.approve.uses.words import USE_STATE_NAMES, UseState

__all__ = [
    "USE_STATE_NAMES",
    "ApprovedUse",
    "Limit",
    "Reached",
    "Station",
    "Suspension",
    "UseState",
    "ask_to_lift",
    "conditions_of_use",
    "declined",
    "end_use",
    "ended",
    "follow_decision",
    "follow_duties",
    "grant_use",
    "kept_by",
    "lift_suspension",
    "limit_of",
    "limit_use",
    "limited_uses",
    "note_outcome",
    "open_suspension",
    "state_of",
    "stations_of",
    "stopped_uses",
    "suspend_use",
    "terms_in_force",
    "terms_of_use",
    "tools_given",
    "track_what_is_owed",
    "use_by_id",
    "use_ref",
    "uses",
    "uses_in_force",
    "uses_of_tool",
]
