"""The public door of paired prompts."""

from chalkline.oversee.paired_prompts.asking import Came, key_there
from chalkline.oversee.paired_prompts.beginning import check_model
from chalkline.oversee.paired_prompts.commands import begin_paired_check
from chalkline.oversee.paired_prompts.models import PairedCheck
from chalkline.oversee.paired_prompts.prompts import library, prompts_of, set_by_id
from chalkline.oversee.paired_prompts.queries import (
    Due,
    checks_due,
    differences_of,
    last_check,
    models_to_check,
    paired_check_by_id,
    paired_checks,
    standing_out,
)
from chalkline.oversee.paired_prompts.running import note_who_answers, run_check
from chalkline.oversee.paired_prompts.words import MEASURE_NAMES, STATE_NAMES, CheckState, Difference, Group, Measure

__all__ = [
    "MEASURE_NAMES",
    "STATE_NAMES",
    "Came",
    "CheckState",
    "Difference",
    "Due",
    "Group",
    "Measure",
    "PairedCheck",
    "begin_paired_check",
    "check_model",
    "checks_due",
    "differences_of",
    "key_there",
    "last_check",
    "library",
    "models_to_check",
    "note_who_answers",
    "paired_check_by_id",
    "paired_checks",
    "prompts_of",
    "run_check",
    "set_by_id",
    "standing_out",
]
