"""Streams: however the bytes are cut, the caller reads the same restored text, and everything of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.gateway.inbound.channels import Channels
from chalkline.gateway.inbound.chat import Chat
from chalkline.gateway.inbound.chat_stream import ChatStream
from chalkline.gateway.inbound.events import LARGEST_EVENT, EventReader
from chalkline.gateway.inbound.shape import Unreadable
from chalkline.protect.redacting import StandIns

PHONE = "415-555-2671"
pieces_of_text = st.lists(
    st.sampled_from(["Call ", "[PHO", "NE_1]", "[PHONE_1]", " or [", "a]", "Zoë", "\n", ""]), max_size=8
)


def stand_ins() -> StandIns:
    made = StandIns()
    made.by_name["[PHONE_1]"] = PHONE
    return made


def event(delta: dict[str, Any], finish: str | None = None, index: int = 0) -> bytes:
    choice = {"index": index, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"id": "x", "choices": [choice]}).encode() + b"\n\n"


def followed(stand_ins: StandIns) -> ChatStream:
    return ChatStream(Channels(stand_ins))


def read(data: list[bytes], editor: ChatStream) -> dict[str, str]:
    """All text by channel, as a caller would put it together."""
    reader, told = EventReader(), {}
    out = b""
    for piece in data:
        for each in reader.feed(piece):
            out += editor.edit(each)
    *events, last = EventReader().feed(out + editor.ending())
    assert last == b"[DONE]"
    for each in events:
        for choice in json.loads(each)["choices"]:
            delta = choice["delta"]
            texts = {name: delta.get(name) for name in ("content", "refusal", "reasoning_content")}
            texts |= {f"tool {call['index']}": call["function"]["arguments"] for call in delta.get("tool_calls", [])}
            for name, text in texts.items():
                told[f"{choice['index']} {name}"] = told.get(f"{choice['index']} {name}", "") + (text or "")
    return {name: text for name, text in told.items() if text}


@given(pieces_of_text, pieces_of_text, st.data())
def test_cutting_the_bytes_anywhere_changes_nothing(first: list[str], second: list[str], data: st.DataObject) -> None:
    """Two choices, text and tool arguments interleaved; the bytes of the events cut at random."""
    events = []
    for at in range(max(len(first), len(second))):
        if at < len(first):
            events.append(event({"content": first[at]}))
        if at < len(second):
            events.append(event({"tool_calls": [{"index": 0, "function": {"arguments": second[at]}}]}, index=1))
    events += [event({}, "stop"), event({}, "tool_calls", index=1)]
    whole = b"".join(events) + b"data: [DONE]\n\n"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=12)))
    cut = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    editor = followed(stand_ins())
    told = read(cut, editor)
    assert told.get("0 content", "") == "".join(first).replace("[PHONE_1]", PHONE)
    assert told.get("1 tool 0", "") == "".join(second).replace("[PHONE_1]", PHONE)
    assert editor.came_to_its_end


@given(pieces_of_text)
def test_what_is_held_back_comes_out_though_the_model_never_says_that_it_is_done(pieces: list[str]) -> None:
    editor = followed(stand_ins())
    told = read([event({"content": piece}) for piece in pieces], editor)
    assert told.get("0 content", "") == "".join(pieces).replace("[PHONE_1]", PHONE)
    assert not editor.came_to_its_end


def test_without_stand_ins_events_pass_as_they_came() -> None:
    editor = followed(StandIns())
    data = b'{"choices": [ {"index":0,"delta":{"content":"[PHONE_1]"}} ],  "odd":1}'
    assert editor.edit(data) == b"data: " + data + b"\n\n"


def test_events_as_other_servers_write_them() -> None:
    reader = EventReader()
    assert reader.feed(b": hello\r\n\r\nevent: x\r\ndata:1\r\ndata: 2\r\n\r") == []
    assert reader.feed(b"\ndata: [DONE]\n\n") == [b"1\n2", b"[DONE]"]


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"[]", b"{}", b'{"choices":7}', b'{"choices":["x"]}', b'{"error":{"message":"no"},"choices":[]}'],
)
def test_what_is_no_event_is_not_passed_on(data: bytes) -> None:
    with pytest.raises(Unreadable):
        followed(StandIns()).edit(data)


def test_an_event_without_end_is_not_collected_for_ever() -> None:
    reader = EventReader()
    reader.feed(b"x" * LARGEST_EVENT)
    with pytest.raises(Unreadable):
        reader.feed(b"x")


def test_tokens_are_counted_where_the_model_says_them() -> None:
    editor = followed(StandIns())
    editor.edit(b'{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":"many"}}')
    assert (editor.tokens_in, editor.tokens_out) == (7, 0)


def test_a_whole_answer_is_restored_everywhere() -> None:
    calls = [{"function": {"arguments": '{"a":"[PHONE_1]"}'}}]
    answer = {
        "choices": [{"message": {"content": "[PHONE_1]", "tool_calls": calls}}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 4},
    }
    read, tokens_in, tokens_out = Chat().read_answer(json.dumps(answer).encode())
    Chat().edit_answer(read, Channels(stand_ins()))
    assert json.dumps(read).count(PHONE) == 2 and (tokens_in, tokens_out) == (3, 4)
    for nonsense in (b"", b"<html>", b"[]", b'{"choices":1}'):
        with pytest.raises(Unreadable):
            Chat().read_answer(nonsense)
