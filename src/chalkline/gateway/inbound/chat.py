"""Chat completions: POST /v1/chat/completions, whole and as a stream of chunks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chalkline.gateway.inbound.channels import Channels
from chalkline.gateway.inbound.chat_stream import (
    ANSWER,
    KINDS,
    LAST,
    TEXTS,
    ChatStream,
    called_in,
    functions_of,
    keep_known,
    leave_out_strange,
    spelled,
)
from chalkline.gateway.inbound.grounded_chat import GroundedChat
from chalkline.gateway.inbound.media import PART_ELEMENTS, PART_TEXTS, kind_of
from chalkline.gateway.inbound.scanning import text_of
from chalkline.gateway.inbound.shape import (
    NAMES_THE_CALLER,
    Said,
    Shape,
    Told,
    Unreadable,
    check_frame,
    keep_only,
    read_json,
    refuse_tools,
    restored_elsewhere,
    tokens_of,
    whole_number,
)
from chalkline.gateway.refusing import body_unclear, not_text

ROLES = {"developer": "system", "function": "tool"}
NO_TOOLS: frozenset[str] = frozenset()
BESIDE = ("audio", "images", "image", "videos", "files", "attachments")  # of a message: nobody would look at them


class Chat(Shape):
    """The route of chat completions."""

    id = "chat"
    path = "/v1/chat/completions"
    grounding = GroundedChat()
    leaves_out = NAMES_THE_CALLER

    def read(self, body: dict[str, Any]) -> None:
        """Messages with parts of kinds that are known; nothing that acts at the provider; an answer in text."""
        check_frame(body)
        refuse_tools(body.get("tools"))
        if body.get("modalities") not in (None, ["text"]):
            raise not_text()
        if body.get("store"):
            body["store"] = False
        messages = body.get("messages")
        if not isinstance(messages, list) or not messages:
            raise body_unclear("It has no messages.")
        for message in messages:
            if not isinstance(message, dict):
                raise body_unclear("It has no messages.")
            if any(message.get(name) for name in BESIDE):
                raise body_unclear("A message has a part of a kind that this gateway does not know.")
            content = message.get("content")
            if content is not None and not isinstance(content, str):
                _check_parts(content)

    def said(self, body: dict[str, Any]) -> Iterator[Said]:
        """Each message's text."""
        messages = body["messages"]
        last = len(messages) - 1
        for place, message in enumerate(messages):
            role = str(message.get("role") or "user")
            if text := text_of(message.get("content")):
                yield Said(ROLES.get(role, role), text, place == last)

    def tools_of(self, body: dict[str, Any]) -> frozenset[str] | None:
        """Of "tools" and the older "functions"."""
        if "tools" not in body and "functions" not in body:
            return NO_TOOLS
        told = [called_in(each) for each in _dicts(body.get("tools"))] + _dicts(body.get("functions"))
        return frozenset(str(each.get("name")) for each in told if isinstance(each, dict))

    def read_answer(self, data: bytes) -> tuple[dict[str, Any], int, int]:
        """An object with choices."""
        answer = read_json(data)
        if not isinstance(answer.get("choices"), list):
            raise Unreadable
        return answer, *tokens_of(answer.get("usage"))

    def edit_answer(self, answer: dict[str, Any], channels: Channels) -> None:
        """Each choice's message; probabilities of words are left out, they could say what was replaced."""
        done: set[tuple[int, str]] = set()
        keep_only(answer, ANSWER)
        for choice in answer["choices"]:
            message = choice.get("message") if isinstance(choice, dict) else None
            if not isinstance(message, dict):
                raise Unreadable
            number = whole_number(choice.get("index"))
            keep_known(choice, message)
            leave_out_strange(message, channels, choice)
            for name, kind in TEXTS.items():
                if isinstance(message.get(name), str):
                    message[name] = channels.through(message[name], number, kind, name)
                    done.add((id(message), name))
            for place, function, name in functions_of(message):
                if isinstance(function.get(name), str):
                    function[name] = channels.through(function[name], number, KINDS[name], place)
                    done.add((id(function), name))
        if channels.restores:
            restored_elsewhere(answer, channels, done)

    def stream(self, channels: Channels) -> ChatStream:
        """What follows one stream."""
        return ChatStream(channels)

    def told(self, told: Told) -> dict[str, Any]:
        """A text of ours as a chat completion."""
        message = {"role": "assistant", "content": told.text}
        return {
            "id": told.answer_id,
            "object": "chat.completion",
            "created": told.created,
            "model": told.model,
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        }

    def told_stream(self, told: Told) -> bytes:
        """A text of ours as two chunks."""
        frame = {
            "id": told.answer_id,
            "object": "chat.completion.chunk",
            "created": told.created,
            "model": told.model,
        }
        first = {"index": 0, "delta": {"role": "assistant", "content": told.text}, "finish_reason": None}
        last = {"index": 0, "delta": {}, "finish_reason": "stop"}
        return b"".join(spelled({**frame, "choices": [each]}) for each in (first, last)) + LAST


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _check_parts(content: Any) -> None:
    if not isinstance(content, list):
        raise body_unclear("A message's content is neither a text nor a list of parts.")
    for part in content:
        kind = kind_of(part)
        if kind not in PART_ELEMENTS and kind not in PART_TEXTS:
            raise body_unclear("A message has a part of a kind that this gateway does not know.")
