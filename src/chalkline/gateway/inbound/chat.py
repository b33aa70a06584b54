"""Chat completions: POST /v1/chat/completions, whole and as a stream of chunks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.scanning import PART_ELEMENTS, PART_TEXTS, kind_of, text_of
from chalkline.gateway.inbound.shape import (
    NAMES_THE_CALLER,
    Said,
    Shape,
    Told,
    Unreadable,
    check_frame,
    read_json,
    refuse_tools,
    restored_elsewhere,
    tokens_of,
    whole_number,
)
from chalkline.gateway.refusing import body_unclear, not_text, tool_outside

DONE = b"[DONE]"
LAST = b"data: [DONE]\n\n"
ROLES = {"developer": "system", "function": "tool"}
TEXTS = {
    "content": Kind.TEXT,
    "refusal": Kind.REFUSAL,
    "reasoning_content": Kind.REASONING,
    "reasoning": Kind.REASONING,
}
FRAME = ("id", "object", "created", "model")
OUTSIDE = ("web_search_options", "plugins", "data_sources")  # what acts at the provider, or fetches there
SAID = frozenset({"role", "name", "tool_calls", "function_call", "annotations", *TEXTS})
OLD_CALL = "function_call"  # the place of the one call of the older protocol


class Chat(Shape):
    """The route of chat completions."""

    id = "chat"
    path = "/v1/chat/completions"
    grounds = True
    leaves_out = NAMES_THE_CALLER

    def read(self, body: dict[str, Any]) -> None:
        """Messages with parts of kinds that are known; nothing that acts at the provider; an answer in text."""
        check_frame(body)
        refuse_tools(body.get("tools"))
        for name in OUTSIDE:
            if body.get(name) not in (None, False, []):  # an empty object asks for it, too
                raise tool_outside(name)
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
        told = [each.get("function") for each in _dicts(body.get("tools"))] + _dicts(body.get("functions"))
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
        for choice in answer["choices"]:
            message = choice.get("message") if isinstance(choice, dict) else None
            if not isinstance(message, dict):
                raise Unreadable
            number = whole_number(choice.get("index"))
            _keep_known(choice, message)
            _leave_out_strange(message, channels, choice)
            for name, kind in TEXTS.items():
                if isinstance(message.get(name), str):
                    message[name] = channels.through(message[name], number, kind, name)
                    done.add((id(message), name))
            for place, function in _functions_of(message):
                if isinstance(function.get("arguments"), str):
                    told = channels.through(function["arguments"], number, Kind.ARGUMENTS, place)
                    function["arguments"] = told
                    done.add((id(function), "arguments"))
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


def spelled(event: dict[str, Any]) -> bytes:
    """One event of a stream."""
    return b"data: " + orjson.dumps(event) + b"\n\n"


@dataclass
class ChatStream:
    """Follows one stream of chunks. Text is edited in each channel apart; what is held back comes with the finish of
    its choice at the latest.
    """

    channels: Channels
    tokens_in: int = 0
    tokens_out: int = 0
    finished: bool = False
    done: bool = False
    _open: set[int] = field(default_factory=set)
    _last: dict[str, Any] = field(default_factory=dict)
    _strange: set[tuple[int, int]] = field(default_factory=set)  # calls of tools that nobody offered

    def edit(self, data: bytes) -> bytes:
        """One event's data in, the event as it goes to the caller out. Raises Unreadable."""
        if self.is_last(data):
            return b""
        event = self.read(data)
        if self.channels.idle:
            return b"data: " + data + b"\n\n"
        for choice in event["choices"]:
            self._edit_choice(choice)
        return b"data: " + orjson.dumps(event) + b"\n\n"

    def is_last(self, data: bytes) -> bool:
        """Whether this is the word that it is over."""
        self.done = data.startswith(b"[") and data.strip() == DONE
        return self.done

    @property
    def came_to_its_end(self) -> bool:
        """Whether every choice that began has finished."""
        return self.finished and not self._open

    def ending(self) -> bytes:
        """What is still held back, and the word that it is over."""
        choices: list[dict[str, Any]] = []
        for number in sorted({number for number, _, _ in self.channels.begun()}):
            delta: dict[str, Any] = {}
            self._flush(number, delta)
            if delta:
                choices.append({"index": number, "delta": delta, "finish_reason": None})
        rest = spelled({**self._last, "choices": choices}) if choices else b""
        return rest + LAST

    def read(self, data: bytes) -> dict[str, Any]:
        """An event, with what it says of tokens and ends noted. Raises Unreadable."""
        event = read_json(data)
        if not isinstance(event.get("choices"), list) or "error" in event:
            raise Unreadable
        if not self._last:
            self._last = {name: event[name] for name in FRAME if name in event}
        if isinstance(event.get("usage"), dict):
            self.tokens_in, self.tokens_out = tokens_of(event["usage"])
        for choice in event["choices"]:
            if not isinstance(choice, dict) or not isinstance(choice.get("delta", {}), dict | None):
                raise Unreadable
            number = whole_number(choice.get("index"))
            if choice.get("finish_reason") is None:
                self._open.add(number)
            else:
                self.finished = True
                self._open.discard(number)
        return event

    def _edit_choice(self, choice: dict[str, Any]) -> None:
        number = whole_number(choice.get("index"))
        delta = choice.get("delta")
        if not isinstance(delta, dict):
            delta = choice["delta"] = {}
        _keep_known(choice, delta)
        of = self.channels.of
        for name in delta:
            if (kind := TEXTS.get(name)) and isinstance(delta[name], str):
                delta[name] = of(number, kind, name).feed(delta[name])
        if "tool_calls" in delta or OLD_CALL in delta:
            self._leave_out_strange(number, delta)
            for place, function in _functions_of(delta):
                if isinstance(function.get("arguments"), str):
                    function["arguments"] = of(number, Kind.ARGUMENTS, place).feed(function["arguments"])
        if choice.get("finish_reason") is not None:
            self._flush(number, delta)

    def _leave_out_strange(self, number: int, delta: dict[str, Any]) -> None:
        kept = []
        for at, call in enumerate(_calls_of(delta)):
            index = whole_number(call.get("index", at))
            function = call.get("function")
            if isinstance(function, dict) and function.get("name") and not self.channels.offers(function["name"]):
                self._strange.add((number, index))
            if (number, index) not in self._strange:
                kept.append(call)
        if "tool_calls" in delta and len(kept) < len(_calls_of(delta)):
            delta["tool_calls"] = kept
            if not kept:
                del delta["tool_calls"]
        old = delta.get(OLD_CALL)
        if isinstance(old, dict) and old.get("name") and not self.channels.offers(old["name"]):
            self._strange.add((number, -1))
        if (number, -1) in self._strange:
            delta.pop(OLD_CALL, None)

    def _flush(self, number: int, delta: dict[str, Any]) -> None:
        """Put what is held back for a choice into ``delta``."""
        for of, kind, place in self.channels.begun():
            rest = self.channels.of(of, Kind(kind), place).finish() if of == number else ""
            if not rest:
                continue
            if kind != Kind.ARGUMENTS:
                delta[place] = (delta.get(place) or "") + rest
            elif place == OLD_CALL:
                function = delta.setdefault(OLD_CALL, {})
                function["arguments"] = (function.get("arguments") or "") + rest
            else:
                _add_arguments(delta, int(place), rest)


