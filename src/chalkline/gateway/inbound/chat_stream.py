"""The chunks of a streamed chat completion, and what its messages and deltas have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.plain_chunk import PlainChoice, PlainChunk, read_plain, spell_plain
from chalkline.gateway.inbound.shape import Unreadable, keep_only, read_json, tokens_of, whole_number

DONE = b"[DONE]"
LAST = b"data: [DONE]\n\n"
TEXTS = {
    "content": Kind.TEXT,
    "refusal": Kind.REFUSAL,
    "reasoning_content": Kind.REASONING,
    "reasoning": Kind.REASONING,
}
FRAME = ("id", "object", "created", "model")
# What an answer, a choice and a message may have. Anything else nobody has looked at, so it is left out.
ANSWER = frozenset({*FRAME, "choices", "usage", "system_fingerprint", "service_tier", "prompt_filter_results"})
CHOICE = frozenset({"index", "message", "delta", "finish_reason", "stop_reason", "logprobs", "content_filter_results"})
SAID = frozenset({"role", "tool_calls", "function_call", *TEXTS})
CALLED = {"function": "arguments", "custom": "input"}
KINDS = {"arguments": Kind.ARGUMENTS, "input": Kind.TEXT}  # the first is JSON
OLD_CALL = "function_call"  # the place of the one call of the older protocol


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
        if self._last and not self.channels.idle and (plain := read_plain(data)):
            (choice,) = plain.choices
            if choice.index in self._open:
                return self._edit_plain(plain, choice)
        event = self.read(data)
        if self.channels.idle:
            return b"data: " + data + b"\n\n"
        keep_only(event, ANSWER)
        for choice in event["choices"]:
            self._edit_choice(choice)
        return b"data: " + orjson.dumps(event) + b"\n\n"

    def _edit_plain(self, event: PlainChunk, choice: PlainChoice) -> bytes:
        """A chunk that says a piece of text and nothing else: most are. One that may say nothing yet is left out."""
        delta = choice.delta
        if delta.content:
            delta.content = self.channels.of(choice.index, Kind.TEXT, "content").feed(delta.content)
        return b"data: " + spell_plain(event) + b"\n\n" if delta.content else b""

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
        keep_known(choice, delta)
        of = self.channels.of
        for name in delta:
            if (kind := TEXTS.get(name)) and isinstance(delta[name], str):
                delta[name] = of(number, kind, name).feed(delta[name])
        if "tool_calls" in delta or OLD_CALL in delta:
            self._leave_out_strange(number, delta)
            for place, function, name in functions_of(delta):
                if isinstance(function.get(name), str):
                    function[name] = of(number, KINDS[name], place).feed(function[name])
        if choice.get("finish_reason") is not None:
            self._flush(number, delta)

    def _leave_out_strange(self, number: int, delta: dict[str, Any]) -> None:
        kept = []
        for at, call in enumerate(_calls_of(delta)):
            index = whole_number(call.get("index", at))
            function = called_in(call)
            if function and function.get("name") and not self.channels.offers(function["name"]):
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
            if place in TEXTS:
                delta[place] = (delta.get(place) or "") + rest
            elif place == OLD_CALL:
                function = delta.setdefault(OLD_CALL, {})
                function["arguments"] = (function.get("arguments") or "") + rest
            else:
                _add_rest(delta, int(place), "function" if kind == Kind.ARGUMENTS else "custom", rest)


def keep_known(choice: dict[str, Any], said: dict[str, Any]) -> None:
    """Leave out what no filter looks at, and could say what was replaced or left out. Raises Unreadable."""
    if choice.get("logprobs") is not None:
        choice["logprobs"] = None
    keep_only(choice, CHOICE)
    keep_only(said, SAID)
    if any(not isinstance(said.get(name), str | None) for name in TEXTS):
        raise Unreadable


def functions_of(message: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """What a message or a delta calls: its place, itself, and the field that says with what."""
    for at, call in enumerate(_calls_of(message)):
        for name, field_ in CALLED.items():
            if isinstance(call.get(name), dict):
                yield str(whole_number(call.get("index", at))), call[name], field_
    if isinstance(message.get(OLD_CALL), dict):
        yield OLD_CALL, message[OLD_CALL], "arguments"


def _calls_of(delta: dict[str, Any]) -> list[dict[str, Any]]:
    calls = delta.get("tool_calls")
    return [call for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []


def leave_out_strange(message: dict[str, Any], channels: Channels, choice: dict[str, Any]) -> None:
    """Take out calls of tools that the caller did not offer: a text that asks for one gains nothing by it."""
    for _place, function, _field in list(functions_of(message)):
        if channels.offers(function.get("name")):
            continue
        message["tool_calls"] = [each for each in _calls_of(message) if called_in(each) is not function]
        if message.get(OLD_CALL) is function:
            del message[OLD_CALL]
    if "tool_calls" in message and not _calls_of(message):
        del message["tool_calls"]
        choice["finish_reason"] = "stop" if choice.get("finish_reason") == "tool_calls" else choice.get("finish_reason")


def called_in(call: dict[str, Any]) -> dict[str, Any] | None:
    """What one call calls, a function or a tool of free text."""
    found = call.get("function") or call.get("custom")
    return found if isinstance(found, dict) else None


def _add_rest(delta: dict[str, Any], index: int, name: str, rest: str) -> None:
    of = CALLED[name]
    for call in _calls_of(delta):
        if whole_number(call.get("index")) == index and isinstance(call.get(name), dict):
            call[name][of] = (call[name].get(of) or "") + rest
            return
    delta["tool_calls"] = [*_calls_of(delta), {"index": index, name: {of: rest}}]
