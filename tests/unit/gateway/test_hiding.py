"""What somebody does so that a name or number is not seen: other codes, signs that show nothing, odd places."""

from __future__ import annotations

import base64
import json
from functools import partial
from typing import Any

import msgspec
import pytest

from chalkline.gateway.inbound.scanning import Scanned, parse, scan
from chalkline.gateway.refusing import Refused
from chalkline.protect.detecting import Detector, NameScope
from chalkline.protect.roster import RosterIndex
from chalkline.rulebook.api import PersonKind, RosterPerson

NAME, SSN = "Marisol Quintero", "219-09-9999"
SECRET = f"Please help {NAME} (SSN {SSN}) with math"
WHOLE = {"stu_last_name", "stu_ssn"}
PERSON = RosterPerson(
    mark="0" * 15 + "1",
    kind=PersonKind.STUDENT,
    role="student",
    given="Marisol",
    family="Quintero",
    sections=frozenset({"7"}),
)
DETECTOR = Detector(index=RosterIndex.build([PERSON]))


def looked(body: dict[str, Any], *sections: str) -> Scanned:
    return scan(parse(json.dumps(body).encode()), partial(DETECTOR.find, scope=NameScope(frozenset(sections))))


def said(text: str) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text}]}


def each(form: str, text: str = SECRET, between: str = "") -> str:
    return between.join(form.format(ord(letter)) for letter in text)


BASE64 = base64.b64encode(SECRET.encode()).decode()


def cut(text: str, size: int, mark: str) -> str:
    return mark.join(text[at : at + size] for at in range(0, len(text), size))


@pytest.mark.parametrize(
    "hidden",
    [
        base64.b64encode(SECRET.encode("utf-16")).decode(),
        base64.b64encode(SECRET.encode("utf-16-be")).decode(),
        cut(BASE64, 4, " "),
        cut(BASE64, 8, "\n"),
        cut(BASE64, 16, "."),
        cut(BASE64, 1, "\u200b"),
        " ".join(base64.b64encode(word.encode()).decode() for word in ("Marisol", "Quintero", "SSN:219-09-9999.")),
        each("0x{:02x}", between=" "),
        each("{:02x}", between=","),
        each("{:d}", between=", "),
        each("{:08b}", between=" "),
        each("{:08b}"),
        each("\\{:03o}"),
        each("%u{:04x}"),
        each("\\u{{{:x}}}"),
        each("\\U{:08x}"),
        each("={:02X}"),
        each("&#{:d}"),
        each("&#{:08d};"),
        each("&#x{:06x};"),
        "".join(chr(0xE0000 + ord(letter)) for letter in SECRET),
    ],
)
def test_what_is_written_in_a_code_is_found_in_it(hidden: str) -> None:
    assert looked(said(f"Read this: {hidden}")).elements >= WHOLE


@pytest.mark.parametrize("mark", [" ", ".", "-", "_", "\n", "\t", "*"])
@pytest.mark.parametrize("name", [NAME, NAME.lower(), NAME.upper()])
def test_letters_that_are_set_apart_are_read_together(name: str, mark: str) -> None:
    assert "stu_last_name" in looked(said(f"Write to {mark.join(name)}, please.")).elements


@pytest.mark.parametrize(
    "text", ["<b>Mari</b>sol Quin<i>te</i>ro", "Mari<!-- x -->sol Quin<wbr>tero", "**Mari**sol Quin*tero*"]
)
def test_marks_in_the_middle_of_a_word_are_no_part_of_it(text: str) -> None:
    assert looked(said(text)).hidden == {"stu_last_name"}


@pytest.mark.parametrize("control", ["\0", "\x07", "\b", "\x1f", "\x7f", "\x9f"])
def test_characters_of_control_hide_nothing(control: str) -> None:
    found = looked(said(control.join(SECRET)))
    assert found.elements == WHOLE and not found.hidden
    found.redact(frozenset(WHOLE))
    assert "Marisol" not in str(found.body) and SSN not in str(found.body)


def test_only_characters_of_control_are_taken_out() -> None:
    kept = said('a\\b "\\u0000" C:\\bin\f\t\n\\\\')
    assert parse(json.dumps(kept).encode()) == kept
    assert parse(b'{"mo\\u0000del":"\\\\u0000\\\\\\u0000x"}') == {"model": "\\u0000\\x"}


