"""A caller who speaks the Responses API, in front of a model that speaks chat completions.

Nothing is kept here between calls, so what refers to an earlier call is refused; so are tools that only OpenAI runs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.models.framing import spelled
from chalkline.gateway.models.speaking import CannotAsk, Json, count
from chalkline.kernel.ids import new_id

KEPT_ELSEWHERE = ("previous_response_id", "conversation", "prompt", "background", "max_tool_calls")
SAME = ("temperature", "top_p", "parallel_tool_calls", "stream")


def to_chat(body: Json) -> Json:
    """A Responses request as a chat completion's. Raises CannotAsk for what chat completions cannot say."""
    for name in KEPT_ELSEWHERE:
        if body.get(name):
            raise CannotAsk(f"The model behind this name keeps nothing between calls and does not know “{name}”.")
    messages: list[Json] = []
    if body.get("instructions"):
        messages.append({"role": "system", "content": str(body["instructions"])})
    given = body.get("input")
    items = [{"type": "message", "role": "user", "content": given}] if isinstance(given, str) else given or []
    for item in items:
        _add(messages, item)
    said: Json = {"model": body.get("model"), "messages": messages}
    said |= {name: body[name] for name in SAME if body.get(name) is not None}
    if body.get("max_output_tokens"):
        said["max_completion_tokens"] = body["max_output_tokens"]
    if effort := (body.get("reasoning") or {}).get("effort"):
        said["reasoning_effort"] = effort
    form = (body.get("text") or {}).get("format") or {}
    if form.get("type") == "json_schema":
        schema = {
            name: form[name] for name in ("name", "schema", "strict", "description") if form.get(name) is not None
        }
        said["response_format"] = {"type": "json_schema", "json_schema": schema}
    elif form.get("type") == "json_object":
        said["response_format"] = {"type": "json_object"}
    if tools := body.get("tools"):
        said["tools"] = [_tool(each) for each in tools]
    choice = body.get("tool_choice")
    if isinstance(choice, dict):
        choice = {"type": "function", "function": {"name": choice.get("name")}}
    if choice and tools:
        said["tool_choice"] = choice
    return said


def _add(messages: list[Json], item: Json) -> None:
    kind = item.get("type", "message")
    if kind == "message":
        content = item.get("content")
        parts = content if isinstance(content, str) else [_part(each) for each in content or []]
        role = item.get("role")
        if role == "assistant" and not isinstance(parts, str):
            parts = "".join(str(each.get("text", "")) for each in parts)
        messages.append({"role": role, "content": parts})
    elif kind == "function_call":
        function = {"name": item.get("name"), "arguments": item.get("arguments") or "{}"}
        call = {"id": item.get("call_id"), "type": "function", "function": function}
        if not (messages and messages[-1]["role"] == "assistant"):
            messages.append({"role": "assistant", "content": None})
        messages[-1].setdefault("tool_calls", []).append(call)
    elif kind == "function_call_output":
        output = item.get("output")
        text = (
            output if isinstance(output, str) else "\n".join(str(_part(each).get("text", "")) for each in output or [])
        )
        messages.append({"role": "tool", "tool_call_id": item.get("call_id"), "content": text})
    elif kind != "reasoning":
        raise CannotAsk(f"The model behind this name does not know an item of the kind “{kind}”.")


def _part(part: Json) -> Json:
    kind = part.get("type")
    if kind in {"input_text", "output_text", "text"}:
        return {"type": "text", "text": str(part.get("text", ""))}
    if kind == "refusal":
        return {"type": "text", "text": str(part.get("refusal", ""))}
    if kind == "input_image" and isinstance(part.get("image_url"), str):
        detail = {"detail": part["detail"]} if part.get("detail") else {}
        return {"type": "image_url", "image_url": {"url": part["image_url"], **detail}}
    if kind == "input_file" and isinstance(part.get("file_data"), str):
        file = {"filename": part.get("filename") or "file", "file_data": part["file_data"]}
        return {"type": "file", "file": file}
    raise CannotAsk(f"The model behind this name does not take a part of the kind “{kind}”.")


def _tool(tool: Json) -> Json:
    if tool.get("type") != "function":
        raise CannotAsk("The call brings a tool that only OpenAI runs; the model behind this name has none of these.")
    names = ("name", "description", "parameters", "strict")
    return {"type": "function", "function": {name: tool[name] for name in names if tool.get(name) is not None}}


@dataclass
class _Item:
    """One piece of the answer while it grows: a message, or a call of a function."""

    place: int
    told: Json
    text: str = ""

    @property
    def is_message(self) -> bool:
        return bool(self.told["type"] == "message")

    def done(self) -> Json:
        """The whole item."""
        if self.is_message:
            return {**self.told, "status": "completed", "content": [_output(self.text)]}
        return {**self.told, "status": "completed", "arguments": self.text}


