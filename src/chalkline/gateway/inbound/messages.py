"""Messages: POST /v1/messages, the route of Anthropic's libraries, whole and as a stream of typed events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.grounded_messages import GroundedMessages
from chalkline.gateway.inbound.media import PART_ELEMENTS, kind_of
from chalkline.gateway.inbound.messages_said import SaidEvents, frame_of, spelled, text_in
from chalkline.gateway.inbound.shape import (
    NAMES_THE_CALLER,
    Said,
    Shape,
    Told,
    Unreadable,
    check_frame,
    keep_only,
    names_of,
    read_json,
    refuse_tools,
    restored_elsewhere,
    tokens_of,
    whole_number,
)
from chalkline.gateway.refusing import TYPE, Refused, body_unclear, kept_elsewhere

BLOCKS = frozenset({"text", "tool_use", "tool_result", "thinking", "redacted_thinking", "search_result"})
ANSWERED = frozenset({"text", "thinking", "redacted_thinking", "tool_use"})  # of any other, nobody looks at the text
TOKENS = ("input_tokens", "output_tokens")
# What an answer and its blocks may have. Anything else nobody has looked at, so it is left out.
FRAME = frozenset({"id", "type", "role", "model", "content", "stop_reason", "stop_sequence", "usage", "container"})
OF_BLOCK = {
    "text": frozenset({"type", "text", "citations"}),
    "thinking": frozenset({"type", "thinking", "signature"}),
    "redacted_thinking": frozenset({"type", "data"}),
    "tool_use": frozenset({"type", "id", "name", "input"}),
}
OF_EVENT = frozenset({"type", "index", "delta", "content_block", "message", "usage"})
EVENTS = frozenset({"message_start", "message_delta", "ping"})
TEXTS = {"text": Kind.TEXT, "thinking": Kind.REASONING}  # the kind of a block is also the field of its text
DELTAS = {
    "text_delta": ("text", Kind.TEXT),
    "thinking_delta": ("thinking", Kind.REASONING),
    "input_json_delta": ("partial_json", Kind.ARGUMENTS),
}
ERRORS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
}


class Messages(Shape):
    """The route of messages."""

    id = "messages"
    path = "/v1/messages"
    leaves_out = NAMES_THE_CALLER
    grounding = GroundedMessages()

    def read(self, body: dict[str, Any]) -> None:
        """Messages and instructions of blocks that are known."""
        check_frame(body)
        if body.get("container"):
            raise kept_elsewhere("“container”")
        refuse_tools(body.get("tools"))
        messages = body.get("messages")
        if not isinstance(messages, list) or not messages:
            raise body_unclear("It has no messages.")
        _check_content(body.get("system"))
        for message in messages:
            if not isinstance(message, dict):
                raise body_unclear("It has no messages.")
            _check_content(message.get("content"))

    def said(self, body: dict[str, Any]) -> Iterator[Said]:
        """The instructions and each block's text."""
        if system := text_in(body.get("system")):
            yield Said("system", system)
        last = len(body["messages"]) - 1
        for place, message in enumerate(body["messages"]):
            content = message.get("content")
            if text := text_in(content):
                yield Said(str(message.get("role")), text, place == last)
            for block in content if isinstance(content, list) else ():
                if block.get("type") == "tool_result" and (text := text_in(block.get("content"))):
                    yield Said("tool", text, place == last)

    def tools_of(self, body: dict[str, Any]) -> frozenset[str] | None:
        """Of "tools"."""
        return names_of(body.get("tools"))

    def read_answer(self, data: bytes) -> tuple[dict[str, Any], int, int]:
        """A message with its blocks."""
        answer = read_json(data)
        if not isinstance(answer.get("content"), list):
            raise Unreadable
        return answer, *tokens_of(answer.get("usage"), TOKENS)

    def edit_answer(self, answer: dict[str, Any], channels: Channels) -> None:
        """Each block's text, and what a tool is called with."""
        done: set[tuple[int, str]] = set()
        keep_only(answer, FRAME)
        for number, block in enumerate(answer["content"]):
            name = kind_of(block)
            _check_block(block, name, channels)
            if name in TEXTS and isinstance(block.get(name), str):
                block[name] = channels.through(block[name], 0, TEXTS[name], str(number))
                done.add((id(block), name))
            elif name == "tool_use" and isinstance(block.get("input"), dict):
                told = channels.through(orjson.dumps(block["input"]).decode(), 0, Kind.ARGUMENTS, str(number))
                block["input"] = read_json(told.encode())
                done.add((id(block), "input"))
        restored_elsewhere(answer, channels, done)

    def stream(self, channels: Channels) -> MessagesStream:
        """What follows one stream."""
        return MessagesStream(channels)

    def told(self, told: Told) -> dict[str, Any]:
        """A text of ours as a message."""
        return {**frame_of(told), "content": [{"type": "text", "text": told.text}], "stop_reason": "end_turn"}

    def told_stream(self, told: Told) -> bytes:
        """A text of ours as the events of a message."""
        events = SaidEvents(told)
        return events.opening() + events.piece(told.text) + events.closing()

    def error(self, refused: Refused, decision_id: str) -> bytes:
        """An error as Anthropic's libraries read it; our code and type beside it."""
        kind = ERRORS.get(refused.status, "api_error" if refused.status >= 500 else "invalid_request_error")
        error = {"type": kind, "message": refused.message, "code": refused.code, "reason": TYPE}
        return orjson.dumps({"type": "error", "error": error, "request_id": decision_id})

    def error_event(self, refused: Refused, decision_id: str) -> bytes:
        """The same inside a stream."""
        return b"event: error\ndata: " + self.error(refused, decision_id) + b"\n\n"


