"""The words of drills."""

from __future__ import annotations

from enum import StrEnum

from chalkline.kernel.sentences import Sentence

WITHIN = 5.0  # seconds in which a stop has to be obeyed


class DrillState(StrEnum):
    """How a drill stands."""

    RUNNING = "running"
    OBEYED = "obeyed"
    LATE = "late"  # obeyed, after more than five seconds
    NOT_OBEYED = "not_obeyed"
    NOT_READY = "not_ready"  # the gateway did not answer, or never knew the key: nothing was measured


STATE_NAMES: dict[DrillState, Sentence] = {
    DrillState.RUNNING: Sentence("Running"),
    DrillState.OBEYED: Sentence("Obeyed in time"),
    DrillState.LATE: Sentence("Obeyed too late"),
    DrillState.NOT_OBEYED: Sentence("Not obeyed"),
    DrillState.NOT_READY: Sentence("Could not be measured"),
}
