"""How a record is said to stand."""

from __future__ import annotations

from datetime import date

from chalkline.approve.human_records.api import RECORD_STATE_NAMES, HumanRecord, RecordState, is_overdue
from chalkline.kernel.sentences import Sentence
from chalkline.web.tables import Status
from chalkline.web.templatetags.saying import said

TONES: dict[RecordState, str] = {RecordState.OPEN: "info", RecordState.CLOSED: "ok", RecordState.WITHDRAWN: "quiet"}
OVERDUE = Sentence("Overdue")


def state_of_record(of: HumanRecord, today: date) -> Status:
    """Open, overdue, decided, withdrawn."""
    state = RecordState(of.state)
    if is_overdue(state, of.until_on, today):
        return Status(said(OVERDUE), "stop")
    return Status(said(RECORD_STATE_NAMES[state]), TONES[state])