def as_it_came(kind: str, data: bytes) -> bytes:
    """An event that nobody has changed."""
    return b"event: %b\ndata: %b\n\n" % (kind.encode(), data)


@dataclass
class MessagesStream:
    """Follows one stream of a message. What is held back of a block comes before its end."""

    channels: Channels
    tokens_in: int = 0
    tokens_out: int = 0
    done: bool = False
    came_to_its_end: bool = False  # only its last event says that a message is over
    _last: bytes = b""
    _deltas: dict[int, tuple[str, Kind, str]] = field(default_factory=dict)  # by block: how its pieces come

    def edit(self, data: bytes) -> bytes:
        """One event's data in; it, and what was held back before it, out. Raises Unreadable."""
        event = read_json(data)
        kind = event.get("type")
        if not isinstance(kind, str) or kind == "error":
            raise Unreadable
        self._count(event)
        if kind == "message_stop":
            self.done = True
            self._last = b"".join(map(self._flush, sorted(self._deltas))) + as_it_came(kind, data)
            return b""
        if self.channels.idle:
            return as_it_came(kind, data)
        keep_only(event, OF_EVENT)
        number, before = whole_number(event.get("index")), b""
        if kind == "content_block_delta":
            self._edit(event.get("delta"), number)
        elif kind == "content_block_start":
            self._start(event.get("content_block"), number)
        elif kind == "content_block_stop":
            before = self._flush(number)
        elif kind not in EVENTS:
            return b""
        else:
            before = b"".join(map(self._flush, sorted(self._deltas))) if kind == "message_delta" else b""
            if isinstance(event.get("message"), dict):
                keep_only(event["message"], FRAME)
                event["message"]["content"] = []  # it comes in blocks of its own
            restored_elsewhere(event, self.channels, set())
        return before + spelled(event)

    def ending(self) -> bytes:
        """The last event."""
        return self._last

    def _count(self, event: dict[str, Any]) -> None:
        started = event.get("message")
        usage = started.get("usage") if isinstance(started, dict) else event.get("usage")
        if isinstance(usage, dict):
            tokens_in, tokens_out = tokens_of(usage, TOKENS)
            self.tokens_in, self.tokens_out = tokens_in or self.tokens_in, tokens_out or self.tokens_out

    def _start(self, block: Any, number: int) -> None:
        name = kind_of(block)
        _check_block(block, name, self.channels)
        if name in TEXTS and isinstance(block.get(name), str) and block[name]:
            delta = next(each for each, (field_, _) in DELTAS.items() if field_ == name)
            self._deltas[number] = (delta, TEXTS[name], name)
            block[name] = self.channels.of(0, TEXTS[name], str(number)).feed(block[name])
        restored_elsewhere(block, self.channels, {(id(block), name)} if name in TEXTS else set())

    def _edit(self, delta: Any, number: int) -> None:
        name = str(delta.get("type")) if isinstance(delta, dict) else ""
        if name in DELTAS:
            of, kind = DELTAS[name]
            if not isinstance(delta.get(of), str):
                raise Unreadable
            self._deltas[number] = (name, kind, of)
            keep_only(delta, frozenset({"type", of}))
            delta[of] = self.channels.of(0, kind, str(number)).feed(delta[of])
        elif name == "signature_delta":
            return
        elif name == "citations_delta":
            restored_elsewhere(delta, self.channels, set())
        else:
            raise Unreadable  # text of a kind that is not known cannot be looked at

    def _flush(self, number: int) -> bytes:
        """An event with what a block still holds back; nothing where it holds nothing."""
        if number not in self._deltas:
            return b""
        name, kind, of = self._deltas.pop(number)
        rest = self.channels.of(0, kind, str(number)).finish()
        if not rest:
            return b""
        return spelled({"type": "content_block_delta", "index": number, "delta": {"type": name, of: rest}})


def _check_block(block: Any, name: str, channels: Channels) -> None:
    """Whether a block of an answer may pass: one that is looked at, and no call of a tool that nobody offered."""
    if name not in ANSWERED or (name == "tool_use" and not channels.offers(block.get("name"))):
        raise Unreadable
    keep_only(block, OF_BLOCK[name])


def _check_content(content: Any) -> None:
    if content is None or isinstance(content, str):
        return
    if not isinstance(content, list):
        raise body_unclear("A message's content is neither a text nor a list of blocks.")
    for block in content:
        kind = kind_of(block)
        if kind not in BLOCKS and kind not in PART_ELEMENTS:
            raise body_unclear("A message has a block of a kind that this gateway does not know.")
        if kind == "tool_result":
            _check_content(block.get("content"))
