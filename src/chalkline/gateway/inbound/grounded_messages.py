"""Grounded messages: what is asked, where the passages go, which text of the answer is judged.

Of what a model service sends, only its blocks of text are read. What goes out is put together here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chalkline.gateway.inbound.bearing_out import Bearing, Gate
from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.grounding import (
    more_than_text,
    no_question,
    other_form,
    own_sources,
    question_of,
    with_orders,
)
from chalkline.gateway.inbound.media import kind_of
from chalkline.gateway.inbound.messages_said import SaidEvents, frame_of, text_in
from chalkline.gateway.inbound.shape import Told, Unreadable, read_json, tokens_of, whole_number

TOKENS = ("input_tokens", "output_tokens")
ENDS = frozenset({"end_turn", "max_tokens", "stop_sequence", "refusal"})
BETWEEN = "\n\n"  # two blocks of one answer are two paragraphs


class GroundedMessages:
    """The route of messages."""

    def asked(self, body: dict[str, Any]) -> str:
        """The text of the last message."""
        if body.get("tools"):
            raise own_sources()
        wanted = body.get("output_config")
        if body.get("output_format") or (isinstance(wanted, dict) and wanted.get("format")):
            raise other_form()
        messages = body["messages"]
        if not all(map(_is_text, (body.get("system"), *(each.get("content") for each in messages)))):
            raise more_than_text()
        if messages[-1].get("role") != "user":
            raise no_question()
        return question_of(text_in(messages[-1].get("content")))

    def put_in(self, body: dict[str, Any], passages: str) -> None:
        """Before the text of the last message."""
        body["system"] = with_orders(text_in(body.get("system")))
        last = body["messages"][-1]
        last["content"] = f"{passages}\n\n{text_in(last.get('content'))}"

    def bear_out(self, answer: dict[str, Any], channels: Channels, bearing: Bearing) -> dict[str, Any]:
        """A message with one block: what may go out of the texts of all."""
        check = bearing.of(0)
        texts = [str(each.get("text") or "") for each in answer["content"] if kind_of(each) == "text"]
        said = channels.through(check.feed(BETWEEN.join(texts)) + check.finish(), 0, Kind.TEXT, "0")
        frame = frame_of(_named(answer, channels), tokens_of(answer.get("usage"), TOKENS))
        return {**frame, "content": [{"type": "text", "text": said}], "stop_reason": _ends(answer)}

    def stream(self, channels: Channels, bearing: Bearing) -> GroundedMessagesStream:
        """What follows one stream."""
        return GroundedMessagesStream(channels, bearing)


@dataclass
class GroundedMessagesStream:
    """Follows a grounded stream of a message."""

    channels: Channels
    bearing: Bearing
    tokens_in: int = 0
    tokens_out: int = 0
    done: bool = False
    came_to_its_end: bool = False  # only its last event says that a message is over
    _gate: Gate = field(init=False)
    _said: SaidEvents | None = None
    _frame: dict[str, Any] = field(default_factory=dict)
    _stop: dict[str, Any] = field(default_factory=dict)
    _heard: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._gate = Gate(self.bearing.of(0), self.channels.of(0, Kind.TEXT, "0"))

    def edit(self, data: bytes) -> bytes:
        """One event's data in; what may go out of it, nothing while a sentence is not whole. Raises Unreadable."""
        event = read_json(data)
        kind = event.get("type")
        if not isinstance(kind, str) or kind == "error":
            raise Unreadable
        if kind == "message_start" and isinstance(event.get("message"), dict):
            self._frame = event["message"]
            self._count(self._frame.get("usage"))
        elif kind == "message_delta":
            self._stop = event["delta"] if isinstance(event.get("delta"), dict) else {}
            self._count(event.get("usage"))
        elif kind == "message_stop":
            self.done = True
        elif kind in {"content_block_start", "content_block_delta"}:
            part = event.get("content_block" if kind.endswith("start") else "delta")
            if isinstance(part, dict) and part.get("type") in ("text", "text_delta"):
                return self._piece(whole_number(event.get("index")), part.get("text"))
        return b""

    def ending(self) -> bytes:
        """What is still held back, and the last events."""
        rest = self._gate.finish()
        before = self._told(rest) if rest or self._said is None else b""
        assert self._said is not None
        return before + self._said.closing(_ends(self._stop), self.tokens_out)

    def _count(self, usage: Any) -> None:
        tokens_in, tokens_out = tokens_of(usage, TOKENS)
        self.tokens_in, self.tokens_out = tokens_in or self.tokens_in, tokens_out or self.tokens_out

    def _piece(self, block: int, text: Any) -> bytes:
        if not isinstance(text, str):
            raise Unreadable
        if not text:
            return b""
        begins = bool(self._heard) and block not in self._heard
        self._heard.add(block)
        told = self._gate.feed(BETWEEN + text if begins else text)
        return self._told(told) if told else b""

    def _told(self, text: str) -> bytes:
        before = b""
        if self._said is None:
            self._said = SaidEvents(_named(self._frame, self.channels), self.tokens_in)
            before = self._said.opening()
        return before + (self._said.piece(text) if text else b"")


def _named(message: dict[str, Any], channels: Channels) -> Told:
    """Which message of which model it is; nothing else of its frame goes on."""
    answer_id = str(message.get("id") or "")[:200].removeprefix("msg_")
    model = str(message.get("model") or "")[:200]
    return Told("", channels.restored(model), channels.restored(answer_id), 0)


def _ends(message: dict[str, Any]) -> str:
    said = message.get("stop_reason")
    return said if isinstance(said, str) and said in ENDS else "end_turn"


def _is_text(content: Any) -> bool:
    return content is None or isinstance(content, str) or all(kind_of(block) == "text" for block in content)
