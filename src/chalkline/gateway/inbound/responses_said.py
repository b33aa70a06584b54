"""A text that is put together here, as a response: whole, and as the events of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chalkline.gateway.inbound.responses_stream import spelled
from chalkline.gateway.inbound.shape import Told

INCOMPLETE = frozenset({"max_output_tokens", "content_filter"})


def response_of(
    told: Told, *, status: str = "completed", tokens: tuple[int, int] = (0, 0), why_incomplete: str = ""
) -> dict[str, Any]:
    """The whole of it. ``tokens``: in and out. ``why_incomplete`` is one of INCOMPLETE, or ""."""
    tokens_in, tokens_out = tokens
    usage = {
        "input_tokens": tokens_in,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": tokens_out,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": tokens_in + tokens_out,
    }
    over = status != "in_progress"
    return {
        "id": f"resp_{told.answer_id}",
        "object": "response",
        "created_at": told.created,
        "model": told.model,
        "status": status,
        "output": [_item(told, status, told.text)] if over else [],
        "usage": usage if over else None,
        "error": None,
        "incomplete_details": {"reason": why_incomplete} if why_incomplete else None,
        "instructions": None,
        "metadata": {},
        "parallel_tool_calls": True,
        "temperature": None,
        "top_p": None,
        "tool_choice": "auto",
        "tools": [],
        "store": False,
    }


@dataclass
class SaidEvents:
    """The events of one: ``opening``, a ``piece`` as often as there is one, ``closing``. Numbered as they come."""

    told: Told
    number: int = 0

    @property
    def _place(self) -> dict[str, Any]:
        return {"item_id": f"msg_{self.told.answer_id}", "output_index": 0, "content_index": 0}

    def opening(self) -> bytes:
        """A response begins, and a text in it."""
        part = {"type": "output_text", "text": "", "annotations": []}
        item = {**_item(self.told, "in_progress", ""), "content": []}
        return self._spelled(
            {"type": "response.created", "response": response_of(self.told, status="in_progress")},
            {"type": "response.output_item.added", "output_index": 0, "item": item},
            {"type": "response.content_part.added", **self._place, "part": part},
        )

    def piece(self, text: str) -> bytes:
        """The next of its text."""
        return self._spelled({"type": "response.output_text.delta", **self._place, "delta": text, "logprobs": []})

    def closing(self, whole: dict[str, Any]) -> bytes:
        """It is over: ``whole`` says it all again."""
        item = whole["output"][0]
        part = item["content"][0]
        ended = "response.completed" if whole["status"] == "completed" else "response.incomplete"
        return self._spelled(
            {"type": "response.output_text.done", **self._place, "text": part["text"], "logprobs": []},
            {"type": "response.content_part.done", **self._place, "part": part},
            {"type": "response.output_item.done", "output_index": 0, "item": item},
            {"type": ended, "response": whole},
        )

    def _spelled(self, *events: dict[str, Any]) -> bytes:
        begin, self.number = self.number, self.number + len(events)
        return b"".join(spelled({**event, "sequence_number": at}) for at, event in enumerate(events, begin))


def _item(told: Told, status: str, text: str) -> dict[str, Any]:
    return {
        "id": f"msg_{told.answer_id}",
        "type": "message",
        "role": "assistant",
        "status": status,
        "content": [{"type": "output_text", "text": text, "annotations": []}],
    }
