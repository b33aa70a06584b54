"""The events of a stream of POST /v1/responses: text in each channel apart, and said again whole at its end.

A text comes in pieces (``….delta``), then whole (``….done``), then as part of its item and of the response. What was
held back of the pieces is put before the first of these, and each repetition says exactly what the pieces said.
Events that are put in move the numbers of those that follow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.shape import (
    Unreadable,
    keep_only,
    read_json,
    restored_elsewhere,
    tokens_of,
    whole_number,
)

TOKENS = ("input_tokens", "output_tokens")
LAST = frozenset({"response.completed", "response.incomplete", "response.failed"})
CONTENT, SUMMARY, ITEM = "content_index", "summary_index", ""


@dataclass(frozen=True)
class Run:
    """One kind of text: the beginning of its events' names, its channel, the field that holds it whole, its index."""

    name: str
    kind: Kind
    whole: str
    index: str

    def place(self, holder: dict[str, Any]) -> str:
        """Which of its kind within its item."""
        return f"{self.index}{whole_number(holder.get(self.index))}" if self.index else self.whole


RUNS = {
    run.name: run
    for run in (
        Run("response.output_text", Kind.TEXT, "text", CONTENT),
        Run("response.refusal", Kind.REFUSAL, "refusal", CONTENT),
        Run("response.function_call_arguments", Kind.ARGUMENTS, "arguments", ITEM),
        Run("response.custom_tool_call_input", Kind.TEXT, "input", ITEM),
        Run("response.reasoning_text", Kind.REASONING, "text", CONTENT),
        Run("response.reasoning_summary_text", Kind.REASONING, "text", SUMMARY),
    )
}
PARTS = {
    "output_text": RUNS["response.output_text"],
    "refusal": RUNS["response.refusal"],
    "reasoning_text": RUNS["response.reasoning_text"],
    "summary_text": RUNS["response.reasoning_summary_text"],
}
CALLS = {
    "function_call": RUNS["response.function_call_arguments"],
    "custom_tool_call": RUNS["response.custom_tool_call_input"],
}
WHOLES, MORE = ("text", "refusal", "arguments", "input"), ("annotations", "logprobs", "content", "summary")
LISTS = {"content": CONTENT, "summary": SUMMARY}
# What a response, its items and their parts may have. Anything else nobody has looked at, so it is left out.
_RESPONSE = """id object created_at completed_at status error incomplete_details instructions max_output_tokens
    max_tool_calls model output parallel_tool_calls previous_response_id prompt_cache_key reasoning safety_identifier
    service_tier store temperature text tool_choice tools top_p top_logprobs truncation usage user metadata
    background"""
RESPONSE = frozenset(_RESPONSE.split())
_ITEM = "id type role status content summary encrypted_content call_id name arguments input phase"
ITEM_FIELDS = frozenset(_ITEM.split())
PART_FIELDS = frozenset({"type", "text", "refusal", "annotations", "logprobs"})
EVENT = frozenset(
    {"type", "delta", "part", "item", "response", "item_id", "output_index", "content_index", "summary_index", "name"}
) | {"sequence_number", "logprobs", "obfuscation", "text", "refusal", "arguments", "input"}
BEGINS = frozenset({"response.created", "response.in_progress", "response.queued"})
ITEMS = frozenset({"message", "reasoning", *CALLS})  # of any other, nobody looks at the text


def spelled(event: dict[str, Any]) -> bytes:
    """One event of a stream."""
    return b"event: %b\ndata: %b\n\n" % (str(event["type"]).encode(), orjson.dumps(event))


