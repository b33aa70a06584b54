"""The public door of drills."""

from chalkline.oversee.drills.commands import begin_drill, end_drill
from chalkline.oversee.drills.jobs import ask_for_drill
from chalkline.oversee.drills.models import Drill
from chalkline.oversee.drills.queries import drills
from chalkline.oversee.drills.running import run_drill
from chalkline.oversee.drills.words import STATE_NAMES, WITHIN, DrillState

__all__ = [
    "STATE_NAMES",
    "WITHIN",
    "Drill",
    "DrillState",
    "ask_for_drill",
    "begin_drill",
    "drills",
    "end_drill",
    "run_drill",
]
