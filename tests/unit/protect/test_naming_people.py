"""Who of the roster is named in a text, and what only looks like a name of somebody."""

from __future__ import annotations

import pytest

from chalkline.protect.detecting import Detector, Hints, NameScope, RosterIndex
from chalkline.rulebook.extract import PersonKind, RosterPerson


def person(
    number: int, given: str, family: str, *, kind: PersonKind = PersonKind.STUDENT, **more: object
) -> RosterPerson:
    return RosterPerson(mark=f"{number:016x}", kind=kind, role="student", given=given, family=family, **more)  # type: ignore[arg-type]  # fields of several types


OWN = {"sections": frozenset({"7b"})}
INDEX = RosterIndex.build(
    [
        person(1, "María del Carmen", "López Ibarra", **OWN, nicknames=("Mari",), identifiers=("204402", "S-1042"),
               emails=("mlopez@students.ch.example",), addresses=("412 Maple Street, Apt 2",)),
        person(2, "Will", "O'Brien", **OWN),
        person(3, "Austin", "de la Cruz", **OWN),
        person(4, "Michael", "King", **OWN),
        person(5, "Grace", "Ibarra", **OWN),
        person(11, "Jaylen", "Okafor", identifiers=("204777",)),
        person(12, "Summer", "Long"),
        person(13, "Madison", "Jackson"),
        person(14, "Rosa", "Parks"),
        person(15, "Tess", "Moreno", kind=PersonKind.STAFF, emails=("tess@ch.example",)),
        person(21, "Teresa", "López", kind=PersonKind.FAMILY, children=frozenset({f"{1:016x}"}),
               phones=("512-555-0199",)),
    ]
)  # fmt: skip
DETECTOR = Detector(Hints(student_number_lengths=frozenset({6})), INDEX)
SEVENTH = NameScope(sections=frozenset({"7b"}))


def found(text: str, scope: NameScope = SEVENTH) -> list[tuple[str, int]]:
    return [(text[each.start : each.end], int(each.mark or "0", 16)) for each in DETECTOR.find_who(text, scope)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("María del Carmen López Ibarra reads", [("María del Carmen López Ibarra", 1)]),
        ("maria lopez reads", [("maria lopez", 1)]),
        ("LÓPEZ IBARRA, MARÍA", [("LÓPEZ IBARRA, MARÍA", 1)]),
        ("Carmen\nLópez reads", [("Carmen\nLópez", 1)]),
        ("Mar\u200bía Lo\u0301pez", [("Mar\u200bía Lo\u0301pez", 1)]),
        ("Mаria Lopez with a Cyrillic а", [("Mаria Lopez", 1)]),
        ("mari's drawing, Carmen’s too", [("mari", 1), ("Carmen", 1)]),
        ("M. López and María L. are one", [("M. López", 1), ("María L", 1)]),
        ("lopez_maria_essay2.docx", [("lopez_maria", 1)]),
        ('{"firstName": "Jaylen", "lastName": "Okafor"}', [("Jaylen", 11), ("Okafor", 11)]),
        ("Mike was late; austin was not", [("Mike", 4), ("austin", 3)]),
        ("did okafor or lopez turn it in", [("lopez", 1)]),
        ("Two Michaels came", [("Michaels", 4)]),
        ("Ask Will if Grace is in", [("Will", 2), ("Grace", 5)]),
        ("my partner grace helped", [("grace", 5)]),
        ("Grace, Will and austin", [("Grace", 5), ("Will", 2), ("austin", 3)]),
        ("Dear Mrs. Lopez", [("Lopez", 21)]),
        ("her mom Teresa, and Teresa", [("Teresa", 21)]),
        ("Teresa Lopez called from 5125550199", [("Teresa Lopez", 21), ("5125550199", 21)]),
        ("Jaylen Okafor is in another class", [("Jaylen Okafor", 11)]),
        ("Summer Long was late", [("Summer Long", 12)]),
        ("204402 and Okafor, Jaylen, 204777", [("204402", 1), ("Okafor, Jaylen", 11), ("204777", 11)]),
        ("id: S-1042", [("S-1042", 1)]),
        ("lives at 412 maple st now", [("412 maple st", 1)]),
        ("MLOPEZ@students.ch.example", [("MLOPEZ@students.ch.example", 1)]),
    ],
)
def test_who_is_named(text: str, expected: list[tuple[str, int]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Will you mark it? It will rain. Grace period ends. The grace of a king.",
        "Martin Luther King and Rosa Parks in Montgomery",
        "We drove from Dallas to a hotel in Austin, Texas",
        "Jackson, Madison and Washington were presidents",
        "It was a summer long ago. All summer long we swam.",
        "Jaylen was late",  # of another section: a name alone says nothing about whom
        "Invoice 204777, room 204402",
        "Tess Moreno teaches; write to tess@ch.example",  # staff are public where the scope does not ask
        "William Shakespeare and Michael Jordan",
        "There was a king, and a King of another land",
    ],
)
def test_who_is_not(text: str) -> None:
    assert found(text) == []


def test_what_the_scope_asks_is_found_and_no_more() -> None:
    assert found("Then Jaylen wrote it", NameScope(district_singles=True)) == [("Jaylen", 0)]
    assert found("Tess Moreno wrote it", NameScope(staff=True)) == [("Tess Moreno", 15)]
    assert found("Teresa López wrote it", NameScope(families=False)) == []
    assert found("Carmen wrote it", NameScope(caller=f"{1:016x}")) == [("Carmen", 1)]
    assert found("Carmen wrote it", NameScope()) == []


def test_the_element_says_how_much_of_a_name_stands_there() -> None:
    elements = [
        each.element
        for each in DETECTOR.find_who("Carmen met maria lopez, Mrs. Lopez, mlopez@students.ch.example", SEVENTH)
    ]
    assert elements == ["stu_first_name", "stu_last_name", "par_name", "stu_email"]


@pytest.mark.parametrize(
    ("text", "elements"),
    [
        ("María has an IEP", ["iep"]),
        ("my son has ADHD and gets free lunch", ["disability", "low_income"]),
        ("I was suspended for a week", ["discipline"]),
        ("soy indocumentado y quiero estudiar", ["immigration"]),
        ("One of my students is homeless.", ["homeless"]),
        ("What is an IEP?", []),
        ("Write an essay about immigration status", []),
        ("Rosa Parks was brave. She was arrested on a bus.", []),
        ("A student who has a 504 plan gets more time", []),
        ("I want to die", []),  # a cry for help is help's matter, not a class of data
    ],
)
def test_a_topic_is_one_only_when_it_is_said_of_somebody(text: str, elements: list[str]) -> None:
    assert [each.element for each in DETECTOR.find(text, SEVENTH) if each.kind == "topic"] == elements
