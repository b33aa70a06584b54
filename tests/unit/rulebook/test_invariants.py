"""Each invariant finds the policy that breaks it, and says so in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chalkline.rulebook.api import EVERY, KeptBy, Terms, ToolFacts, check_invariants
from policies import FEEDBACK, LESSON, policy


def broken(*terms: Terms, **changes: object) -> dict[str, list[str]]:
    checked = check_invariants(policy(*terms, **changes))
    return {each.id: [str(sentence) for sentence in each.counterexamples] for each in checked if not each.holds}


def test_the_test_districts_policy_holds() -> None:
    assert broken(LESSON, FEEDBACK) == {}
    checked = check_invariants(policy(LESSON, FEEDBACK))
    assert len(checked) == 11
    assert checked[0].cells == 1 * 1 * 2 * 1 + 2 * 1 * 1 * 5


def test_an_empty_policy_holds() -> None:
    assert broken() == {}


def test_student_records_need_an_agreement() -> None:
    found = broken(replace(FEEDBACK, tool="chatgpt", tool_name="ChatGPT", roles=frozenset({"teacher"})))
    assert found["agreement"][0] == (
        "Use 2026-15: teachers (grades 6–8) could give ChatGPT this for “Formative feedback on drafts”: "
        "AI output about or for a student. ChatGPT has no student data agreement in date."
    )


def test_an_agreement_that_has_ended_is_none() -> None:
    tools = (ToolFacts("magicschool", "MagicSchool", agreement_ends_on=date(2026, 11, 19)),)
    assert "agreement" in broken(FEEDBACK, tools=tools)


def test_the_agreement_must_list_what_it_has_to_list() -> None:
    tools = (ToolFacts("magicschool", "MagicSchool", agreement_ends_on=date(2027, 11, 19)),)
    assert broken(FEEDBACK, tools=tools)["agreement"] == [
        "Use 2026-15: students (grades 6–8) could give MagicSchool this for “Formative feedback on drafts”: "
        "Local and classroom assessment results. The agreement with MagicSchool does not list it.",
        "Use 2026-15: teachers (grades 6–8) could give MagicSchool this for “Formative feedback on drafts”: "
        "Local and classroom assessment results. The agreement with MagicSchool does not list it.",
    ]


def test_what_no_schedule_lists_goes_only_where_the_gateway_stands_between() -> None:
    """Names are replaced by the gateway; on a vendor's own website nobody would replace them."""
    tools = (ToolFacts("magicschool", "MagicSchool", "", "NDPA", frozenset({"student_work"}), date(2027, 11, 19)),)
    terms = replace(FEEDBACK, roles=frozenset({"teacher"}), elements=frozenset({"student_work", "stu_first_name"}))
    by_gateway = replace(terms, kept_by=frozenset({KeptBy.GATEWAY}), models=frozenset({"stub-small"}))
    by_people = replace(terms, kept_by=frozenset({KeptBy.PEOPLE, KeptBy.SIGN_IN}), models=frozenset())
    assert broken(by_gateway, tools=tools) == {}
    found = broken(by_people, tools=tools)
    assert list(found) == ["schedule"] and len(found["schedule"]) == 1
    assert "Student first name" in found["schedule"][0] and "no gateway stands between" in found["schedule"][0]
    listed = (replace(tools[0], agreement_elements=frozenset({"student_work", "stu_first_name"})),)
    assert broken(by_people, tools=listed) == {}


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("decision", replace(LESSON, decision_number="")),
        ("decision", replace(LESSON, decided_on=date(2026, 12, 1))),
        ("decision", replace(LESSON, expires_on=date(2026, 10, 1))),
        ("restricted", replace(FEEDBACK, elements=frozenset({"iep"}))),
        ("restricted", replace(FEEDBACK, elements=frozenset({"aura"}))),
        ("students", replace(FEEDBACK, grade_bands=EVERY)),
        ("students", replace(FEEDBACK, grade_bands=frozenset({"none"}))),
        ("never", replace(LESSON, purposes=frozenset({"uc_grading"}))),
        ("never", replace(LESSON, purposes=EVERY)),
        ("models", replace(LESSON, kept_by=frozenset({KeptBy.GATEWAY}))),
        ("people", replace(LESSON, roles=frozenset())),
        ("people", replace(LESSON, roles=frozenset({"wizard"}))),
    ],
)
def test_each_invariant_has_its_counterexample(name: str, terms: Terms) -> None:
    assert list(broken(terms)) == [name]
