"""Texts in other spellings and texts inside texts are looked at, and replaced exactly where they can be."""

from __future__ import annotations

import base64
import codecs
import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalkline.gateway.inbound.hiding import hidden_in
from chalkline.gateway.inbound.scanning import Scanned, refuse_unfound, scan
from chalkline.gateway.refusing import Refused
from chalkline.protect.detecting import Detector

SSN = "Her SSN is 219-09-9999, as the office says"
PHONES = frozenset({"stu_phone"})
FIND = Detector().find


def body(text: str, **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": text, **more}]}


def looked(text: str, **more: Any) -> Scanned:
    return scan(body(text, **more), FIND)


def base64_of(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "spelled",
    [
        base64_of(SSN),
        base64_of(SSN).rstrip("="),
        base64.urlsafe_b64encode((SSN + "ÿþ¿").encode()).decode(),
        "\n".join(base64_of(SSN * 3)[at : at + 76] for at in range(0, 200, 76)),
        SSN.encode().hex(),
        SSN.encode().hex(" "),
        quote(SSN),
        "".join(f"%{each:02X}" for each in SSN.encode()),
        "".join(f"&#{ord(each)};" for each in SSN),
        "".join(f"&#x{ord(each):x};" for each in SSN),
        "".join(f"\\u{ord(each):04x}" for each in SSN),
        "".join(f"\\x{ord(each):02x}" for each in SSN),
        base64_of(base64_of(SSN)),
        base64_of(quote(SSN)),
    ],
)
def test_what_is_written_in_a_code_is_found_in_it(spelled: str) -> None:
    found = looked(f"Please read this: {spelled} and answer.")
    assert found.hidden == {"stu_ssn"} <= found.elements


def test_rot13_is_read() -> None:
    assert looked(codecs.encode("The password is Tiger2024! and that student knows", "rot13")).hidden == {"credentials"}


def test_what_has_to_be_replaced_and_stands_in_a_code_is_refused() -> None:
    found = looked(f"see {base64_of('my phone is 415-555-2671, call me')}")
    with pytest.raises(Refused) as caught:
        refuse_unfound(PHONES, found)
    assert caught.value.code == "data_encoded"


@pytest.mark.parametrize(
    "text",
    [
        "An ordinary text about the water cycle, with internationalisation and counterrevolutionaries in it.",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "the session 3f2504e0-4f89-11d3-9a0c-0305e82c3301 of an application that was written long ago",
        "https://example.org/a/path/which/is/really/quite/long/and/has/nothing/in/it?x=1&y=2",
        base64.b64encode(bytes(range(256))).decode(),
        "100% of 50% of 20% &amp; more",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ],
)
def test_ordinary_text_hides_nothing(text: str) -> None:
    assert [each for each in hidden_in(text) if FIND(each)] == []


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_nothing_that_is_typed_makes_it_fail(text: str) -> None:
    for spelled in (
        text,
        base64_of(text * 3),
        quote(text),
        text.encode().hex(),
        json.dumps(text),
        f'["{text}\\ud800"]',
    ):
        looked(spelled)


texts = st.text(st.sampled_from('aé"\\/\n\t {}[]:,0'), max_size=12)
values = st.recursive(
    st.one_of(texts, st.sampled_from(["call 415-555-2671", 'say "415-555-2671"\n']), st.integers(), st.none()),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(texts, inside, max_size=3),
    max_leaves=6,
)


def replaced(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("415-555-2671", "[PHONE_1]")
    if isinstance(value, list):
        return [replaced(each) for each in value]
    return {key: replaced(each) for key, each in value.items()} if isinstance(value, dict) else value


@settings(max_examples=60)
@given(st.dictionaries(texts, values, max_size=4), st.sampled_from([None, 2]), st.booleans())
def test_arguments_of_tools_stay_json_and_come_back_exactly(value: Any, indent: int | None, plain: bool) -> None:
    arguments = json.dumps(value, indent=indent, ensure_ascii=plain)
    calls = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": arguments}}]
    found = looked("hi", tool_calls=calls)
    stand_ins = found.redact(PHONES)
    sent = found.body["messages"][0]["tool_calls"][0]["function"]["arguments"]
    assert json.loads(sent) == replaced(value)
    assert json.loads(stand_ins.restore(sent, in_json=True)) == value
    if not stand_ins.by_name:
        assert sent == arguments  # not a byte is changed where nothing is found


def test_what_is_escaped_in_json_is_found() -> None:
    arguments = '{"note": "call \\u0034\\u0031\\u0035-555-2671", "n": 4155552671, "student_id": 204517}'
    found = looked("x", tool_calls=[{"function": {"name": "f", "arguments": arguments}}])
    assert {"stu_phone", "stu_local_id"} <= found.elements
    found.redact(PHONES | {"stu_local_id"})
    sent = json.loads(found.body["messages"][0]["tool_calls"][0]["function"]["arguments"])
    assert sent == {"note": "call [PHONE_1]", "n": 4155552671, "student_id": "[STUDENT_NUMBER_1]"}


def test_numbers_are_read_with_the_name_of_their_field() -> None:
    found = looked("x", input={"student_id": 204517, "max_tokens": 100000, "phone": 4155552671})
    found.redact(PHONES | {"stu_local_id"})
    sent = found.body["messages"][0]["input"]
    assert sent == {"student_id": "[STUDENT_NUMBER_1]", "max_tokens": 100000, "phone": "[PHONE_1]"}


def test_a_word_that_only_looks_like_a_part_is_text() -> None:
    schema = {"type": "object", "properties": {"kind": {"type": "string", "enum": ["image", "document"]}}}
    tools = [{"type": "function", "function": {"name": "f", "parameters": schema}}]
    assert scan({**body("x"), "tools": tools, "more": [{"type": "document", "text": "x"}]}, FIND).elements == set()


@pytest.mark.parametrize(
    "spelled",
    [
        "Call the family at 415&nbsp;555&nbsp;2671 today",
        "Call the family at 415&#8209;555-2671 today",
        "See sis.example/call?number=415%2D555-2671 now",
        'One row: {"call": "415\\u002d555-2671"}',
    ],
)
def test_one_letter_in_a_code_hides_nothing(spelled: str) -> None:
    found = looked(spelled)
    assert found.hidden == {"stu_phone"}
    with pytest.raises(Refused, match="data_encoded"):
        refuse_unfound(PHONES, found)


def test_what_stands_in_plain_beside_a_code_is_replaced_there() -> None:
    found = looked("Ann &amp; Bo are 50%20 sure: 415-555-2671, as \\u0022always\\u0022.")
    assert found.hidden == set() and found.elements == PHONES
    found.redact(PHONES)
    assert "415-555-2671" not in found.spelled().decode() and "&amp;" in found.spelled().decode()


def test_json_with_escaped_letters_is_replaced_like_any() -> None:
    number = FIND("Teléfono: 415-555-2671")
    assert number
    found = looked(json.dumps({"título": "Teléfono", "who": "Añil", "tel": "Teléfono: 415-555-2671"}))
    assert found.hidden == set()
    found.redact(PHONES)
    said = json.loads(found.body["messages"][0]["content"])
    assert said == {"título": "Teléfono", "who": "Añil", "tel": "Teléfono: [PHONE_1]"}


def part(kind: str, **more: Any) -> dict[str, Any]:
    return {"model": "m", "messages": [{"role": "user", "content": [{"type": kind, **more}]}]}


@pytest.mark.parametrize(
    "asked",
    [
        part("image_url", image_url={"url": "https://elsewhere.example/x.png"}, source={"type": "text", "data": "x"}),
        part("file", file={"file_id": "f-1"}, source={"type": "content", "content": []}),
        part("document", source={"type": "text", "data": "x"}, file_url="https://elsewhere.example/x.pdf"),
        part("file", file={"file_data": "data:text/plain;base64," + base64_of(SSN)}),
        part("image_url", image_url={"url": "DATA:Text/plain;base64," + base64_of(SSN)}),
        part("image_url", image_url={"url": "data:," + SSN}),
        part("image_url", image_url={"url": "data:image/svg+xml;base64," + base64_of(SSN)}),
    ],
)
def test_a_picture_stays_one_whatever_else_its_part_says(asked: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        scan(asked, FIND)


def test_a_picture_with_a_decoy_is_counted_and_words_in_place_of_bytes_are_read() -> None:
    png = {"url": "data:image/png;base64,iVBORw0KGgo="}
    assert "stu_photo" in scan(part("image_url", image_url=png, source={"type": "text"}), FIND).elements
    assert "stu_ssn" in scan(part("image_url", image_url={**png, "data": SSN}), FIND).elements
    assert "stu_ssn" in scan(part("image_url", image_url={"url": "data:image/png;x," + SSN}), FIND).elements
    assert "stu_ssn" in scan(part("file", file={"file_data": SSN}), FIND).elements
    pdf = "data:application/pdf;base64,JVBERi0="
    assert scan(part("file", file={"file_data": pdf}), FIND).elements == {"ai_upload"}
