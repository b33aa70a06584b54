"""The public door of drills."""

from chalkline.oversee.drills.commands import begin_alert_drill, begin_drill, end_alert_drill, end_drill
from chalkline.oversee.drills.jobs import ask_for_alert_drill, ask_for_drill
from chalkline.oversee.drills.models import Drill
from chalkline.oversee.drills.queries import drills
from chalkline.oversee.drills.running import run_drill
from chalkline.oversee.drills.words import OF_NAMES, STATE_NAMES, WITHIN, DrillOf, DrillState

__all__ = [
    "OF_NAMES",
    "STATE_NAMES",
    "WITHIN",
    "Drill",
    "DrillOf",
    "DrillState",
    "ask_for_alert_drill",
    "ask_for_drill",
    "begin_alert_drill",
    "begin_drill",
    "drills",
    "end_alert_drill",
    "end_drill",
    "run_drill",
]
