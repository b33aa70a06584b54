"""The table of an approved use says what ``decide`` says, cell by cell, and no row says more than it means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalkline.rulebook.api import NO_STOPS, DistrictRule, Selection, Stops, Terms, Verdict, decide
from chalkline.rulebook.cells import spans_of
from chalkline.rulebook.policy import Policy
from chalkline.rulebook.table import TableRow, _question, rows_of_use
from policies import DAY, FEEDBACK, LESSON, policy

YOUNG = Selection(roles=frozenset({"student"}), grade_bands=frozenset({"g35"}))
WIDE = replace(
    FEEDBACK, roles=frozenset({"student", "teacher"}), grade_bands=frozenset({"g35", "g68"}),
    elements=frozenset({"student_work", "ai_prompt"}),
)  # fmt: skip
REFUSED = DistrictRule("R1", YOUNG, Verdict.REFUSE, "Not in elementary school.")
HELD = DistrictRule("R2", Selection(elements=frozenset({"student_work"})), Verdict.HOLD, "Somebody reads it first.")


def told(terms: Terms, under: Policy, stops: Stops = NO_STOPS) -> list[TableRow]:
    return [each for each in rows_of_use(terms, under, stops, on=DAY) if not each.is_beside]


@pytest.mark.parametrize("rules", [(), (REFUSED,), (HELD,), (REFUSED, HELD)])
@pytest.mark.parametrize("terms", [LESSON, FEEDBACK, WIDE])
def test_every_cell_is_in_one_row_and_the_row_says_what_decide_says(
    terms: Terms, rules: tuple[DistrictRule, ...]
) -> None:
    under = policy(terms, district_rules=rules)
    rows = told(terms, under)
    roles, bands, purposes, elements = spans_of(under, terms)
    for role in roles:
        for purpose in purposes:
            for band in bands:
                for element in elements:
                    mine = [
                        row
                        for row in rows
                        if role in row.roles
                        and band in row.bands
                        and purpose in row.purposes
                        and element in row.elements
                    ]
                    asked = _question(terms, frozenset({element}), (role, purpose, band), DAY)
                    assert [each.verdict for each in mine] == [decide(asked, under).verdict]


def test_a_rule_of_the_district_is_named_where_it_decides() -> None:
    rows = told(WIDE, policy(WIDE, district_rules=(REFUSED, HELD)))
    by = {(tuple(sorted(row.roles)), tuple(sorted(row.bands)), tuple(sorted(row.elements))): row for row in rows}
    refused = by[(("student",), ("g35",), ("ai_prompt",))]
    assert (refused.verdict, refused.rules) == (Verdict.REFUSE, ("rule.R1",))
    assert [str(each) for each in refused.why] == ["Rule R1 of the district: Not in elementary school."]
    held = [row for row in rows if row.verdict is Verdict.HOLD]
    assert held and all(row.rules == ("rule.R2",) and row.elements == {"student_work"} for row in held)


def test_a_stop_turns_every_row_and_other_student_data_is_told_beside() -> None:
    under = policy(WIDE)
    stopped = told(WIDE, under, Stops(tools=frozenset({WIDE.tool})))
    assert {row.verdict for row in stopped} == {Verdict.REFUSE}
    beside = [each for each in rows_of_use(WIDE, under, on=DAY) if each.is_beside]
    assert {Verdict.REDACT, Verdict.REFUSE} == {each.verdict for each in beside}
    assert all(not each.elements & WIDE.elements for each in beside)
