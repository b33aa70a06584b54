"""The public door of flows."""

from chalkline.report.flows.queries import flows, not_covered, schedule_checks
from chalkline.report.flows.words import CLASS_NAMES, CLASSES, COVER_NAMES, GOING_NAMES, Cover, Flow, Going, Step

__all__ = [
    "CLASSES",
    "CLASS_NAMES",
    "COVER_NAMES",
    "GOING_NAMES",
    "Cover",
    "Flow",
    "Going",
    "Step",
    "flows",
    "not_covered",
    "schedule_checks",
]
