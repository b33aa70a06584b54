"""Calls that an approved use covers reach the model, with the official client, unchanged."""

from __future__ import annotations

import json

import openai
import pytest

from chalkline.rulebook.api import Outcome
from contract.gateway.district import APP_KEY, TEACHER_KEY, District, Running, ask, client, stream

SAID = "This is the stub model. It knows nothing and repeats what it was sent: "
SECRET_TEXT = "Kim wrote to mom@gmail.com and 415-555-2671, again 415-555-2671."
HIDDEN_TEXT = "Kim wrote to [EMAIL_1] and [PHONE_1], again [PHONE_1]."


def received(stub: Running) -> dict[str, object]:
    return stub.get("/received")[1][-1]  # type: ignore[no-any-return]


def test_a_plain_answer(district: District, gateway: Running) -> None:
    raw = client(gateway).chat.completions.with_raw_response.create(
        model="stub-small", messages=[{"role": "user", "content": "Is this clear?"}]
    )
    assert raw.parse().choices[0].message.content == SAID + "Is this clear?"
    (record,) = district.records()
    assert raw.headers["x-chalkline-decision"] == record.decision_id
    assert raw.headers["x-chalkline-bundle"] == "1" == str(record.bundle_revision)
    assert (record.verdict, record.outcome, record.status) == ("allow", Outcome.ANSWERED, 200)
    assert (record.key_id, record.use_id, record.role, record.grade_band) == (
        "k-class", "use-feedback", "student", "g68",
    )  # fmt: skip
    assert record.tokens_in > 0 and record.tokens_out > 0 and record.elements == ("ai_prompt",)


def test_a_streamed_answer(district: District, gateway: Running) -> None:
    assert stream(client(gateway)) == SAID + "Is my first sentence clear?"
    (record,) = district.records()
    assert (record.outcome, record.stream) == (Outcome.ANSWERED, True)


def test_what_a_model_ends_without_saying_so_is_still_whole(shared: Running) -> None:
    assert stream(client(shared), model="stub-open") == SAID + "Is my first sentence clear?"


def test_an_app_says_for_each_call_which_grade_it_is_for(district: District, gateway: Running) -> None:
    for grade in ("7", "08", "g68"):
        assert ask(client(gateway, APP_KEY, grade=grade, school="Juniper Middle School"))
    assert {(record.grade_band, record.school) for record in district.records()} == {("g68", "S4")}


def test_student_data_is_replaced_before_it_leaves_and_restored_in_the_answer(
    district: District, gateway: Running, stub: Running
) -> None:
    assert ask(client(gateway), SECRET_TEXT) == SAID + SECRET_TEXT
    assert received(stub)["messages"] == [{"role": "user", "content": HIDDEN_TEXT}]
    (record,) = district.records()
    assert (record.verdict, record.replaced) == ("redact", {"par_contact": 1, "stu_phone": 2})


def test_streams_are_restored_too(shared: Running, stub: Running) -> None:
    assert stream(client(shared), SECRET_TEXT) == SAID + SECRET_TEXT
    assert HIDDEN_TEXT in json.dumps(received(stub))


@pytest.mark.parametrize("streamed", [False, True])
def test_arguments_of_tools_are_restored_too(shared: Running, stub: Running, streamed: bool) -> None:
    tools = [{"type": "function", "function": {"name": "mail", "parameters": {"type": "object"}}}]
    asked = [{"role": "user", "content": SECRET_TEXT}]
    made = client(shared).chat.completions.create(  # type: ignore[call-overload]
        model="stub-tools", messages=asked, tools=tools, stream=streamed
    )
    if streamed:
        deltas = [piece.choices[0].delta for piece in made if piece.choices]
        arguments = "".join(call.function.arguments for delta in deltas for call in delta.tool_calls or [])
    else:
        arguments = made.choices[0].message.tool_calls[0].function.arguments
    assert json.loads(arguments) == {"text": SECRET_TEXT}
    assert "555-2671" not in json.dumps(received(stub))


def test_results_of_tools_are_looked_at_too(shared: Running, stub: Running) -> None:
    client(shared).chat.completions.create(
        model="stub-small",
        messages=[
            {"role": "user", "content": "Whom can I call?"},
            {
                "role": "assistant",
                "tool_calls": [{"id": "c", "type": "function", "function": {"name": "find", "arguments": "{}"}}],
            },
            {"role": "tool", "tool_call_id": "c", "content": "her phone is 415-555-2671"},
        ],
        user="mom@gmail.com",
    )
    assert "555-2671" not in json.dumps(received(stub)) and "gmail" not in json.dumps(received(stub))


def test_models_are_those_of_the_use(shared: Running) -> None:
    listed = [model.id for model in client(shared, TEACHER_KEY).models.list()]
    assert "stub-small" in listed and "stub-large" not in listed


def test_two_turns_of_one_talk_use_the_same_stand_ins(shared: Running, stub: Running) -> None:
    talk = [
        {"role": "user", "content": "Call 415-555-2671"},
        {"role": "assistant", "content": "I would call 415-555-2671."},
        {"role": "user", "content": "And 212-555-0143?"},
    ]
    client(shared).chat.completions.create(model="stub-small", messages=talk)  # type: ignore[arg-type]
    assert [message["content"] for message in received(stub)["messages"]] == [  # type: ignore[attr-defined]
        "Call [PHONE_1]", "I would call [PHONE_1].", "And [PHONE_2]?",
    ]  # fmt: skip


def test_many_calls_at_once_each_have_their_record(district: District, gateway: Running) -> None:
    from concurrent.futures import ThreadPoolExecutor

    of = client(gateway)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: ask(of, f"sentence {number}"), range(40)))
    assert answers == [f"{SAID}sentence {number}" for number in range(40)]
    records = district.records()
    assert len({record.decision_id for record in records}) == 40
    assert len({record.sequence for record in records}) == 40


def test_a_caller_who_leaves_is_recorded(district: District, gateway: Running) -> None:
    from contract.gateway.district import wait_until

    impatient = client(gateway).with_options(timeout=0.5, max_retries=0)
    with pytest.raises(openai.APITimeoutError):
        ask(impatient, model="stub-slow")
    wait_until(lambda: len(district.records()) == 1)
    (record,) = district.records()
    assert (record.outcome, record.code) == (Outcome.CUT, "caller_left")
