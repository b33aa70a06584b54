"""The words of appeals: what one is against, and where it is."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

TERM = timedelta(days=30)  # to appeal, from the day of the decision
HEARING = timedelta(days=30)  # to hear it, from the day of the appeal


class About(StrEnum):
    """What an appeal is against."""

    DECLINE = "decline"
    CONDITIONS = "conditions"


class AppealState(StrEnum):
    """Where an appeal is."""

    OPEN = "open"
    GRANTED = "granted"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"


APPEAL_STATE_NAMES: dict[AppealState, Sentence] = {
    AppealState.OPEN: Sentence("Waits to be heard"),
    AppealState.GRANTED: Sentence("Granted"),
    AppealState.TURNED_DOWN: Sentence("Turned down"),
    AppealState.WITHDRAWN: Sentence("Withdrawn"),
}
