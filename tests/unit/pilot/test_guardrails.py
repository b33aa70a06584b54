"""Something that had to be kept safe stops a pilot, or keeps it from growing, however well it helps elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.kernel.problem import Problem
from chalkline.pilot.evaluation.api import Reason, Result, Verdict, comes_out_again, guard_said, reach_verdict, told_by
from chalkline.pilot.plans.api import keep_plan, lock_plan, plan_of, rule_of
from piloting import ANSWERS, OVER, measured, outcomes, plan_begun, running

KEPT = {
    "guardrail": "Minutes of own reading in class",
    "guardrail_counts": "minutes a week",
    "guardrail_direction": "more",
    "guardrail_harm": "5",
}


def judged(cast: Cast, folder: Path, guard: float | None) -> Result:
    pilot = running(cast, folder, **KEPT)
    rows = outcomes(pilot, effect=9, guard=guard or 0)
    for row in rows if guard is None else ():
        row["guardrail"] = ""
    measured(cast, pilot, folder, rows)
    return reach_verdict(cast.carl.actor, pilot, now=OVER)


def test_harm_to_it_stops_though_the_outcome_is_good(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, guard=-15)
    told = told_by(result)
    assert told.verdict is Verdict.STOP and told.reasons[0] is Reason.GUARDRAIL_HARM and told.lower > 4
    said = str(guard_said(plan_of(result.pilot), told))
    assert said.startswith("Minutes of own reading in class, with the tool:") and "minutes a week less" in said
    assert comes_out_again(cast.carl.actor, result)


def test_what_is_safe_lets_it_grow_and_what_nobody_measured_does_not(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, guard=0)
    assert told_by(result).verdict is Verdict.SCALE


def test_without_its_numbers_it_may_have_been_harmed(cast: Cast, tmp_path: Path) -> None:
    told = told_by(judged(cast, tmp_path, guard=None))
    assert told.verdict is Verdict.ITERATE and told.reasons[0] is Reason.GUARDRAIL_NOT_CLEARED
    assert told.guard and told.guard.effect is None


def test_the_rule_says_it_and_a_plan_without_a_margin_cannot_be_locked(cast: Cast, tmp_path: Path) -> None:
    pilot = plan_begun(cast, **{**KEPT, "guardrail_harm": "0", "guardrail_counts": ""})
    with pytest.raises(Problem) as refused:
        lock_plan(cast.ada.actor, pilot, now=NOW)
    assert set(refused.value.fields) == {"guardrail_harm", "guardrail_counts"}
    kept = keep_plan(cast.carl.actor, pilot, KEPT, now=NOW)
    rule = "\n".join(str(each) for each in rule_of(kept))
    assert "We stop if the whole interval of “Minutes of own reading in class” is more than 5" in rule


def test_a_plan_that_keeps_nothing_safe_has_the_digest_it_always_had(cast: Cast) -> None:
    plan = plan_of(plan_begun(cast))
    assert set(plan.as_json()) == set(ANSWERS)
    assert not any(name.startswith("guardrail") for name in plan.as_json())
