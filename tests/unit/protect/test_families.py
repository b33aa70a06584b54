"""Families, middle and chosen names, phones, home addresses, days of birth: whose, how spelled, by which scope."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.protect.birth_days import days_at
from chalkline.protect.detecting import Detector, Hints, NameScope, RosterIndex
from chalkline.protect.digest_table import NOWHERE, DigestTable, digest_of
from chalkline.protect.patterns import REPLACEABLE
from chalkline.protect.reading import Words
from chalkline.protect.redacting import StandIns, StreamRestorer
from chalkline.rulebook.extract import PersonKind, RosterPerson


def person(number: int, given: str, family: str, kind: str = "student", **more: object) -> RosterPerson:
    return RosterPerson(
        mark=f"{number:016x}", kind=PersonKind(kind), role="x", given=given, family=family, **more  # type: ignore[arg-type]  # fields of several types
    )  # fmt: skip


def child(number: int) -> dict[str, frozenset[str]]:
    return {"children": frozenset({f"{number:016x}"})}


HOME = ("412 Maple Street, Apt 2",)
PEOPLE = [
    person(21, "Teresa", "Vo", "family", phones=("5125550199",), addresses=HOME, emails=("tv@m.example",), **child(1)),
    person(1, "Maria", "Lopez", middle="Elena", sections=frozenset({"7b"}), addresses=HOME, birth_on="2013-04-05"),
    person(2, "Jordan", "Paz", sections=frozenset({"7b"}), preferred_given="Kai", preferred_family="Rivers"),
    person(3, "Jaylen", "Okafor", middle="Tyrone", addresses=("77 Oak Ridge Drive",), birth_on="2012-11-02"),
    person(22, "Amara", "Okafor", "family", other_ids=("FAM-99812",), addresses=("Calle Robles 18",), **child(3)),
    person(23, "Hugo", "Begay", "family", phones=("7375550142",), **child(404)),
    person(30, "Tess", "Moreno", "staff", sections=frozenset({"7b"}), addresses=("9 Oak Court",)),
]  # fmt: skip
DETECTOR = Detector(Hints(), RosterIndex.build(PEOPLE))
OWN = NameScope(sections=frozenset({"7b"}), district_families=False)
OFFICE = NameScope()

JAYLEN, AMARA = ("Jaylen Okafor", "stu_last_name", 3), ("Amara Okafor", "par_name", 22)


def found(text: str, scope: NameScope = OWN) -> list[tuple[str, str, int]]:
    return [
        (text[each.start : each.end], each.element, int(each.mark or "0", 16))
        for each in DETECTOR.find_who(text, scope)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teresa Vo called", [("Teresa Vo", "par_name", 21)]),
        ("vo, teresa called", [("vo, teresa", "par_name", 21)]),
        ("Mrs. Vo called", [("Vo", "par_name", 21)]),
        ("Amara Okafor called", []),
        ("Jaylen Okafor's mother Amara Okafor called", [JAYLEN, AMARA]),
        ("Amara Okafor called about Jaylen Okafor", [AMARA, JAYLEN]),
        ("Hugo Begay called", []),
        ("Tess Moreno called", []),
    ],
)  # fmt: skip
def test_families_are_those_of_the_callers_own_and_of_whoever_is_named(
    text: str, expected: list[tuple[str, str, int]]
) -> None:
    assert found(text) == expected


def test_families_and_staff_of_the_district_where_the_scope_has_them() -> None:
    assert found("Hugo Begay called", OFFICE) == [("Hugo Begay", "par_name", 23)]
    assert found("Hugo Begay called", replace(OWN, district_families=True)) == [("Hugo Begay", "par_name", 23)]
    assert found("Teresa Vo called", replace(OWN, families=False)) == []
    staff = replace(OWN, staff=True)
    assert found("Tess Moreno called", staff) == [("Tess Moreno", "teacher_names", 30)]
    assert found("Ask Ms. Moreno", staff) == [("Moreno", "teacher_names", 30)] and found("Ask Ms. Moreno") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria Elena Lopez reads", [("Maria Elena Lopez", "stu_last_name", 1)]),
        ("Maria E. Lopez reads", [("Maria E. Lopez", "stu_last_name", 1)]),
        ("Lopez, Maria Elena reads", [("Lopez, Maria Elena", "stu_last_name", 1)]),
        ("LOPEZ, MARIA E. reads", [("LOPEZ, MARIA E", "stu_last_name", 1)]),
        ("Jaylen Tyrone Okafor reads", [("Jaylen Tyrone Okafor", "stu_last_name", 3)]),
        ("Elena Lopez reads", [("Elena Lopez", "stu_last_name", 1)]),
        ("Maria Elena reads", [("Maria Elena", "stu_first_name", 1)]),
        ("Elena reads", []),
        ("Kai reads", [("Kai", "stu_preferred_name", 2)]),
        ("Kai Rivers reads", [("Kai Rivers", "stu_preferred_name", 2)]),
        ("Jordan Paz reads", [("Jordan Paz", "stu_last_name", 2)]),
    ],
)
def test_middle_and_chosen_names(text: str, expected: list[tuple[str, str, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "spelled",
    ["512-555-0199", "(512) 555-0199", "512.555.0199", "512 555 0199", "+1 512 555 0199", "1-512-555-0199",
     "5125550199"],
)  # fmt: skip
def test_a_phone_of_the_roster_is_its_owners_however_it_is_spelled(spelled: str) -> None:
    assert found(f"It is {spelled} today") == [(spelled, "par_contact", 21)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lives at 412 Maple Street, Apt 2 now", [("412 Maple Street, Apt 2", "stu_address")]),
        ("lives at 412 N. Maple St. now", [("412 N. Maple St.", "stu_address")]),
        ("lives at 412 maple now", [("412 maple", "stu_address")]),
        ("lives at 77 Oak Ridge now", [("77 Oak Ridge", "stu_address")]),
        ("lives at 77 oak ridge drive now", [("77 oak ridge drive", "stu_address")]),
        ("vive en Calle Robles 18, casa azul", [("Calle Robles 18", "par_contact")]),
        ("vive en Robles 18, casa azul", [("Robles 18", "par_contact")]),
        ("vive en la calle Robles no. 18", [("la calle Robles no. 18", "par_contact")]),
        ("at 9 Oak Court", [("9 Oak Court", "stu_address")]),
        ("412 maples fell", []),
        ("412\n\nMaple", []),
        ("we saw 77 oak trees", []),
        ("18 robles", []),
    ],
)
def test_home_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(said, element) for said, element, _ in found(text)] == expected


DAYS = ["2013-04-05", "2013/4/5", "4/5/2013", "04/05/13", "5.4.2013", "April 5, 2013", "Apr 5th 2013", "5 April 2013",
        "5 de abril de 2013", "5 de abril del 2013"]  # fmt: skip


@pytest.mark.parametrize("spelled", DAYS)
def test_the_day_on_which_an_own_student_was_born_is_found_however_it_is_spelled(spelled: str) -> None:
    assert found(f"Since {spelled} she reads") == [(spelled, "dob", 1)]


@pytest.mark.parametrize(
    "text", ["Due 4/6/2013 by noon", "On 11/2/2012 it rained", "page 13 of 4", "2013-99-05", "5 de 2013"]
)
def test_other_days_are_nobodys(text: str) -> None:  # 11/2/2012 is a student's whom this caller does not teach
    assert found(text) == []


def test_each_kind_has_a_readable_stand_in_and_comes_back_exactly_through_a_stream() -> None:
    text = (
        "Teresa Vo (tv@m.example, 512.555.0199) of 412 Maple Street, Apt 2 is the mother of Maria Elena Lopez, born "
        "April 5, 2013. FAM-99812 is another; Kai sits beside Maria E. Lopez. Call Teresa Vo."
    )
    stand_ins = StandIns()
    sent = stand_ins.replace(text, DETECTOR.find_who(text, OWN), REPLACEABLE)
    assert sent == (
        "Parent A ([EMAIL_1], [PHONE_1]) of [ADDRESS_1] is the mother of Student A, born [BIRTHDATE_1]. "
        "[STUDENT_NUMBER_1] is another; Student B sits beside Student A. Call Parent A."
    )
    stream = StreamRestorer(stand_ins)
    assert "".join(stream.feed(each) for each in sent) + stream.finish() == text


@given(st.dictionaries(st.integers(0, (1 << 64) - 1), st.integers(0, (1 << 32) - 1)), st.integers(0, (1 << 64) - 1))
def test_a_table_of_digests_gives_what_was_put_in_and_nothing_else(put: dict[int, int], other: int) -> None:
    table = DigestTable()
    for digest, number in put.items():
        table.add(digest, number)
    table.settle()
    settled = {digest or 1: number for digest, number in reversed(put.items())}
    assert all(table.number(digest) == number for digest, number in settled.items())
    assert table.number(other or 1) == settled.get(other or 1, NOWHERE)
    assert DigestTable().number(other) == NOWHERE and digest_of("a") == digest_of("a") != digest_of("b")


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.sampled_from(
    ["{y}-{m:02}-{d:02}", "{m}/{d}/{y}", "{m:02}-{d:02}-{y}", "{name} {d}, {y}", "{d} {name} {y}"]
))  # fmt: skip
def test_a_day_is_read_as_it_is_written(day: date, form: str) -> None:
    spelled = form.format(y=day.year, m=day.month, d=day.day, name=day.strftime("%B"))
    words = Words(spelled)
    place = words.small.index(str(day.year))
    assert (0, 2, day.toordinal()) in list(days_at(words, place))
    wrong = day + timedelta(days=40)
    assert wrong.toordinal() not in {each for _, _, each in days_at(words, place)} or day.day <= 12


def test_an_index_is_gone_with_its_last_user() -> None:
    """A gateway freezes what it holds at the start: what stands in a circle then would never be collected."""
    index = RosterIndex.build(PEOPLE)
    Detector(Hints(), index).find("Teresa Vo called", OWN)
    gone = weakref.ref(index)
    gc.disable()
    try:
        del index
        assert gone() is None
    finally:
        gc.enable()
