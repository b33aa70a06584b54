"""Responses: POST /v1/responses, whole and as a stream of typed events.

Nothing is kept at the provider, and nothing that lies there is asked for: ``store`` is always false, and a body that
continues from something stored is refused, because what it says cannot be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chalkline.gateway.inbound.channels import Channels
from chalkline.gateway.inbound.grounded_responses import GroundedResponses
from chalkline.gateway.inbound.media import PART_ELEMENTS, PART_TEXTS, kind_of
from chalkline.gateway.inbound.responses_said import SaidEvents, response_of
from chalkline.gateway.inbound.responses_stream import RESPONSE, ResponsesStream, edit_output, spelled
from chalkline.gateway.inbound.scanning import text_of
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
)
from chalkline.gateway.refusing import TYPE, Refused, body_unclear, kept_elsewhere, not_at_once

ROLES = {"developer": "system"}
ELSEWHERE = ("previous_response_id", "conversation", "prompt")  # each names something that lies at the provider
RESULTS = frozenset({"function_call_output", "custom_tool_call_output"})
CALLS = {"function_call": "arguments", "custom_tool_call": "input"}
ITEMS = frozenset({"message", "reasoning", *CALLS, *RESULTS})
TOKENS = ("input_tokens", "output_tokens")


class Responses(Shape):
    """The route of responses."""

    id = "responses"
    path = "/v1/responses"
    repeats = True
    leaves_out = NAMES_THE_CALLER
    grounding = GroundedResponses()

    def read(self, body: dict[str, Any]) -> None:
        """An input of texts and items of kinds that are known, complete in itself."""
        check_frame(body)
        for name in ELSEWHERE:
            if body.get(name):
                raise kept_elsewhere(f"“{name}”")
        if body.get("background"):
            raise not_at_once()
        body["store"] = False
        refuse_tools(body.get("tools"))
        if not isinstance(body.get("instructions"), str | None):
            raise body_unclear("“instructions” is not a text.")
        asked = body.get("input")
        if isinstance(asked, str):
            return
        if not isinstance(asked, list) or not asked:
            raise body_unclear("It has no input.")
        for item in asked:
            _check_item(item)

    def said(self, body: dict[str, Any]) -> Iterator[Said]:
        """The instructions and each item's text."""
        if body.get("instructions"):
            yield Said("system", body["instructions"])
        if isinstance(body["input"], str):
            yield Said("user", body["input"], newest=True)
            return
        last = len(body["input"]) - 1
        for place, item in enumerate(body["input"]):
            kind = item.get("type", "message")
            role = "tool" if kind in RESULTS else "assistant" if kind != "message" else str(item.get("role"))
            content = item.get("output") if kind in RESULTS else item.get("content")
            if text := text_of(content):
                yield Said(ROLES.get(role, role), text, place == last)

    def tools_of(self, body: dict[str, Any]) -> frozenset[str] | None:
        """Of "tools"."""
        return names_of(body.get("tools"))

    def read_answer(self, data: bytes) -> tuple[dict[str, Any], int, int]:
        """A response with its output."""
        answer = read_json(data)
        if not isinstance(answer.get("output"), list):
            raise Unreadable
        return answer, *tokens_of(answer.get("usage"), TOKENS)

    def edit_answer(self, answer: dict[str, Any], channels: Channels) -> None:
        """Each text of the output."""
        keep_only(answer, RESPONSE)
        restored_elsewhere(answer, channels, edit_output(answer["output"], channels))

    def stream(self, channels: Channels) -> ResponsesStream:
        """What follows one stream."""
        return ResponsesStream(channels)

    def told(self, told: Told) -> dict[str, Any]:
        """A text of ours as a response."""
        return response_of(told)

    def told_stream(self, told: Told) -> bytes:
        """A text of ours as the events of a response."""
        events = SaidEvents(told)
        return events.opening() + events.piece(told.text) + events.closing(response_of(told))

    def error_event(self, refused: Refused, decision_id: str) -> bytes:
        """An error event; libraries look for it in either place."""
        error = {"message": refused.message, "type": TYPE, "param": refused.param, "code": refused.code}
        return spelled({**error, "type": "error", "sequence_number": 0, "error": error})


def _check_item(item: Any) -> None:
    kind = kind_of(item, without="message")
    if kind == "item_reference":
        raise kept_elsewhere("An item of the input")
    if kind not in ITEMS:
        raise body_unclear("Its input has an item of a kind that this gateway does not know.")
    content = item.get("output") if kind in RESULTS else item.get("content") if kind == "message" else None
    if content is None or isinstance(content, str):
        return
    if not isinstance(content, list):
        raise body_unclear("An item's content is neither a text nor a list of parts.")
    for part in content:
        named = kind_of(part)
        if named not in PART_ELEMENTS and named not in PART_TEXTS:
            raise body_unclear("An item has a part of a kind that this gateway does not know.")
