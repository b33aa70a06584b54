"""Families, chosen and middle names, phones, homes, days of birth: replaced as the use says, restored, streams too."""

from __future__ import annotations

from dataclasses import replace

from chalkline.people.api import Particulars
from chalkline.publish.roster_extract.rules import as_told
from chalkline.publish.roster_extract.words import OnRoster
from chalkline.rulebook.api import Condition, ConditionKind, KeptBy, RosterPerson, student_mark
from contract.gateway.district import KEYS, TEACHER_KEY, WRITING, District, Running, ask, client, stream, wait_until

SAID = "This is the stub model. It knows nothing and repeats what it was sent: "
TEXT = (
    "Dear Teresa Vo, Maria Elena Lopez (born 4/5/2013) read well. Kai too. We call 737 555 0142 or come to 412 Maple "
    "Street now. Signed Tess Moreno, and Hugo Begay."
)
SENT = (
    "Dear Parent A, Student A (born [BIRTHDATE_1]) read well. Student B too. We call [PHONE_1] or come to "
    "[ADDRESS_1] now. Signed Tess Moreno, and Hugo Begay."
)
WIDER = SENT.replace("Tess Moreno", "Staff A").replace("Hugo Begay", "Parent B")


def told(number: str, given: str, family: str, role: str, *classes: str, **more: object) -> RosterPerson:
    row = OnRoster(
        id=number, sourced_id=number, given=given, family=family, email="", username="", number="", school_id="S4",
        role=role, grade="07", classes=classes, is_active=True, particulars=Particulars(**more),  # type: ignore[arg-type]  # fields of several types
    )  # fmt: skip
    return as_told(row, ())


HOME = ("412 Maple Street",)
PEOPLE = sorted(
    (
        told("T1", "Tess", "Moreno", "teacher", "7b"),
        told("U1", "Maria", "Lopez", "student", "7b", middle="Elena", birth_on="2013-04-05"),
        told("U2", "Jordan", "Paz", "student", "7b", preferred_given="Kai"),
        told("U3", "Ana", "Begay", "student", "9a"),
        told("G1", "Teresa", "Vo", "guardian", phones=("7375550142",), addresses=HOME, children=("U1",)),
        told("G3", "Hugo", "Begay", "guardian", children=("U3",)),
    ),
    key=lambda each: each.mark,
)  # fmt: skip
TEACHER = replace(next(each for each in KEYS if each.key_id == "k-teacher"), person=student_mark("T1"))


def published(district: District, *asked: str) -> None:
    conditions = tuple(Condition(ConditionKind.NAMES, "", KeptBy.GATEWAY, each) for each in asked)
    district.roster(*PEOPLE)
    district.revision += 1
    district.put("bundle.chalkline", district.bundle(replace(WRITING, conditions=conditions)))
    district.pack(keys=(TEACHER,))


def sent(stub: Running) -> str:
    return str(stub.get("/received")[1][-1]["messages"][0]["content"])


def test_a_teachers_letter_is_replaced_as_the_use_says_and_comes_back_whole(district: District, stub: Running) -> None:
    published(district)
    gateway = district.start_gateway(stub.url)
    teacher = client(gateway, TEACHER_KEY)
    assert ask(teacher, TEXT) == SAID + TEXT and sent(stub) == SENT
    assert stream(teacher, TEXT) == SAID + TEXT and sent(stub) == SENT
    assert district.records()[0].replaced == {
        "par_name": 1, "stu_last_name": 1, "stu_preferred_name": 1, "dob": 1, "par_contact": 2,
    }  # fmt: skip
    published(district, "district", "staff")  # a decision widens it; swapped in while calls go on
    assert ask(teacher, TEXT) == SAID + TEXT
    wait_until(lambda: ask(teacher, TEXT) == SAID + TEXT and sent(stub) == WIDER, gateway.log)
