"""The public door of dry runs."""

from chalkline.report.dry_run.queries import DAYS, run_of_bundle, run_of_rules
from chalkline.report.dry_run.rules import TURN_NAMES, DryRun, Turn

__all__ = ["DAYS", "TURN_NAMES", "DryRun", "Turn", "run_of_bundle", "run_of_rules"]
