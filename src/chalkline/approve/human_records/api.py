"""The public door of human records."""

from chalkline.approve.human_records.calls import CallsOfDay, CallsUnder, calls_under
from chalkline.approve.human_records.commands import (
    accept_record,
    end_offer,
    offer_record,
    open_record,
    withdraw_record,
    write_decision,
)
from chalkline.approve.human_records.models import HumanRecord
from chalkline.approve.human_records.queries import (
    counts,
    decided_records,
    has_seat,
    may_review,
    needs_record,
    open_records,
    own_records,
    record_by_id,
    uses_that_need_one,
)
from chalkline.approve.human_records.rules import is_overdue, latest_day
from chalkline.approve.human_records.words import (
    FOLLOWED_NAMES,
    RECORD_STATE_NAMES,
    Counts,
    Decided,
    Followed,
    Matter,
    OpenRecord,
    RecordState,
)

__all__ = [
    "FOLLOWED_NAMES",
    "RECORD_STATE_NAMES",
    "CallsOfDay",
    "CallsUnder",
    "Counts",
    "Decided",
    "Followed",
    "HumanRecord",
    "Matter",
    "OpenRecord",
    "RecordState",
    "accept_record",
    "calls_under",
    "counts",
    "decided_records",
    "end_offer",
    "has_seat",
    "is_overdue",
    "latest_day",
    "may_review",
    "needs_record",
    "offer_record",
    "open_record",
    "open_records",
    "own_records",
    "record_by_id",
    "uses_that_need_one",
    "withdraw_record",
    "write_decision",
]
