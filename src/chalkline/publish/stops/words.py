"""The words of stops: what can be stopped as a whole, and until when a committee looks at it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

LOOKED_AT_WITHIN = timedelta(days=10)  # roles.yaml, decision type d_kill


class StopOf(StrEnum):
    """What is stopped."""

    TOOL = "tool"
    MODEL = "model"


STOP_OF_NAMES: dict[StopOf, Sentence] = {
    StopOf.TOOL: Sentence("A tool"),
    StopOf.MODEL: Sentence("A model"),
}
