"""The public door of flows."""

from chalkline.report.flows.queries import flows, schedule_checks
from chalkline.report.flows.words import CLASS_NAMES, CLASSES, COVER_NAMES, Cover, Flow, Step

__all__ = ["CLASSES", "CLASS_NAMES", "COVER_NAMES", "Cover", "Flow", "Step", "flows", "schedule_checks"]
