"""The public door of evaluation."""

from chalkline.pilot.evaluation.commands import reach_verdict
from chalkline.pilot.evaluation.limits import limits_of
from chalkline.pilot.evaluation.models import Result
from chalkline.pilot.evaluation.queries import (
    code_version,
    comes_out_again,
    result_of,
    results,
    results_of_tool,
    results_of_use,
    told_by,
)
from chalkline.pilot.evaluation.reckoned import ArmTold, ExactTest, GroupEffect, Reckoned
from chalkline.pilot.evaluation.words import REASON_SENTENCES, VERDICT_ADVICE, VERDICT_NAMES, Reason, Verdict

__all__ = [
    "REASON_SENTENCES",
    "VERDICT_ADVICE",
    "VERDICT_NAMES",
    "ArmTold",
    "ExactTest",
    "GroupEffect",
    "Reason",
    "Reckoned",
    "Result",
    "Verdict",
    "code_version",
    "comes_out_again",
    "limits_of",
    "reach_verdict",
    "result_of",
    "results",
    "results_of_tool",
    "results_of_use",
    "told_by",
]
