"""A caller who speaks Anthropic's Messages, in front of a model that speaks chat completions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.models.framing import spelled
from chalkline.gateway.models.speaking import CannotAsk, Json, count
from chalkline.kernel.ids import new_id

STOP_REASONS = {"stop": "end_turn", "length": "max_tokens", "tool_calls": "tool_use", "content_filter": "refusal"}
CHOICES = {"auto": "auto", "any": "required", "none": "none"}


def to_chat(body: Json) -> Json:
    """A Messages request as a chat completion's. Raises CannotAsk for what chat completions cannot say."""
    messages: list[Json] = []
    if system := _text(body.get("system")):
        messages.append({"role": "system", "content": system})
    for message in body["messages"]:
        messages += _messages(message)
    said: Json = {"model": body.get("model"), "messages": messages}
    names = {
        "max_tokens": "max_completion_tokens", "temperature": "temperature", "top_p": "top_p", "stream": "stream",
        "stop_sequences": "stop",
    }  # fmt: skip
    said |= {theirs: body[ours] for ours, theirs in names.items() if body.get(ours) is not None}
    if tools := body.get("tools"):
        said["tools"] = [_tool(each) for each in tools]
    choice = body.get("tool_choice")
    if isinstance(choice, dict):
        kind = choice.get("type")
        named = {"type": "function", "function": {"name": choice.get("name")}}
        said["tool_choice"] = named if kind == "tool" else CHOICES.get(str(kind), "auto")
        if choice.get("disable_parallel_tool_use"):
            said["parallel_tool_calls"] = False
    return said


def _messages(message: Json) -> list[Json]:
    role, content = message.get("role"), message.get("content")
    if role == "system":  # some clients put it here
        return [{"role": "system", "content": _text(content)}]
    if isinstance(content, str):
        return [{"role": role, "content": content}]
    results, parts, calls = [], [], []
    for block in content or []:
        kind = block.get("type")
        if kind == "tool_result":
            results.append(
                {"role": "tool", "tool_call_id": block.get("tool_use_id"), "content": _text(block.get("content"))}
            )
        elif kind == "tool_use":
            arguments = orjson.dumps(block.get("input") or {}).decode()
            function = {"name": block.get("name"), "arguments": arguments}
            calls.append({"id": block.get("id"), "type": "function", "function": function})
        elif kind not in {"thinking", "redacted_thinking"}:
            parts.append(_part(block))
    told: list[Json] = list(results)
    if parts or calls:
        said: Json = {"role": role, "content": _joined(parts) if role == "assistant" else parts}
        told.append({**said, "tool_calls": calls} if calls else said)
    return told


def _joined(parts: list[Json]) -> str | None:
    return "".join(str(each.get("text", "")) for each in parts) or None


def _part(block: Json) -> Json:
    kind, source = block.get("type"), block.get("source") or {}
    if kind == "text":
        return {"type": "text", "text": str(block.get("text", ""))}
    if kind == "image":
        return {"type": "image_url", "image_url": {"url": _address(source)}}
    if kind == "document" and source.get("type") == "base64":
        return {"type": "file", "file": {"filename": "document.pdf", "file_data": _address(source)}}
    if kind == "document" and source.get("type") == "text":
        return {"type": "text", "text": str(source.get("data", ""))}
    raise CannotAsk(f"The model behind this name does not take a part of the kind “{kind}”.")


def _address(source: Json) -> str:
    if source.get("type") == "base64":
        return f"data:{source.get('media_type')};base64,{source.get('data')}"
    if source.get("type") == "url":
        return str(source.get("url"))
    raise CannotAsk("A picture or file is named that lies with another service; put it into the message itself.")


def _text(content: Any) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    if any(each.get("type") != "text" for each in content):
        raise CannotAsk("The result of a tool, or the instructions, hold more than text.")
    return "\n".join(str(each.get("text", "")) for each in content)


def _tool(tool: Json) -> Json:
    if tool.get("type", "custom") != "custom" or "input_schema" not in tool:
        raise CannotAsk("The call brings a tool of Anthropic's own; the model behind this name has none of these.")
    told = {"name": tool.get("name"), "description": tool.get("description") or "", "parameters": tool["input_schema"]}
    return {"type": "function", "function": told}


