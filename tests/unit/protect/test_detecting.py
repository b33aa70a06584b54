"""What is found in a text, and what only looks like it."""

from __future__ import annotations

import pytest

from chalkline.protect.detecting import DETECTABLE, Detector, fold
from chalkline.protect.patterns import PATTERNS, REPLACEABLE
from chalkline.rulebook.api import Action, Hints, vocabulary

HINTS = Hints(
    district_domains=frozenset({"cedarhollow.example"}),
    staff_addresses=frozenset({"tess.moreno@cedarhollow.example"}),
    student_number_lengths=frozenset({6}),
)


def found(text: str) -> list[tuple[str, str]]:
    return [(each.element, text[each.start : each.end]) for each in Detector(HINTS).find(text)]


@pytest.mark.parametrize(
    ("text", "element", "value"),
    [
        ("Her SSN is 219-09-9999.", "stu_ssn", "219-09-9999"),
        ("social security number 219099999 please", "stu_ssn", "219099999"),
        ("It is ２１９–０９–９９９９ here", "stu_ssn", "２１９–０９–９９９９"),
        ("Call 415-555-2671 tonight", "stu_phone", "415-555-2671"),
        ("Call (415) 555-2671 tonight", "stu_phone", "(415) 555-2671"),
        ("Call +1 415 555 2671 tonight", "stu_phone", "+1 415 555 2671"),
        ("mobile: 4155552671", "stu_phone", "4155552671"),
        ("from ibrahim.davis39@cedarhollow.example", "stu_email", "ibrahim.davis39@cedarhollow.example"),
        ("from kim@students.cedarhollow.example", "stu_email", "kim@students.cedarhollow.example"),
        ("write to Mom.Davis@gmail.com", "par_contact", "Mom.Davis@gmail.com"),
        ("born 3/4/2015 in", "dob", "3/4/2015"),
        ("DOB: 2015-03-04", "dob", "2015-03-04"),
        ("her birthday is March 4, 2015", "dob", "March 4, 2015"),
        ("student number 204402 has", "stu_local_id", "204402"),
        ("(ID 204402)", "stu_local_id", "204402"),
        ("lives at 412 Maple Street, Apt 4B now", "stu_address", "412 Maple Street, Apt 4B"),
        ("pay with 4111 1111 1111 1111", "credentials", "4111 1111 1111 1111"),
        ("the password is Tiger2024!", "credentials", "Tiger2024!"),
        ("key AKIAIOSFODNN7EXAMPLE", "credentials", "AKIAIOSFODNN7EXAMPLE"),
        ("ck-" + "a1B2" * 11, "credentials", "ck-" + "a1B2" * 11),
    ],
)
def test_what_is_found(text: str, element: str, value: str) -> None:
    assert found(text) == [(element, value)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The school year 2025-2026 starts on 8/17/2026.",
        "Write to tess.moreno@cedarhollow.example.",
        "Numbers no one was given: 000-12-3456, 666-12-3456, 900-12-3456, 219-00-9999.",
        "A card with a wrong check digit: 4111 1111 1111 1112",
        "The password is required. Password: policy",
        "Solve 415 + 555 = 970 and 1234567890 / 2.",
        "student id 12 and ID 1234567 have the wrong length",
        "In 1776 people walked the Long Way home.",
        "ISBN 978-0-306-40615-7, room 204402",
    ],
)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_of_two_that_overlap_the_more_severe_stays() -> None:
    assert found("password: 219-09-9999a") == [("credentials", "219-09-9999a")]
    assert found("call the number 219-09-9999 now") == [("stu_ssn", "219-09-9999")]


def test_without_hints_every_address_may_be_a_familys() -> None:
    found_bare = Detector().find("tess.moreno@cedarhollow.example")
    assert [each.element for each in found_bare] == ["par_contact"]


def test_folding_keeps_every_place() -> None:
    text = "Zoë – ５ \u00a0 ﬁ 🎒 ٤"
    assert len(fold(text)) == len(text)
    assert fold("５–\u00a0") == "5- "


def test_what_can_be_replaced_is_meant_to_be_masked_and_the_rest_is_blocked() -> None:
    elements = vocabulary().elements
    assert {elements[each].action for each in REPLACEABLE} == {Action.MASK}
    assert {elements[each].action for each in DETECTABLE - REPLACEABLE} == {Action.BLOCK}
    assert {pattern.element for pattern in PATTERNS} <= set(elements)