@dataclass
class ResponsesStream:
    """Follows one stream of a response."""

    channels: Channels
    tokens_in: int = 0
    tokens_out: int = 0
    done: bool = False
    came_to_its_end: bool = False  # only its last event says that a response is over
    _last: bytes = b""
    _put_in: int = 0
    _ids: dict[tuple[int, str, str], dict[str, Any]] = field(default_factory=dict)

    def edit(self, data: bytes) -> bytes:
        """One event's data in; it, and what was held back before it, out. Raises Unreadable."""
        event = read_json(data)
        kind = event.get("type")
        if not isinstance(kind, str) or kind == "error":
            raise Unreadable
        if kind in LAST:
            return self._end(event, data)
        if self.channels.idle:
            return b"event: %b\ndata: %b\n\n" % (kind.encode(), data)
        name, _, what = kind.rpartition(".")
        run = RUNS.get(name)
        if run and what == "delta":
            return self._delta(run, event)
        if what == "delta":
            raise Unreadable  # text of a kind that is not known cannot be looked at
        before = b""
        if run and what == "done":
            before = self._finish(run, event)
        elif kind.startswith(("response.content_part.", "response.reasoning_summary_part.")):
            before = self._part(event, ends=what == "done")
        elif kind.startswith("response.output_item."):
            before = self._item(event, ends=what == "done")
        elif kind in BEGINS and isinstance(event.get("response"), dict):
            keep_only(event["response"], RESPONSE)
            event["response"]["output"] = []  # it comes in items of its own
            restored_elsewhere(event, self.channels, set())
        else:
            return b""
        return before + self._numbered(event)

    def ending(self) -> bytes:
        """The last event."""
        return self._last

    def _end(self, event: dict[str, Any], data: bytes) -> bytes:
        response = event.get("response")
        if not isinstance(response, dict):
            raise Unreadable
        self.done = True
        self.tokens_in, self.tokens_out = tokens_of(response.get("usage"), TOKENS)
        if self.channels.idle:
            self._last = b"event: %b\ndata: %b\n\n" % (event["type"].encode(), data)
            return b""
        before = b"".join(self._flush(key, event) for key in self.channels.begun())
        output = response.get("output")
        done = edit_output(output, self.channels) if isinstance(output, list) else set()
        keep_only(response, RESPONSE)
        restored_elsewhere(event, self.channels, done)
        self._last = before + self._numbered(event)
        return b""

    def _delta(self, run: Run, event: dict[str, Any]) -> bytes:
        if not isinstance(event.get("delta"), str):
            raise Unreadable
        number, place = whole_number(event.get("output_index")), run.place(event)
        key = (number, run.kind, place)
        if key not in self._ids:
            names = ("type", "item_id", "output_index", "content_index", "summary_index", "sequence_number")
            self._ids[key] = {name: event[name] for name in names if name in event}
        event["delta"] = self.channels.of(number, run.kind, place).feed(event["delta"])
        if "logprobs" in event:
            event["logprobs"] = []  # they could say what was replaced or left out
        return self._numbered(event)

    def _finish(self, run: Run, event: dict[str, Any]) -> bytes:
        number, place = whole_number(event.get("output_index")), run.place(event)
        before = self._flush((number, run.kind, place), event)
        event[run.whole] = _said_again(event.get(run.whole), self.channels, number, run.kind, place)
        if "logprobs" in event:
            event["logprobs"] = []
        return before

    def _part(self, event: dict[str, Any], *, ends: bool) -> bytes:
        part = event.get("part")
        run = PARTS.get(str(part.get("type"))) if isinstance(part, dict) else None
        if not isinstance(part, dict) or not run:
            raise Unreadable
        keep_only(part, PART_FIELDS)
        if not ends:
            _empty(part)
            return b""
        number, place = whole_number(event.get("output_index")), run.place(event)
        before = self._flush((number, run.kind, place), event)
        _edit_part(part, run, self.channels, number, place)
        restored_elsewhere(part, self.channels, {(id(part), run.whole)})
        return before

    def _item(self, event: dict[str, Any], *, ends: bool) -> bytes:
        item, number = event.get("item"), whole_number(event.get("output_index"))
        if not isinstance(item, dict):
            raise Unreadable
        _check_kind(item, self.channels)
        if not ends:
            _empty(item)
            restored_elsewhere(item, self.channels, set())
            return b""
        before = b"".join(self._flush(key, event) for key in self.channels.begun() if key[0] == number)
        done = edit_item(item, self.channels, number)
        restored_elsewhere(item, self.channels, done)
        return before

    def _flush(self, key: tuple[int, str, str], before: dict[str, Any] | None = None) -> bytes:
        """An event with what a channel still holds back, put in before another; nothing where it holds nothing."""
        if key not in self._ids:
            return b""
        number, kind, place = key
        rest = self.channels.of(number, Kind(kind), place).finish()
        if not rest:
            return b""
        event = {**self._ids[key], "delta": rest}
        if "sequence_number" in event and before and "sequence_number" in before:
            event["sequence_number"] = before["sequence_number"]
        told = self._numbered(event)
        self._put_in += 1
        return told

    def _numbered(self, event: dict[str, Any]) -> bytes:
        keep_only(event, EVENT)
        if self._put_in and "sequence_number" in event:
            event["sequence_number"] = whole_number(event["sequence_number"]) + self._put_in
        return spelled(event)


def edit_output(output: list[Any], channels: Channels) -> set[tuple[int, str]]:
    """Send every text of an output through its channel, or say again what came out of it. Gives what was done."""
    done: set[tuple[int, str]] = set()
    for number, item in enumerate(output):
        if not isinstance(item, dict):
            raise Unreadable
        done |= edit_item(item, channels, number)
    return done


def edit_item(item: dict[str, Any], channels: Channels, number: int) -> set[tuple[int, str]]:
    """The same for one item of an output."""
    done: set[tuple[int, str]] = set()
    _check_kind(item, channels)
    run = CALLS.get(str(item.get("type")))
    if run and isinstance(item.get(run.whole), str):
        item[run.whole] = _said_again(item[run.whole], channels, number, run.kind, run.whole)
        done.add((id(item), run.whole))
    for name, index in LISTS.items():
        parts = item.get(name)
        for at, part in enumerate(parts if isinstance(parts, list) else ()):
            run = PARTS.get(str(part.get("type"))) if isinstance(part, dict) else None
            if run is None:
                raise Unreadable
            _edit_part(part, run, channels, number, f"{index}{at}")
            done.add((id(part), run.whole))
    return done


def _check_kind(item: dict[str, Any], channels: Channels) -> None:
    """Whether an item may pass: one that is looked at, and no call of a tool that nobody offered."""
    kind = item.get("type")
    if kind not in ITEMS or (kind in CALLS and not channels.offers(item.get("name"))):
        raise Unreadable
    keep_only(item, ITEM_FIELDS)


def _empty(begun: dict[str, Any]) -> None:
    """What begins has said nothing yet."""
    begun.update({name: "" for name in WHOLES if name in begun})
    begun.update({name: [] for name in MORE if name in begun})


def _edit_part(part: dict[str, Any], run: Run, channels: Channels, number: int, place: str) -> None:
    part[run.whole] = _said_again(part.get(run.whole), channels, number, run.kind, place)
    keep_only(part, PART_FIELDS)
    for name in ("logprobs", "annotations"):  # the first could say what was replaced, the second leads elsewhere
        if part.get(name):
            part[name] = []


def _said_again(text: Any, channels: Channels, number: int, kind: Kind, place: str) -> str:
    """A text that came in pieces as its pieces said it; one that did not, through its channel now."""
    chain = channels.of(number, kind, place)
    if not chain.fed:
        return channels.through(str(text or ""), number, kind, place)
    if not chain.ended:
        raise Unreadable  # it is said whole while its pieces are still coming
    return chain.told