@dataclass
class ResponsesFront:
    """Turns chat completions into Responses."""

    asked: Json
    _id: str = field(default_factory=lambda: f"resp_{new_id().replace('-', '')}")
    _created: int = field(default_factory=lambda: int(time.time()))
    _items: list[_Item] = field(default_factory=list)
    _open: _Item | None = None
    _calls: dict[int, _Item] = field(default_factory=dict)
    _usage: Json | None = None
    _finish: str = "stop"
    _count: int = -1

    def whole(self, completion: Json) -> Json:
        """A whole answer."""
        choice = completion["choices"][0]
        message = choice["message"]
        if text := (message.get("content") or "") + (message.get("refusal") or ""):
            self._items.append(_Item(0, _message(), text))
        for call in message.get("tool_calls") or []:
            function = call["function"]
            item = _Item(len(self._items), _function(call["id"], function["name"]), function.get("arguments") or "{}")
            self._items.append(item)
        self._finish = str(choice.get("finish_reason"))
        self._note(completion.get("usage"))
        return self._response(done=True)

    def chunk(self, chunk: Json) -> bytes:
        """The events that one chunk makes."""
        told = b"" if self._count >= 0 else self._start()
        self._note(chunk.get("usage"))
        for choice in (chunk.get("choices") or [])[:1]:
            delta = choice.get("delta") or {}
            if text := (delta.get("content") or "") + (delta.get("refusal") or ""):
                told += self._said(text)
            for call in delta.get("tool_calls") or []:
                told += self._called(call)
            self._finish = str(choice.get("finish_reason") or self._finish)
        return told

    def finish(self) -> bytes:
        """The last events."""
        told = (b"" if self._count >= 0 else self._start()) + self._close()
        name = "response.incomplete" if self._is_cut else "response.completed"
        return told + self._event(name, response=self._response(done=True))

    @property
    def _is_cut(self) -> bool:
        return self._finish in {"length", "content_filter"}

    def _start(self) -> bytes:
        first = self._event("response.created", response=self._response(done=False))
        return first + self._event("response.in_progress", response=self._response(done=False))

    def _said(self, text: str) -> bytes:
        item, told = self._open, b""
        if item is None or not item.is_message:
            told = self._begin(_message())
            item = self._items[-1]
            at = {"item_id": item.told["id"], "output_index": item.place, "content_index": 0}
            told += self._event("response.content_part.added", **at, part=_output(""))
        item.text += text
        at = {"item_id": item.told["id"], "output_index": item.place, "content_index": 0}
        return told + self._event("response.output_text.delta", **at, delta=text, logprobs=[])

    def _called(self, call: Json) -> bytes:
        function, number, told = call.get("function") or {}, call.get("index", 0), b""
        item = self._calls.get(number)
        if item is None:
            told = self._begin(_function(call.get("id"), function.get("name")))
            item = self._calls[number] = self._items[-1]
        if not function.get("arguments"):
            return told
        item.text += function["arguments"]
        at = {"item_id": item.told["id"], "output_index": item.place}
        return told + self._event("response.function_call_arguments.delta", **at, delta=function["arguments"])

    def _begin(self, told: Json) -> bytes:
        closed = self._close()
        item = self._open = _Item(len(self._items), told)
        self._items.append(item)
        empty: Json = {"content": []} if item.is_message else {"arguments": ""}
        shown = {**told, "status": "in_progress", **empty}
        return closed + self._event("response.output_item.added", output_index=item.place, item=shown)

    def _close(self) -> bytes:
        item, self._open = self._open, None
        if item is None:
            return b""
        at: Json = {"item_id": item.told["id"], "output_index": item.place}
        if item.is_message:
            at["content_index"] = 0
            told = self._event("response.output_text.done", **at, text=item.text, logprobs=[])
            told += self._event("response.content_part.done", **at, part=_output(item.text))
        else:
            told = self._event(
                "response.function_call_arguments.done", **at, name=item.told["name"], arguments=item.text
            )
        return told + self._event("response.output_item.done", output_index=item.place, item=item.done())

    def _event(self, kind: str, **said: Any) -> bytes:
        self._count += 1
        return spelled(orjson.dumps({"type": kind, "sequence_number": self._count, **said}), kind)

    def _response(self, *, done: bool) -> Json:
        asked = self.asked
        status = ("incomplete" if self._is_cut else "completed") if done else "in_progress"
        why = {"length": "max_output_tokens", "content_filter": "content_filter"}.get(self._finish)
        return {
            "id": self._id,
            "object": "response",
            "created_at": self._created,
            "status": status,
            "error": None,
            "incomplete_details": {"reason": why} if done and why else None,
            "instructions": asked.get("instructions"),
            "max_output_tokens": asked.get("max_output_tokens"),
            "metadata": asked.get("metadata") or {},
            "model": asked.get("model"),
            "output": [each.done() for each in self._items] if done else [],
            "parallel_tool_calls": asked.get("parallel_tool_calls", True),
            "previous_response_id": None,
            "store": False,
            "temperature": asked.get("temperature"),
            "text": asked.get("text") or {"format": {"type": "text"}},
            "tool_choice": asked.get("tool_choice") or "auto",
            "tools": asked.get("tools") or [],
            "top_p": asked.get("top_p"),
            "usage": self._usage if done else None,
        }

    def _note(self, usage: Any) -> None:
        if isinstance(usage, dict):
            tokens_in, tokens_out = count(usage.get("prompt_tokens")), count(usage.get("completion_tokens"))
            self._usage = {
                "input_tokens": tokens_in,
                "input_tokens_details": {"cached_tokens": 0},
                "output_tokens": tokens_out,
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": tokens_in + tokens_out,
            }


def _message() -> Json:
    return {"type": "message", "id": f"msg_{new_id().replace('-', '')}", "role": "assistant"}


def _function(call_id: Any, name: Any) -> Json:
    return {"type": "function_call", "id": f"fc_{new_id().replace('-', '')}", "call_id": call_id, "name": name}


def _output(text: str) -> Json:
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
