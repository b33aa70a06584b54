"""Server-sent events of a chat completion: read whole, restored, written again. No input, no output.

Text is restored in each channel apart (content, refusal, reasoning, the arguments of each tool call) because a
stand-in may be cut anywhere and channels are interleaved. What is held back comes out with the finish of its
choice at the latest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.protect.redacting import StandIns, StreamRestorer

LARGEST_EVENT = 1024 * 1024
DONE = b"[DONE]"
TEXT_CHANNELS = ("content", "refusal", "reasoning_content", "reasoning")


class Unreadable(Exception):
    """The stream is not one of chat completion events."""


@dataclass
class EventReader:
    """Bytes in, the data of whole events out (HTML standard, 9.2.6: the fields we need)."""

    _rest: bytes = b""

    def feed(self, data: bytes) -> list[bytes]:
        """The data of each event that is whole now."""
        text = (self._rest + data).replace(b"\r\n", b"\n")
        *whole, self._rest = text.split(b"\n\n")
        if len(self._rest) > LARGEST_EVENT:
            raise Unreadable
        return [event for event in map(_data_of, whole) if event is not None]


def _data_of(event: bytes) -> bytes | None:
    lines = [line[5:].removeprefix(b" ") for line in event.split(b"\n") if line.startswith(b"data:")]
    return b"\n".join(lines) if lines else None


@dataclass
class StreamEditor:
    """Follows one stream: restores its text, and knows whether it came to its end."""

    stand_ins: StandIns
    tokens_in: int = 0
    tokens_out: int = 0
    finished: bool = False
    _open: set[int] = field(default_factory=set)
    _channels: dict[tuple[int, str], StreamRestorer] = field(default_factory=dict)
    _last: dict[str, Any] = field(default_factory=dict)

    def edit(self, data: bytes) -> bytes:
        """One event's data in, the event as it goes to the caller out. Raises Unreadable."""
        event = self._read(data)
        if not self.stand_ins.by_name:
            return b"data: " + data + b"\n\n"
        for choice in event["choices"]:
            self._restore_choice(choice)
        return b"data: " + orjson.dumps(event) + b"\n\n"

    @property
    def came_to_its_end(self) -> bool:
        """Whether every choice that began has finished."""
        return self.finished and not self._open

    def rest(self) -> bytes:
        """An event with whatever is still held back, or nothing."""
        choices: list[dict[str, Any]] = []
        for number in sorted({number for number, _ in self._channels}):
            delta: dict[str, Any] = {}
            self._flush(number, delta)
            if delta:
                choices.append({"index": number, "delta": delta, "finish_reason": None})
        if not choices:
            return b""
        return b"data: " + orjson.dumps({**self._last, "choices": choices}) + b"\n\n"

    def _read(self, data: bytes) -> dict[str, Any]:
        try:
            event = orjson.loads(data)
        except orjson.JSONDecodeError:
            raise Unreadable from None
        if not isinstance(event, dict) or not isinstance(event.get("choices"), list) or "error" in event:
            raise Unreadable
        self._note(event)
        return event

    def _note(self, event: dict[str, Any]) -> None:
        self._last = {name: event[name] for name in ("id", "object", "created", "model") if name in event}
        usage = event.get("usage")
        if isinstance(usage, dict):
            self.tokens_in, self.tokens_out = (
                whole_number(usage.get("prompt_tokens")),
                whole_number(usage.get("completion_tokens")),
            )
        for choice in event["choices"]:
            if not isinstance(choice, dict) or not isinstance(choice.get("delta", {}), dict | None):
                raise Unreadable
            number = whole_number(choice.get("index"))
            if choice.get("finish_reason") is None:
                self._open.add(number)
            else:
                self.finished = True
                self._open.discard(number)

    def _restore_choice(self, choice: dict[str, Any]) -> None:
        number = whole_number(choice.get("index"))
        delta = choice.get("delta")
        if not isinstance(delta, dict):
            delta = choice["delta"] = {}
        for name in TEXT_CHANNELS:
            if isinstance(delta.get(name), str):
                delta[name] = self._channel(number, name).feed(delta[name])
        for call in _calls_of(delta):
            function = call.get("function")
            if isinstance(function, dict) and isinstance(function.get("arguments"), str):
                name = f"tool:{whole_number(call.get('index'))}"
                function["arguments"] = self._channel(number, name, in_json=True).feed(function["arguments"])
        function = delta.get("function_call")
        if isinstance(function, dict) and isinstance(function.get("arguments"), str):
            function["arguments"] = self._channel(number, "function_call", in_json=True).feed(function["arguments"])
        if choice.get("finish_reason") is not None:
            self._flush(number, delta)

    def _channel(self, number: int, name: str, *, in_json: bool = False) -> StreamRestorer:
        return self._channels.setdefault((number, name), StreamRestorer(self.stand_ins, in_json))

    def _flush(self, number: int, delta: dict[str, Any]) -> None:
        """Put what is held back for a choice into ``delta``."""
        for (of, name), channel in self._channels.items():
            rest = channel.finish() if of == number else ""
            if not rest:
                continue
            if name in TEXT_CHANNELS:
                delta[name] = (delta.get(name) or "") + rest
            elif name == "function_call":
                function = delta.setdefault("function_call", {})
                function["arguments"] = function.get("arguments", "") + rest
            else:
                _add_arguments(delta, int(name.removeprefix("tool:")), rest)


def _calls_of(delta: dict[str, Any]) -> list[dict[str, Any]]:
    calls = delta.get("tool_calls")
    return [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []


def _add_arguments(delta: dict[str, Any], index: int, rest: str) -> None:
    for call in _calls_of(delta):
        if whole_number(call.get("index")) == index and isinstance(call.get("function"), dict):
            call["function"]["arguments"] = (call["function"].get("arguments") or "") + rest
            return
    delta["tool_calls"] = [*_calls_of(delta), {"index": index, "function": {"arguments": rest}}]


def whole_number(value: Any) -> int:
    """``value`` if it is a whole number, else 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def read_answer(data: bytes) -> tuple[dict[str, Any], int, int]:
    """A whole answer with its tokens in and out. Raises Unreadable for what is no answer."""
    try:
        answer = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise Unreadable from None
    if not isinstance(answer, dict) or not isinstance(answer.get("choices"), list):
        raise Unreadable
    found = answer.get("usage")
    usage = found if isinstance(found, dict) else {}
    return answer, whole_number(usage.get("prompt_tokens")), whole_number(usage.get("completion_tokens"))


def restore_answer(data: bytes, stand_ins: StandIns) -> tuple[bytes, int, int]:
    """A whole answer, restored, with its tokens in and out. Raises Unreadable for what is no answer."""
    answer, tokens_in, tokens_out = read_answer(data)
    if not stand_ins.by_name:
        return data, tokens_in, tokens_out
    return orjson.dumps(_restored(answer, stand_ins)), tokens_in, tokens_out


def _restored(value: Any, stand_ins: StandIns, name: str = "") -> Any:
    if isinstance(value, str):
        return stand_ins.restore(value, in_json=name == "arguments")
    if isinstance(value, dict):
        return {key: _restored(each, stand_ins, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_restored(each, stand_ins) for each in value]
    return value
