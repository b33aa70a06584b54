"""The vocabularies hang together, and grades are understood as people write them."""

from __future__ import annotations

from collections import Counter

import pytest

from chalkline.rulebook.api import BANDS, band_named, band_of_grade, vocabulary


def test_every_element_belongs_to_exactly_one_kind() -> None:
    counted = Counter(element for kind in vocabulary().data_kinds for element in kind.elements)
    assert set(counted) == set(vocabulary().elements)
    assert not [element for element, count in counted.items() if count > 1]


def test_kinds_without_student_information_hold_none() -> None:
    for kind in vocabulary().data_kinds:
        elements = [vocabulary().elements[each] for each in kind.elements]
        records = [each for each in elements if each.about_students and each.is_pii]
        assert bool(records) == (kind.sensitivity != "none") or kind.id == "secrets", kind.id


def test_restricted_elements_are_marked_as_highly_sensitive() -> None:
    for element in vocabulary().element_list:
        if element.classification == "restricted":
            assert vocabulary().kind_of_element[element.id].sensitivity == "high", element.id


def test_purposes_know_only_elements_that_exist() -> None:
    for purpose in vocabulary().purpose_list:
        assert set(purpose.elements) <= set(vocabulary().elements), purpose.id
        assert purpose.area in {area.id for area in vocabulary().areas}


def test_grading_and_discipline_are_never_decided_by_ai() -> None:
    assert {"uc_grading", "uc_discipline", "uc_placement", "uc_hiring"} <= vocabulary().never()
    assert not {"uc_lesson", "uc_feedback"} & vocabulary().never()


@pytest.mark.parametrize(
    ("grade", "band"),
    [
        ("KG", "k2"), ("k", "k2"), ("PK", "k2"), ("TK", "k2"), ("1", "k2"), ("02", "k2"), ("03", "g35"), (" 5 ", "g35"),
        ("6", "g68"), ("8", "g68"), ("09", "g912"), ("12", "g912"), ("", None), ("UG", None), ("99", None), ("٤", None),
    ],
)  # fmt: skip
def test_a_grade_has_its_band(grade: str, band: str | None) -> None:
    assert band_of_grade(grade) == band


def test_a_band_is_also_understood_by_its_own_name() -> None:
    assert [band_named(band) for band in BANDS] == list(BANDS)
    assert band_named("G68") == "g68"
    assert band_named("none") == "none"
    assert band_named("everyone") is None


def test_kinds_can_be_read_back_from_elements() -> None:
    found = vocabulary().kinds_of_elements({"iep", "stu_first_name"})
    assert [kind.id for kind in found] == ["names", "special"]
    assert vocabulary().elements_named(["names", "iep"]) == {
        "stu_first_name", "stu_last_name", "stu_preferred_name", "iep",
    }  # fmt: skip
    assert vocabulary().elements_named(["names", "nonsense"]) is None
