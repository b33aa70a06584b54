"""The public door of stops."""

from chalkline.publish.stops.commands import ask_to_restore, restore, stop_in_a_drill, stop_model, stop_tool
from chalkline.publish.stops.models import Stop
from chalkline.publish.stops.queries import (
    drilled_stops,
    have_asked,
    models_named,
    open_drills,
    open_stops,
    refuse_waiting,
    stop_by_id,
    stop_of_tool,
    stopped_models,
    stopped_tools,
    stops,
    told_instead,
    tools_touched,
    uses_touched,
)
from chalkline.publish.stops.words import LOOKED_AT_WITHIN, STOP_OF_NAMES, StopOf

__all__ = [
    "LOOKED_AT_WITHIN",
    "STOP_OF_NAMES",
    "Stop",
    "StopOf",
    "ask_to_restore",
    "drilled_stops",
    "have_asked",
    "models_named",
    "open_drills",
    "open_stops",
    "refuse_waiting",
    "restore",
    "stop_by_id",
    "stop_in_a_drill",
    "stop_model",
    "stop_of_tool",
    "stop_tool",
    "stopped_models",
    "stopped_tools",
    "stops",
    "told_instead",
    "tools_touched",
    "uses_touched",
]
