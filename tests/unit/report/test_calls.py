"""Calls counted: what became of them, why they were stopped, and no small group shown."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import NOW, Cast
from chalkline.ledger.api import ingest
from chalkline.protect.disclosure import SUPPRESSED, Shown
from chalkline.report.calls.api import By, Fate, recent_calls
from chalkline.report.calls.rules import Counted, shown
from chalkline.rulebook.api import Outcome, SpoolRecord
from expecting import problem

DAY = date(2026, 11, 20)


def call(number: int, **changes: Any) -> SpoolRecord:
    whole = {
        "decision_id": f"d-{number}", "node": "gateway", "sequence": number, "at": NOW, "bundle_revision": 1,
        "bundle_digest": "0", "pack_issue": 1, "verdict": "allow", "outcome": Outcome.ANSWERED, "status": 200,
        "use_id": "u-1",
    }  # fmt: skip
    return SpoolRecord(**{**whole, **changes})


def many(first: int, count: int, **changes: Any) -> list[SpoolRecord]:
    return [call(first + each, **changes) for each in range(count)]


def test_calls_are_counted_by_what_became_of_them(cast: Cast) -> None:
    refused = {"verdict": "refuse", "outcome": Outcome.REFUSED, "status": 403, "code": "grade_not_covered"}
    ingest([*many(0, 40), *many(100, 20, verdict="redact"), *many(200, 15, **refused),
            *many(300, 12, outcome=Outcome.CUT), *many(400, 11, at=NOW - timedelta(days=40))], now=NOW)  # fmt: skip
    seen = recent_calls(cast.dana.actor, now=NOW)
    assert seen.by_fate == {
        Fate.ANSWERED: Shown(40), Fate.REPLACED: Shown(20), Fate.STOPPED: Shown(15), Fate.UNANSWERED: Shown(12),
    }  # fmt: skip
    assert seen.total == Shown(87) and seen.reasons == (("grade_not_covered", Shown(15)),)
    assert seen.days[-1] == (DAY, Shown(87)) and len(seen.days) == 30


def test_a_day_is_one_of_the_district(cast: Cast) -> None:
    ingest(many(0, 10, at=NOW.replace(day=21, hour=3)), now=NOW)  # nine in the evening of the 20th in Chicago
    assert recent_calls(cast.dana.actor, now=NOW).days[-1] == (DAY, Shown(10))


def test_three_stops_among_many_calls_cannot_be_told(cast: Cast) -> None:
    ingest([*many(0, 200), *many(300, 3, outcome=Outcome.REFUSED, verdict="refuse", code="key_revoked")], now=NOW)
    seen = recent_calls(cast.dana.actor, now=NOW)
    assert seen.by_fate[Fate.STOPPED] == SUPPRESSED and seen.reasons == (("key_revoked", SUPPRESSED),)
    shown_fates = [cell for cell in seen.by_fate.values() if isinstance(cell, Shown) and cell.count]
    assert not (seen.total == Shown(203) and shown_fates), "the difference would be the three"


def test_no_call_is_no_call(cast: Cast) -> None:
    seen = recent_calls(cast.sue.actor, now=NOW)
    assert not seen.any and seen.total == Shown(0)


def test_who_may_not_see_calls(cast: Cast) -> None:
    for who in (cast.tess, cast.bo, cast.paula, cast.carl):
        with problem("not_allowed"):
            recent_calls(who.actor, now=NOW)


counted = st.lists(
    st.builds(
        Counted,
        day=st.integers(0, 3).map(lambda back: DAY - timedelta(days=back)),
        use_id=st.sampled_from(["a", "b", ""]),
        fate=st.sampled_from(Fate),
        code=st.sampled_from(["x", "y"]),
        count=st.integers(1, 40),
        by=st.fixed_dictionaries({By.ROLE: st.sampled_from(["student", "teacher"]), By.SCHOOL: st.sampled_from("ab")}),
    ),
    max_size=12,
)


@given(counted)
def test_no_small_number_is_shown_and_what_is_shown_is_true(calls: list[Counted]) -> None:
    seen = shown(calls, DAY - timedelta(days=6), DAY)
    days = Counter({each.day: 0 for each in calls})
    for each in calls:
        days[each.day] += each.count
    cells = [seen.total, *seen.by_fate.values(), *(cell for _, cell in seen.days), *(cell for _, cell in seen.reasons)]
    for line in (*seen.uses, *(each for lines in seen.others.values() for each in lines)):
        cells += [line.all, *line.by_fate.values()]
    assert all(cell == SUPPRESSED or cell == Shown(0) or cell.count >= 10 for cell in cells)  # type: ignore[union-attr]
    for day, cell in seen.days:
        assert cell == SUPPRESSED or cell == Shown(days[day])
    # The three tables agree on the totals that they share.
    stopped = [cell for _, cell in seen.reasons]
    if stopped and all(isinstance(cell, Shown) for cell in stopped):
        assert seen.by_fate[Fate.STOPPED] == Shown(sum(cell.count for cell in stopped if isinstance(cell, Shown)))
    if seen.total == SUPPRESSED:
        assert any(cell == SUPPRESSED for _, cell in seen.days)


@pytest.mark.parametrize("code", ["grade_not_covered", "something_new", ""])
def test_every_reason_has_words(code: str) -> None:
    from chalkline.report.calls.api import reason_name

    assert len(str(reason_name(code))) > 10
