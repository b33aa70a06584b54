"""What calls cost: by use, school, role and model, and no small group shown or given away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.ledger.api import ingest
from chalkline.report.spending.api import By, spending_in
from chalkline.report.spending.rules import shown
from chalkline.report.spending.words import Sum
from chalkline.rulebook.api import Outcome, SpoolRecord
from expecting import problem


def calls(first: int, count: int, **changes: Any) -> list[SpoolRecord]:
    usual: dict[str, Any] = {
        "node": "gateway", "at": NOW, "bundle_revision": 1, "bundle_digest": "0", "pack_issue": 1, "verdict": "allow",
        "outcome": Outcome.ANSWERED, "status": 200, "use_id": "u-1", "school": "S1", "role": "teacher", "model": "m-1",
        "tokens_in": 10, "tokens_out": 5, "cost_micros": 100, "attempts": 1, "provider": "openai",
    }  # fmt: skip
    return [
        SpoolRecord(**{**usual, "decision_id": f"d-{number}", "sequence": number, **changes})
        for number in range(first, first + count)
    ]


def test_a_month(cast: Cast) -> None:
    ingest(
        [
            *calls(0, 40), *calls(100, 30, model="m-2", cost_micros=900, estimated=True), *calls(200, 12, school="S4"),
            *calls(300, 3, role="student"), *calls(400, 50, at=NOW - timedelta(days=40)), *calls(500, 20, attempts=0),
        ],
        now=NOW,
    )  # fmt: skip
    seen = spending_in(cast.ada.actor, NOW.date())
    assert (seen.first_on, seen.last_on) == (date(2026, 11, 1), date(2026, 11, 30))
    models = {line.key: line.sum for line in seen.tables[By.MODEL]}
    assert models["m-2"] == Sum("m-2", 30, 30, 300, 150, 27_000)
    assert [line.key for line in seen.tables[By.MODEL]] == ["m-2", "m-1"]
    assert {line.key: line.sum for line in seen.tables[By.ROLE]}["student"] is None
    # 3 students of 85 calls: if teachers and the total were both shown, the 3 would be, too.
    assert None in (seen.total, {line.key: line.sum for line in seen.tables[By.ROLE]}["teacher"])
    with problem("not_allowed"):
        spending_in(cast.tess.actor, NOW.date())
    assert not spending_in(cast.bo.actor, date(2025, 1, 31)).any


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6), st.lists(st.integers(1, 5), max_size=5))
def test_no_small_group_can_be_worked_out(parts: list[int], cuts: list[int]) -> None:
    by_use = [Sum(f"u{at}", calls, 0, calls, calls, calls) for at, calls in enumerate(parts)]
    total = sum(parts)
    by_role = [Sum("teacher", total, 0, total, total, total)]
    seen = shown({By.USE: by_use, By.ROLE: by_role}, date(2026, 11, 1), date(2026, 11, 30))
    lines = seen.tables[By.USE]
    assert all(line.sum is None or not 0 < line.sum.calls < 10 for line in lines)
    hidden = [line for line in lines if line.sum is None]
    told = seen.total or next((line.sum for line in seen.tables[By.ROLE]), None)
    if told and len(hidden) == 1:
        raise AssertionError("the one that is hidden is what is left of the total")
