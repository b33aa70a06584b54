"""Pictures and files come themselves, never by an address; nothing in a body brings another model or place in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalkline.gateway.inbound.chat import Chat
from chalkline.gateway.inbound.lists import Embeddings, Moderations
from chalkline.gateway.inbound.messages import Messages
from chalkline.gateway.inbound.responses import Responses
from chalkline.gateway.inbound.scanning import Scanned, parse, scan
from chalkline.gateway.inbound.shape import Shape
from chalkline.gateway.refusing import Refused
from chalkline.protect.detecting import Detector

FIND = Detector().find
AWAY = "http://169.254.169.254/latest/meta-data"
BYTES = "data:image/png;base64,AAAA"
SHAPES: dict[str, Shape] = {"chat": Chat(), "messages": Messages(), "responses": Responses()}


def looked(shape: Shape, body: dict[str, Any]) -> Scanned:
    read = parse(json.dumps(body).encode())
    shape.read(read)
    return scan(read, FIND)


def with_part(route: str, part: dict[str, Any]) -> Scanned:
    name = "input" if route == "responses" else "messages"
    return looked(SHAPES[route], {"model": "m", name: [{"role": "user", "content": [part]}]})


@pytest.mark.parametrize(
    ("route", "part"),
    [
        ("chat", {"type": "image_url", "image_url": {"url": AWAY}}),
        ("chat", {"type": "image_url", "image_url": AWAY}),
        ("chat", {"type": "image_url", "image_url": {"url": f" {AWAY}"}}),
        ("chat", {"type": "image_url", "image_url": {"URL": AWAY}}),
        ("chat", {"type": "image_url", "image_url": {"uri": "//evil.example/x"}}),
        ("chat", {"type": "image_url", "image_url": {"uri": "gs://bucket/x"}}),
        ("chat", {"type": "image_url", "image_url": [AWAY]}),
        ("chat", {"type": "image_url", "image_url": {"url": BYTES, "more": {"more": [AWAY]}}}),
        ("chat", {"type": "image_url", "url": AWAY}),
        ("chat", {"type": "text", "text": "x", "image_url": {"url": AWAY}}),
        ("chat", {"type": "text", "text": "x", "image_url": AWAY}),
        ("chat", {"type": "file", "file": {"file_data": AWAY}}),
        ("chat", {"type": "file", "file": {"file_id": "file-1"}}),
        ("chat", {"type": "input_audio", "input_audio": {"data": AWAY, "format": "wav"}}),
        ("messages", {"type": "image", "source": {"type": "url", "url": AWAY}}),
        ("messages", {"type": "document", "source": {"type": "file", "file_id": "f"}}),
        ("messages", {"type": "text", "text": "x", "source": {"type": "url", "url": AWAY}}),
        (
            "messages",
            {"type": "tool_result", "content": [{"type": "image", "source": {"type": "url", "url": AWAY}}]},
        ),
        ("responses", {"type": "input_image", "image_url": AWAY}),
        ("responses", {"type": "input_file", "file_url": AWAY}),
        ("responses", {"type": "input_file", "filename": "x", "file_data": AWAY}),
        ("responses", {"type": "input_text", "text": "x", "image_url": AWAY}),
    ],
)
def test_nothing_is_fetched_for_a_caller(route: str, part: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        with_part(route, part)
    assert caught.value.code == "part_elsewhere"


@pytest.mark.parametrize(
    ("part", "elements"),
    [
        ({"type": "image_url", "image_url": {"url": BYTES, "detail": "low"}}, {"stu_photo"}),
        ({"type": "text", "text": "x", "image_url": {"url": BYTES}}, {"stu_photo"}),
        ({"type": "text", "text": f"see {AWAY}"}, {"ip_cookies"}),
        ({"type": "text", "text": "https://nps.example/p"}, set()),
        ({"type": "file", "file": {"filename": "//x/y.pdf", "file_data": BYTES}}, {"ai_upload"}),
    ],
)
def test_what_is_sent_itself_is_the_data_that_it_is(part: dict[str, Any], elements: set[str]) -> None:
    assert with_part("chat", part).elements == elements


@pytest.mark.parametrize("name", ["audio", "images", "files", "attachments"])
def test_a_message_brings_nothing_beside_its_content(name: str) -> None:
    with pytest.raises(Refused):
        looked(Chat(), {"model": "m", "messages": [{"role": "user", "content": "x", name: ["AAAA"]}]})


BODIES: list[tuple[Shape, dict[str, Any]]] = [
    (Chat(), {"messages": [{"role": "user", "content": "x"}]}),
    (Messages(), {"messages": [{"role": "user", "content": "x"}]}),
    (Responses(), {"input": "x"}),
    (Embeddings(), {"input": "x"}),
    (Moderations(), {"input": "x"}),
]


@pytest.mark.parametrize("place", range(len(BODIES)))
@pytest.mark.parametrize(
    "more",
    [
        {"models": ["dearer"]},
        {"fallbacks": [{"m": ["dearer"]}]},
        {"route": "fallback"},
        {"provider": {"order": ["elsewhere"]}},
        {"api_base": AWAY},
        {"api_key": "of somebody"},
        {"extra_headers": {}},
        {"webhook": AWAY},
        {"plugins": [{"id": "web"}]},
        {"search_parameters": {"mode": "on"}},
        {"mcp_servers": [{"url": AWAY}]},
    ],
)
def test_no_field_brings_another_model_or_place_in(place: int, more: dict[str, Any]) -> None:
    shape, body = BODIES[place]
    looked(shape, {"model": "m", **body, **dict.fromkeys(more)})
    with pytest.raises(Refused) as caught:
        looked(shape, {"model": "m", **body, **more})
    assert caught.value.code == "tool_outside" and "Leave it out" in caught.value.message
