"""The public door of dry runs."""

from chalkline.report.dry_run.jobs import ask_for_dry_run
from chalkline.report.dry_run.kept import Number, Read, read
from chalkline.report.dry_run.models import KeptRun
from chalkline.report.dry_run.queries import has_a_seat, kept_run_by_id, kept_runs, run_of_bundle, run_of_rules
from chalkline.report.dry_run.rules import TURN_NAMES, WAS_NAMES, DryRun, Turn
from chalkline.report.dry_run.words import DAYS

__all__ = [
    "DAYS",
    "TURN_NAMES",
    "WAS_NAMES",
    "DryRun",
    "KeptRun",
    "Number",
    "Read",
    "Turn",
    "ask_for_dry_run",
    "has_a_seat",
    "kept_run_by_id",
    "kept_runs",
    "read",
    "run_of_bundle",
    "run_of_rules",
]