@dataclass
class MessagesFront:
    """Turns chat completions into Messages."""

    model: str
    _id: str = field(default_factory=lambda: f"msg_{new_id().replace('-', '')}")
    _began: bool = False
    _open: tuple[str, int] | None = None  # what the open block is: text, thinking or a tool call's number
    _block: int = -1
    _stop: str = "end_turn"
    _usage: Json = field(default_factory=lambda: {"input_tokens": 0, "output_tokens": 0})

    def whole(self, completion: Json) -> Json:
        """A whole answer."""
        choice = completion["choices"][0]
        message = choice["message"]
        blocks: list[Json] = []
        if message.get("content") or message.get("refusal"):
            blocks.append({"type": "text", "text": (message.get("content") or "") + (message.get("refusal") or "")})
        for call in message.get("tool_calls") or []:
            given = orjson.loads(call["function"].get("arguments") or "{}")
            blocks.append({"type": "tool_use", "id": call["id"], "name": call["function"]["name"], "input": given})
        self._note(completion.get("usage"))
        return {**self._message(), "content": blocks, "stop_reason": _reason(choice), "usage": self._usage}

    def chunk(self, chunk: Json) -> bytes:
        """The events that one chunk makes."""
        told = b"" if self._began else self._start()
        self._note(chunk.get("usage"))
        for choice in (chunk.get("choices") or [])[:1]:
            delta = choice.get("delta") or {}
            told += self._said("text", 0, (delta.get("content") or "") + (delta.get("refusal") or ""))
            for call in delta.get("tool_calls") or []:
                told += self._called(call)
            if choice.get("finish_reason"):
                self._stop = _reason(choice)
        return told

    def finish(self) -> bytes:
        """The last events."""
        told = (b"" if self._began else self._start()) + self._close()
        delta = {"stop_reason": self._stop, "stop_sequence": None}
        told += _event("message_delta", {"delta": delta, "usage": self._usage})
        return told + _event("message_stop", {})

    def _start(self) -> bytes:
        self._began = True
        message = {**self._message(), "content": [], "stop_reason": None, "usage": dict(self._usage)}
        return _event("message_start", {"message": message})

    def _said(self, kind: str, number: int, text: str) -> bytes:
        if not text:
            return b""
        told = self._begin((kind, number), {"type": "text", "text": ""})
        return told + _event(
            "content_block_delta", {"index": self._block, "delta": {"type": "text_delta", "text": text}}
        )

    def _called(self, call: Json) -> bytes:
        function = call.get("function") or {}
        number = call.get("index", 0)
        told = b""
        if self._open != ("tool", number):
            block: Json = {"type": "tool_use", "id": call.get("id"), "name": function.get("name"), "input": {}}
            told = self._begin(("tool", number), block)
        if function.get("arguments"):
            delta = {"type": "input_json_delta", "partial_json": function["arguments"]}
            told += _event("content_block_delta", {"index": self._block, "delta": delta})
        return told

    def _begin(self, what: tuple[str, int], block: Json) -> bytes:
        if self._open == what:
            return b""
        told = self._close()
        self._open, self._block = what, self._block + 1
        return told + _event("content_block_start", {"index": self._block, "content_block": block})

    def _close(self) -> bytes:
        if self._open is None:
            return b""
        self._open = None
        return _event("content_block_stop", {"index": self._block})

    def _message(self) -> Json:
        return {
            "id": self._id, "type": "message", "role": "assistant", "model": self.model, "stop_sequence": None,
        }  # fmt: skip

    def _note(self, usage: Any) -> None:
        if isinstance(usage, dict):
            self._usage = {
                "input_tokens": count(usage.get("prompt_tokens")),
                "output_tokens": count(usage.get("completion_tokens")),
            }


def _reason(choice: Json) -> str:
    return STOP_REASONS.get(str(choice.get("finish_reason")), "end_turn")


def _event(name: str, said: Json) -> bytes:
    return spelled(orjson.dumps({"type": name, **said}), name)
