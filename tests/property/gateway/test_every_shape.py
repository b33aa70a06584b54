"""Streams of every route: cut anywhere, the caller reads the same bytes; and the same text as in a whole answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.gateway.inbound.channels import AnswerChannel, Channels, Kind, TextFilter
from chalkline.gateway.inbound.chat import Chat
from chalkline.gateway.inbound.completions import Completions
from chalkline.gateway.inbound.events import EventReader
from chalkline.gateway.inbound.messages import Messages
from chalkline.gateway.inbound.responses import Responses
from chalkline.gateway.inbound.shape import Shape, Unreadable
from chalkline.gateway.stub_shapes import message_events, message_of, response, response_events
from chalkline.protect.redacting import StandIns

Json = dict[str, Any]
PHONE = "415-555-2671"
BODY: Json = {"model": "m", "instructions": "call [PHONE_1]"}
USAGE = {"prompt_tokens": 7, "completion_tokens": 9, "total_tokens": 16}
TEXT = "Zoë, call [PHONE_1] or [phone_1] at 3. [PHO! [PHONE_1]"
texts = st.lists(
    st.sampled_from(["Call ", "[PHO", "NE_1]", "[PHONE_1]", " or [", "a]. ", "Zoë", "\n", "  ", "é" * 9]), max_size=8
).map("".join)


class Shouting(TextFilter):
    """A filter that must wait: it lets whole words out, in capitals."""

    def __init__(self) -> None:
        self.rest = ""

    def feed(self, text: str) -> str:
        whole = self.rest + text
        cut = whole.rfind(" ") + 1
        self.rest = whole[cut:]
        return whole[:cut].upper()

    def finish(self) -> str:
        rest, self.rest = self.rest, ""
        return rest.upper()


def shouting(channel: AnswerChannel) -> Shouting | None:
    return None if channel.kind is Kind.ARGUMENTS else Shouting()


def channels(*makers: Callable[[AnswerChannel], TextFilter | None], keeps: bool = True) -> Channels:
    made = StandIns()
    made.by_name["[PHONE_1]"] = PHONE
    return Channels(made, makers, keeps=keeps)


def message(text: str, thought: str = "", called: str = "") -> Json:
    made: Json = {"role": "assistant", "content": text, "reasoning_content": thought}
    if called:
        arguments = json.dumps({"text": called}, ensure_ascii=False)
        made["tool_calls"] = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": arguments}}]
    return made


def typed(events: Iterable[Json]) -> bytes:
    return b"".join(f"event: {each['type']}\ndata: {json.dumps(each)}\n\n".encode() for each in events)


def chunks(said: Json) -> bytes:
    deltas: list[Json] = [{"role": "assistant", "content": ""}]
    for name in ("reasoning_content", "content"):
        deltas += [{name: said[name][at : at + 5]} for at in range(0, len(said[name]), 5)]
    for place, call in enumerate(said.get("tool_calls", [])):
        told = call["function"]["arguments"]
        deltas.append({"tool_calls": [{"index": place, "function": {"name": "f", "arguments": ""}}]})
        deltas += [
            {"tool_calls": [{"index": place, "function": {"arguments": told[at : at + 5]}}]}
            for at in range(0, len(told), 5)
        ]
    ends: list[tuple[Json, str | None]] = [*((each, None) for each in deltas), ({}, "stop")]
    events = [
        {"id": "x", "choices": [{"index": number, "delta": delta, "finish_reason": end}]}
        for delta, end in ends
        for number in (0, 1)
    ]
    return b"".join(f"data: {json.dumps(each)}\n\n".encode() for each in events) + b"data: [DONE]\n\n"


def texts_of(said: Json) -> bytes:
    """A message as chunks of a text completion, for two choices by turns."""
    pieces = [said["content"][at : at + 5] for at in range(0, len(said["content"]), 5)]
    choices = [
        {"text": piece, "index": number, "logprobs": None, "finish_reason": end}
        for piece, end in [*((each, None) for each in pieces), ("", "stop")]
        for number in (0, 1)
    ]
    events = [{"id": "x", "object": "text_completion", "choices": [each]} for each in choices]
    return b"".join(f"data: {json.dumps(each)}\n\n".encode() for each in events) + b"data: [DONE]\n\n"


def text_whole(said: Json) -> Json:
    return {"choices": [{"index": 0, "text": said["content"], "finish_reason": "stop"}], "usage": USAGE}


@dataclass(frozen=True)
class Route:
    """A shape, and how the stub says a message on it."""

    shape: Shape
    streamed: Callable[[Json], bytes]
    whole: Callable[[Json], Json]


ROUTES = {
    "chat": Route(Chat(), chunks, lambda said: {"choices": [{"index": 0, "message": said}], "usage": USAGE}),
    "responses": Route(
        Responses(), lambda said: typed(response_events(BODY, said, USAGE)), lambda said: response(BODY, said, USAGE)
    ),
    "messages": Route(
        Messages(), lambda said: typed(message_events(BODY, said, USAGE)), lambda said: message_of(BODY, said, USAGE)
    ),
}
OF_TEXT_ALONE = {"completions": Route(Completions(), texts_of, text_whole)}
every_text = pytest.mark.parametrize(
    "route", [*ROUTES.values(), *OF_TEXT_ALONE.values()], ids=[*ROUTES, *OF_TEXT_ALONE]
)
every_route = pytest.mark.parametrize("route", list(ROUTES.values()), ids=list(ROUTES))


def follow(route: Route, pieces: Iterable[bytes], through: Channels) -> bytes:
    """What the caller reads, as the gateway follows a stream."""
    reader, stream, out = EventReader(), route.shape.stream(through), b""
    for piece in pieces:
        for event in reader.feed(piece):
            out += stream.edit(event)
            if stream.done:
                assert stream.tokens_out in {0, 9}
                return out + stream.ending()
    raise AssertionError("it did not come to its end")


def heard(data: bytes) -> dict[str, str]:
    """The text of each channel of the first choice, put together from its pieces."""
    told: dict[str, str] = {}

    def add(name: str, text: Any) -> None:
        told[name] = told.get(name, "") + (text or "")

    for each in EventReader().feed(data):
        event: Json = json.loads(each) if each != b"[DONE]" else {}
        kind = event.get("type", "")
        for choice in event.get("choices", []):
            if choice["index"] == 0:
                if "text" in choice:
                    add("content", choice["text"])
                    continue
                add("content", choice["delta"].get("content"))
                add("thought", choice["delta"].get("reasoning_content"))
                for call in choice["delta"].get("tool_calls", []):
                    add("called", call["function"]["arguments"])
        if kind == "content_block_delta":
            names = {"text": "content", "thinking": "thought", "partial_json": "called"}
            for name, text in event["delta"].items():
                if name in names:
                    add(names[name], text)
        if kind.startswith("response.") and kind.endswith(".delta"):
            name = "thought" if "reasoning" in kind else "called" if "arguments" in kind else "content"
            add(name, event["delta"])
    return {name: text for name, text in told.items() if text}


def restored(text: str) -> str:
    return text.replace("[PHONE_1]", PHONE).replace("[phone_1]", PHONE)


@every_text
@given(texts, texts, texts, st.data())
def test_cutting_the_bytes_anywhere_changes_no_byte(
    route: Route, text: str, thought: str, called: str, data: st.DataObject
) -> None:
    whole = route.streamed(message(text, thought, called))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=12)))
    pieces = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    out = follow(route, pieces, channels())
    assert out == follow(route, [whole], channels())
    said = heard(out)
    says_more = route in ROUTES.values()  # text completions have one channel
    assert (said.get("content", ""), said.get("thought", "")) == (restored(text), restored(thought) * says_more)
    assert not (called and says_more) or json.loads(said["called"]) == {"text": restored(called)}


@every_text
@pytest.mark.parametrize("makers", [(), (shouting,)], ids=["restored", "held back by another filter"])
def test_every_single_place_of_a_small_stream(route: Route, makers: tuple[Any, ...]) -> None:
    whole = route.streamed(message(TEXT, "see [PHONE_1]"))
    expected = follow(route, [whole], channels(*makers))
    events = EventReader().feed(whole)  # a stream's editor sees whole events, and nothing of how they came
    for at in range(len(whole)):
        reader = EventReader()
        assert reader.feed(whole[:at]) + reader.feed(whole[at:]) == events
    assert follow(route, (whole[at : at + 1] for at in range(len(whole))), channels(*makers)) == expected
    crlf = whole.replace(b"\n", b"\r\n")
    assert follow(route, (crlf[at : at + 1] for at in range(len(crlf))), channels(*makers)) == expected


@every_text
@given(texts, texts)
def test_a_stream_says_what_a_whole_answer_says(route: Route, text: str, called: str) -> None:
    said = message(text, "", called)
    told = heard(follow(route, [route.streamed(said)], channels(shouting)))
    answer, tokens_in, tokens_out = route.shape.read_answer(json.dumps(route.whole(said)).encode())
    route.shape.edit_answer(answer, channels(shouting, keeps=False))
    assert (tokens_in, tokens_out) == (7, 9)
    assert restored(text.upper()) in ("", *strings(answer)) and told.get("content", "") == restored(text.upper())


def strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(each)


def test_a_response_repeats_exactly_what_its_pieces_said() -> None:
    route = ROUTES["responses"]
    out = follow(route, [route.streamed(message(TEXT, "thought [PHONE_1]", "[PHONE_1]"))], channels(shouting))
    events = [json.loads(each) for each in EventReader().feed(out)]
    assert [each["sequence_number"] for each in events] == list(range(len(events)))
    last = events[-1]["response"]
    pieces = heard(out)
    done = {each["type"]: each for each in events if each["type"].endswith(".done")}
    assert done["response.output_text.done"]["text"] == pieces["content"] == last["output"][-1]["content"][0]["text"]
    assert done["response.function_call_arguments.done"]["arguments"] == pieces["called"]
    assert last["output"][1]["arguments"] == pieces["called"]
    assert last["output"][0]["summary"][0]["text"] == pieces["thought"] == f"THOUGHT {PHONE}"
    assert last["instructions"] == f"call {PHONE}"


@every_text
@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"[]", b'"x"', b"{}", b'{"type":"error","error":{}}', b'{"type":7}', b'{"choices":7}'],
)  # fmt: skip
def test_what_is_no_event_is_not_passed_on(route: Route, data: bytes) -> None:
    with pytest.raises(Unreadable):
        route.shape.stream(channels()).edit(data)


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("responses", {"type": "response.telepathy.delta", "delta": "[PHONE_1]"}),
        ("messages", {"type": "content_block_delta", "index": 0, "delta": {"type": "telepathy", "x": "y"}}),
        ("messages", {"type": "content_block_start", "index": 0, "content_block": {"type": "telepathy"}}),
        ("responses", {"type": "response.output_item.done", "item": {"type": "telepathy", "text": "x"}}),
        ("responses", {"type": "response.content_part.added", "part": {"type": "telepathy", "text": "x"}}),
        ("chat", {"choices": [{"index": 0, "delta": {"content": [{"text": "x"}]}}]}),
    ],
)
def test_text_of_a_kind_that_nobody_knows_is_not_passed_on_unread(name: str, event: Json) -> None:
    with pytest.raises(Unreadable):
        ROUTES[name].shape.stream(channels()).edit(json.dumps(event).encode())


def test_probabilities_of_words_do_not_say_what_was_left_out() -> None:
    probable = {"content": [{"token": "secret"}]}
    read = {"choices": [{"message": {"content": "x", "novel": "secret"}, "logprobs": probable}]}
    ROUTES["chat"].shape.edit_answer(read, channels())
    assert "secret" not in json.dumps(read)
    chunk = {"choices": [{"index": 0, "delta": {"content": "x", "novel": "secret"}, "logprobs": probable}]}
    assert b"secret" not in ROUTES["chat"].shape.stream(channels()).edit(json.dumps(chunk).encode())


@every_route
def test_no_tool_is_called_that_nobody_offered(route: Route) -> None:
    whole = route.streamed(message("", "", "[PHONE_1]"))
    offered, other = channels(), channels()
    offered.tools, other.tools = frozenset({"f"}), frozenset({"g"})
    assert heard(follow(route, [whole], offered))["called"]
    try:
        out = follow(route, [whole], other)
    except Unreadable:
        return
    assert "called" not in heard(out)


def test_a_tool_of_free_text_is_called_with_what_was_meant() -> None:
    call = {"id": "c", "type": "custom", "custom": {"name": "f", "input": 'say "[PHONE_1]"'}}
    read = {"choices": [{"message": {"content": None, "tool_calls": [call]}}]}
    ROUTES["chat"].shape.edit_answer(read, channels())
    assert call["custom"]["input"] == f'say "{PHONE}"'  # type: ignore[index]
    deltas = [{"index": 0, "custom": {"input": each}} for each in ('say "[PHO', "NE_1]", '" [P')]
    events = [{"choices": [{"index": 0, "delta": {"tool_calls": [each]}}]} for each in deltas]
    last: Json = {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}
    stream, out = ROUTES["chat"].shape.stream(channels()), ""
    for event in (*events, last):
        told = json.loads(stream.edit(json.dumps(event).encode())[6:])
        out += "".join(each["custom"]["input"] for each in told["choices"][0]["delta"].get("tool_calls", []))
    assert out == f'say "{PHONE}" [P'


@every_text
def test_without_filters_every_byte_passes_as_it_came(route: Route) -> None:
    whole = route.streamed(message(TEXT))
    assert follow(route, [whole], Channels(StandIns(), keeps=True)) == whole
