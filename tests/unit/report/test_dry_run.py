"""A dry run asks both policies about recorded facts, counts what turns, and shows no small group."""

from __future__ import annotations

from dataclasses import replace

from chalkline.protect.disclosure import SUPPRESSED, Shown
from chalkline.report.dry_run.rules import Recorded, Turn, run
from chalkline.rulebook.api import NO_STOPS, DistrictRule, Selection, Verdict
from policies import DAY, FEEDBACK, LESSON, policy

NOW = policy(LESSON, FEEDBACK)
STUDENTS = DistrictRule("R1", Selection(roles=frozenset({"student"})), Verdict.REFUSE, "Not for students.")
CALL = Recorded("use-feedback", "magicschool", "uc_feedback", "student", "g68", "S4", "stub-small", ("ai_prompt",),
                "allow", False, 40)  # fmt: skip


def test_what_a_new_rule_would_have_refused_is_counted_with_its_reason() -> None:
    calls = [CALL, replace(CALL, role="teacher", count=60)]
    found = run(calls, NOW, replace(NOW, district_rules=(STUDENTS,)), NO_STOPS, NO_STOPS, DAY)
    assert found.calls == 100 and found.by_turn[Turn.REFUSED] == Shown(40) and found.by_turn[Turn.SAME] == Shown(60)
    assert found.by["role"].cell("student", Turn.REFUSED) == Shown(40)
    assert [(str(sentence), cell) for sentence, cell in found.why] == [
        ("Rule R1 of the district: Not for students.", Shown(40))
    ]


def test_small_groups_are_hidden_in_every_table_that_would_give_them_away() -> None:
    calls = [replace(CALL, count=4), replace(CALL, role="teacher", count=60)]
    found = run(calls, NOW, replace(NOW, district_rules=(STUDENTS,)), NO_STOPS, NO_STOPS, DAY)
    assert found.by_turn[Turn.REFUSED] == SUPPRESSED
    assert all(table.cell(column=Turn.REFUSED) == SUPPRESSED for table in found.by.values())
    assert found.why[0][1] == SUPPRESSED


def test_a_wider_policy_is_told_as_what_would_go_out_and_the_unknown_stays_unknown() -> None:
    ruled = replace(NOW, district_rules=(STUDENTS,))
    back = run([CALL], ruled, NOW, NO_STOPS, NO_STOPS, DAY)
    assert back.by_turn[Turn.GOES_OUT] == Shown(40)
    unknown = run([replace(CALL, role="")], NOW, ruled, NO_STOPS, NO_STOPS, DAY)
    assert unknown.by_turn[Turn.REFUSED] == Shown(0)
