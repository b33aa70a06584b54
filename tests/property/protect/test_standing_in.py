"""Stand-ins for people: readable, one for each person, put back exactly, however a stream is cut."""

from __future__ import annotations

import json
import re

from hypothesis import example, given
from hypothesis import strategies as st

from chalkline.protect.detecting import Detector, NameScope, RosterIndex
from chalkline.protect.patterns import REPLACEABLE
from chalkline.protect.redacting import StandIns, StreamRestorer, look_alikes
from chalkline.rulebook.extract import PersonKind, RosterPerson

PEOPLE = [("María", "López"), ("Jaylen", "O'Brien"), ("Will", "Ibarra"), ("Zoë", "de la Cruz"), ("Priya", "Patel")]
INDEX = RosterIndex.build(
    RosterPerson(
        mark=f"{number:016x}",
        kind=PersonKind.STUDENT,
        role="student",
        given=given_name,
        family=family,
        identifiers=(str(771200 + number),),
        sections=frozenset({"s"}),
    )
    for number, (given_name, family) in enumerate(PEOPLE, 1)
)
DETECTOR = Detector(index=INDEX)
SCOPE = NameScope(sections=frozenset({"s"}))
NAMES = [
    *(f"{first} {last}" for first, last in PEOPLE),
    *(f"{last}, {first}" for first, last in PEOPLE),
    *("María", "Jaylen", "jaylen", "Priya's", "M. López", "Zoë d.", "PRIYA PATEL", "maria lopez", "student id 771203"),
]
FILLING = [
    "Please",
    "call",
    "Student A",
    "Student",
    "STUDENT B",
    "Alumno C",
    "[PHONE_",
    "and",
    ",",
    "\n",
    "**",
    "🎒",
    '"',
    "{",
]
texts = st.lists(st.sampled_from(NAMES + FILLING), max_size=14).map(" ".join)


def redacted(text: str) -> tuple[str, StandIns]:
    stand_ins = StandIns(frozenset(look_alikes(text)))
    return stand_ins.replace(text, DETECTOR.find(text, SCOPE), REPLACEABLE), stand_ins


@given(texts, st.data())
@example("María López saw María", None)
def test_how_a_stream_is_cut_never_changes_what_is_read(text: str, data: st.DataObject | None) -> None:
    sent, stand_ins = redacted(text)
    stream = StreamRestorer(stand_ins)
    out, at = "", 0
    while at < len(sent):
        size = data.draw(st.integers(1, 9)) if data else 1
        out += stream.feed(sent[at : at + size])
        at += size
    assert out + stream.finish() == stand_ins.restore(sent)


@given(texts)
def test_every_person_comes_back_and_nobody_else(text: str) -> None:
    """As spelled, unless the very same words stand before two spellings of one person: then as spelled first."""
    sent, stand_ins = redacted(text)
    found = DETECTOR.find(text, SCOPE)
    back = stand_ins.restore(sent)
    if len({(each.mark, text[each.start : each.end]) for each in found}) == len({each.mark for each in found}):
        assert back == text
    assert [each.mark for each in DETECTOR.find(back, SCOPE)] == [each.mark for each in found]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6))
def test_an_echo_of_several_spellings_is_exact(names: list[str]) -> None:
    text = ". ".join(f"Number {place} of the list is {name}" for place, name in enumerate(names))
    sent, stand_ins = redacted(text)
    assert stand_ins.restore(sent) == text


@given(texts)
def test_nobody_goes_out(text: str) -> None:
    sent, _ = redacted(text)
    assert not re.search(r"(?i)lópez|lopez|jaylen|o'brien|patel|771203", sent)
    assert not [each for each in DETECTOR.find(sent, SCOPE) if each.mark]


def test_one_person_has_one_letter_and_letters_of_the_text_are_left_free() -> None:
    sent, stand_ins = redacted("Student A, maria lopez, María's book and PRIYA PATEL; López, María")
    assert sent == "Student A, Student B, Student B's book and Student C; Student B"
    assert stand_ins.restore("Student B’s and **Student C**") == "maria lopez’s and **PRIYA PATEL**"


def test_what_models_make_of_it_is_understood() -> None:
    _, stand_ins = redacted("Priya wrote it")
    assert stand_ins.restore("El Estudiante A y STUDENT A") == "El Priya y PRIYA"
    assert stand_ins.restore("Student Apple, Student\u00a0A, MyStudent A, Student B") == (
        "Student Apple, Priya, MyStudent A, Student B"
    )
    call = json.dumps({"to": "Student A", "table": "| Student A | 3 |"})
    assert json.loads(stand_ins.restore(call, in_json=True)) == {"to": "Priya", "table": "| Priya | 3 |"}


def test_many_people_get_letters_after_z() -> None:
    stand_ins = StandIns()
    index = RosterIndex.build(
        RosterPerson(
            mark=f"{n:x}",
            kind=PersonKind.STUDENT,
            role="student",
            given="Ada",
            family=f"Lov{'abcdefghij'[n // 10]}{'klmnopqrst'[n % 10]}",
        )
        for n in range(60)
    )
    text = "; ".join(f"Ada Lov{a}{b}" for a in "abcdef" for b in "klmnopqrst")
    sent = stand_ins.replace(text, Detector(index=index).find(text), REPLACEABLE)
    assert sent.startswith("Student A; Student B;") and sent.endswith("Student BH")
    assert stand_ins.restore(sent) == text
