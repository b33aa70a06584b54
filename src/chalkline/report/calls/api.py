"""The public door of calls."""

from chalkline.report.calls.queries import recent_calls
from chalkline.report.calls.words import FATE_NAMES, Calls, Fate, Line, reason_name

__all__ = ["FATE_NAMES", "Calls", "Fate", "Line", "reason_name", "recent_calls"]
