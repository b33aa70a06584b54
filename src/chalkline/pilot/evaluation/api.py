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
from chalkline.pilot.evaluation.telling import (
    amount,
    best_estimate,
    effect_said,
    finding_of,
    group_name,
    guard_said,
    how_sure,
    least_that_counts,
    may_be_told,
)
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
    "amount",
    "best_estimate",
    "code_version",
    "comes_out_again",
    "effect_said",
    "finding_of",
    "group_name",
    "guard_said",
    "how_sure",
    "least_that_counts",
    "limits_of",
    "may_be_told",
    "reach_verdict",
    "result_of",
    "results",
    "results_of_tool",
    "results_of_use",
    "told_by",
]
