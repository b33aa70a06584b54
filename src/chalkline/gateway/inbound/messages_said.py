"""A text that is put together here, as a message of Anthropic's: its frame, and the events of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from chalkline.gateway.inbound.shape import Told


def spelled(event: dict[str, Any]) -> bytes:
    """One event of a stream."""
    return b"event: %b\ndata: %b\n\n" % (str(event["type"]).encode(), orjson.dumps(event))


def text_in(content: Any) -> str:
    """What a content says, whether it is a text or a list of blocks."""
    if isinstance(content, list):
        return "\n".join(str(block.get("text") or "") for block in content if block.get("type") == "text")
    return str(content or "")


def frame_of(told: Told, tokens: tuple[int, int] = (0, 0)) -> dict[str, Any]:
    """A message without its content. ``tokens``: in and out."""
    return {
        "id": f"msg_{told.answer_id}",
        "type": "message",
        "role": "assistant",
        "model": told.model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": tokens[0], "output_tokens": tokens[1]},
    }


@dataclass(frozen=True)
class SaidEvents:
    """The events of one: ``opening``, a ``piece`` as often as there is one, ``closing``."""

    told: Told
    tokens_in: int = 0

    def opening(self) -> bytes:
        """A message begins, and a text in it."""
        return spelled({"type": "message_start", "message": frame_of(self.told, (self.tokens_in, 0))}) + spelled(
            {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
        )

    def piece(self, text: str) -> bytes:
        """The next of its text."""
        return spelled({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}})

    def closing(self, stop_reason: str = "end_turn", tokens_out: int = 0) -> bytes:
        """It is over."""
        ends = {"stop_reason": stop_reason, "stop_sequence": None}
        events: list[dict[str, Any]] = [
            {"type": "content_block_stop", "index": 0},
            {"type": "message_delta", "delta": ends, "usage": {"output_tokens": tokens_out}},
            {"type": "message_stop"},
        ]
        return b"".join(map(spelled, events))
