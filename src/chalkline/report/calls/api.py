"""The public door of calls."""

from chalkline.report.calls.classes import ClassWeek, class_week
from chalkline.report.calls.queries import calls_between, recent_calls
from chalkline.report.calls.words import BY_NAMES, FATE_NAMES, By, Calls, Fate, Line, reason_name

__all__ = [
    "BY_NAMES",
    "FATE_NAMES",
    "By",
    "Calls",
    "ClassWeek",
    "Fate",
    "Line",
    "calls_between",
    "class_week",
    "reason_name",
    "recent_calls",
]
