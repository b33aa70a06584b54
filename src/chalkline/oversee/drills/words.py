"""The words of drills."""

from __future__ import annotations

from enum import StrEnum

from chalkline.kernel.sentences import Sentence

WITHIN = 5.0  # seconds in which a stop has to be obeyed


class DrillOf(StrEnum):
    """What is tried out."""

    STOP = "stop"  # of a key
    TOOL = "tool"
    MODEL = "model"
    ALERT = "alert"


class DrillState(StrEnum):
    """How a drill stands."""

    RUNNING = "running"
    OBEYED = "obeyed"  # in time: the gateway refused, or somebody on call was told
    LATE = "late"  # obeyed, after more than five seconds
    NOT_OBEYED = "not_obeyed"
    NOT_READY = "not_ready"  # the gateway did not answer, or never knew the key: nothing was measured


OF_NAMES: dict[DrillOf, Sentence] = {
    DrillOf.STOP: Sentence("The stop of a key"),
    DrillOf.TOOL: Sentence("The stop of a tool"),
    DrillOf.MODEL: Sentence("The stop of a model"),
    DrillOf.ALERT: Sentence("The way of an alert"),
}
STATE_NAMES: dict[DrillState, Sentence] = {
    DrillState.RUNNING: Sentence("Running"),
    DrillState.OBEYED: Sentence("In time"),
    DrillState.LATE: Sentence("Too late"),
    DrillState.NOT_OBEYED: Sentence("Nothing came of it"),
    DrillState.NOT_READY: Sentence("Could not be measured"),
}