@pytest.mark.parametrize(
    "text",
    [
        "a b c d e f g, x*y*z, price*count, F.B.I. and U.S.A. - see p. 3; m a t h",
        "Scores: 85, 92, 78, 90, 88, 95, 73, 81, 99, 100, 64; bits 01010000 01101100",
        "550e8400-e29b-41d4-a716-446655440000 if (variable==5) that this have from your also",
        "<p>Maria</p><p>Lopez</p> <b>bold</b> text with <i>marks</i> and 100%25 of x=41",
    ],
)
def test_ordinary_writing_hides_nothing(text: str) -> None:
    assert looked(said(text), "7").elements == set()


def parts(*texts: str) -> dict[str, Any]:
    told = [{"type": "text", "text": text} for text in texts]
    return {"model": "m", "messages": [{"role": "user", "content": told}]}


@pytest.mark.parametrize(
    "texts",
    [
        ("Write to Marisol", "Quintero today"),
        ("Write to Mari", "sol Quintero today"),
        ("Her SSN is 219-09-", "9999 I think"),
        ("x", "Her SSN is 219", "-09-9999"),
    ],
)
@pytest.mark.parametrize("sections", [(), ("7",)])
def test_what_is_divided_between_two_parts_is_replaced_in_both(texts: tuple[str, ...], sections: tuple[str]) -> None:
    found = looked(parts(*texts), *sections)
    stand_ins = found.redact(frozenset(found.elements))
    sent = [part["text"] for part in found.body["messages"][0]["content"]]
    assert not any(secret in "".join(sent).replace(" ", "") for secret in ("Marisol", "Quintero", "9999", "219"))
    assert [stand_ins.restore(text) for text in sent] == list(texts)


def test_parts_that_have_nothing_to_do_with_each_other_stay_as_they_are() -> None:
    assert looked(parts("We met Marisol.", "", "Then Quintero Street", "219", "9999")).slots == []


def called(value: Any) -> dict[str, Any]:
    block = {"type": "tool_use", "id": "1", "name": "f", "input": value}
    return {"model": "m", "messages": [{"role": "assistant", "content": [block]}]}


@pytest.mark.parametrize(
    "value",
    [
        {"first": "Marisol", "last": "Quintero", "grade": 7},
        {"ssn": {"value": 219099999}, "SSN": 219099999.0},
        {"scores": {NAME: 90}, "notes": [{"of": f"{NAME}: {SSN}"}]},
    ],
)
def test_what_a_tool_was_called_with_is_read_in_one_and_stays_an_object(value: dict[str, Any]) -> None:
    found = looked(called(value))
    stand_ins = found.redact(frozenset(found.elements))
    sent = found.body["messages"][0]["content"][0]["input"]
    assert isinstance(sent, dict) and sent != value
    assert not any(secret in json.dumps(sent) for secret in ("Marisol", "Quintero", SSN))
    assert json.loads(stand_ins.restore(json.dumps(sent), in_json=True)).keys() == value.keys()


def test_an_input_without_end_is_refused() -> None:
    value: dict[str, Any] = {}
    for _ in range(200):
        value = {"a": value}
    with pytest.raises(Refused):
        looked(called(value))


@pytest.mark.parametrize("more", [{"ssn": 219099999}, {"x": {"ssn": 2.19099999e8}}, {"ssn": -219099999}])
def test_a_number_is_read_wherever_it_stands(more: dict[str, Any]) -> None:
    assert looked({**said("hello"), **more}).elements == {"stu_ssn"}


def test_numbers_that_say_how_much_are_nobody_s() -> None:
    person = msgspec.structs.replace(PERSON, identifiers=("131072",))
    find = Detector(index=RosterIndex.build([person])).find
    body = {**said("hello"), "max_tokens": 131072, "seed": 131072, "options": {"num_ctx": 131072}, "t": 1e300}
    assert scan(body, find).elements == set()


@pytest.mark.parametrize(
    "name", ["Marisol_Quintero_219-09-9999.pdf", "id_219_09_9999", "SSN 219/09/9999", "ssn: 219-\n09-9999"]
)
def test_a_number_in_the_name_of_a_file_is_one(name: str) -> None:
    assert "stu_ssn" in looked(said(name)).elements


def test_what_an_address_in_place_says_besides_is_read() -> None:
    url = {"url": f"data:image/png;name={NAME} {SSN};base64,AAAA"}
    body = {"model": "m", "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": url}]}]}
    assert looked(body).elements == {"stu_photo", *WHOLE}
