"""The public door of limits."""

from chalkline.publish.limits.commands import lift_limit, note_limit_reached, set_limit
from chalkline.publish.limits.models import Limit, Notice
from chalkline.publish.limits.queries import (
    limit_by_id,
    limits_in_pack,
    limits_set,
    notices,
    notices_of_today,
    person_of,
    standing,
    totals_in_pack,
)
from chalkline.publish.limits.taking_in import take_in
from chalkline.publish.limits.words import EACH_NAMES, KIND_NAMES, MICROS, SCOPE_NAMES, Level, Wanted
from chalkline.rulebook.limits import LimitKind, LimitScope

__all__ = [
    "EACH_NAMES",
    "KIND_NAMES",
    "MICROS",
    "SCOPE_NAMES",
    "Level",
    "Limit",
    "LimitKind",
    "LimitScope",
    "Notice",
    "Wanted",
    "lift_limit",
    "limit_by_id",
    "limits_in_pack",
    "limits_set",
    "note_limit_reached",
    "notices",
    "notices_of_today",
    "person_of",
    "set_limit",
    "standing",
    "take_in",
    "totals_in_pack",
]