def _keep_known(choice: dict[str, Any], said: dict[str, Any]) -> None:
    """Leave out what no filter looks at, and could say what was replaced or left out. Raises Unreadable."""
    if choice.get("logprobs") is not None:
        choice["logprobs"] = None
    if not said.keys() <= SAID:
        for name in said.keys() - SAID:
            del said[name]
    if any(not isinstance(said.get(name), str | None) for name in TEXTS):
        raise Unreadable


def _functions_of(message: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The functions that a message or a delta calls, with the place of each."""
    for at, call in enumerate(_calls_of(message)):
        if isinstance(call.get("function"), dict):
            yield str(whole_number(call.get("index", at))), call["function"]
    if isinstance(message.get(OLD_CALL), dict):
        yield OLD_CALL, message[OLD_CALL]


def _calls_of(delta: dict[str, Any]) -> list[dict[str, Any]]:
    calls = delta.get("tool_calls")
    return [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []


def _leave_out_strange(message: dict[str, Any], channels: Channels, choice: dict[str, Any]) -> None:
    """Take out calls of tools that the caller did not offer: a text that asks for one gains nothing by it."""
    for _place, function in list(_functions_of(message)):
        if channels.offers(function.get("name")):
            continue
        message["tool_calls"] = [each for each in _calls_of(message) if each.get("function") is not function]
        if message.get(OLD_CALL) is function:
            del message[OLD_CALL]
    if "tool_calls" in message and not _calls_of(message):
        del message["tool_calls"]
        choice["finish_reason"] = "stop" if choice.get("finish_reason") == "tool_calls" else choice.get("finish_reason")


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _add_arguments(delta: dict[str, Any], index: int, rest: str) -> None:
    for call in _calls_of(delta):
        if whole_number(call.get("index")) == index and isinstance(call.get("function"), dict):
            call["function"]["arguments"] = (call["function"].get("arguments") or "") + rest
            return
    delta["tool_calls"] = [*_calls_of(delta), {"index": index, "function": {"arguments": rest}}]


def _check_parts(content: Any) -> None:
    if not isinstance(content, list):
        raise body_unclear("A message's content is neither a text nor a list of parts.")
    for part in content:
        kind = kind_of(part)
        if kind not in PART_ELEMENTS and kind not in PART_TEXTS:
            raise body_unclear("A message has a part of a kind that this gateway does not know.")
