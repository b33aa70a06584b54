"""Anthropic's Messages: chat completions to it and back. From its published format; not tried live."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.models.reading import (
    INSTRUCTS,
    TEXTS,
    calls_of,
    data_url,
    file_of,
    functions_of,
    image_of,
    limit_of,
    parts_of,
    refuse_forbidden,
    stops_of,
    text_of,
)
from chalkline.gateway.models.speaking import CannotAsk, Json, Usage, count
from chalkline.gateway.models.words import Deployment
from chalkline.gateway.refusing import model_cut

VERSION = "2023-06-01"
PATH = "/v1/messages"
FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "pause_turn": "stop",
    "tool_use": "tool_calls",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "content_filter",
}


def headers(deployment: Deployment) -> dict[str, str]:
    """How the key is shown."""
    return {"x-api-key": deployment.secret, "anthropic-version": deployment.api_version or VERSION}


def request(body: Json, deployment: Deployment, *, stream: bool) -> Json:
    """A chat completion's request as Messages. Raises CannotAsk for what Messages cannot say."""
    refuse_forbidden(body, also=("logprobs",))
    if body.get("n") not in (None, 1):
        raise CannotAsk("The model behind this name gives one answer at a time (“n”).")
    if (body.get("response_format") or {}).get("type", "text") != "text":
        raise CannotAsk("The model behind this name does not promise JSON (“response_format”); ask for it in words.")
    said: Json = {
        "model": deployment.model,
        "max_tokens": limit_of(body, deployment.largest_output),
        "messages": _messages(body["messages"]),
    }
    system = "\n\n".join(text_of(each.get("content")) for each in body["messages"] if each.get("role") in INSTRUCTS)
    if system:
        said["system"] = system
    if stops := [each for each in stops_of(body) if each.strip()]:
        said["stop_sequences"] = stops
    if isinstance(body.get("temperature"), int | float):
        said["temperature"] = min(body["temperature"], 1)
    if isinstance(body.get("top_p"), int | float):
        said["top_p"] = body["top_p"]
    if functions := functions_of(body):
        said["tools"] = [_tool(each) for each in functions]
        if choice := _choice(body):
            said["tool_choice"] = choice
    if stream:
        said["stream"] = True
    return said


def _messages(messages: list[Json]) -> list[Json]:
    told: list[Json] = []
    for message in messages:
        role = message.get("role")
        if role in INSTRUCTS:
            continue
        if role not in {"user", "assistant", "tool"}:
            raise CannotAsk("A message is neither of the user, the assistant nor a tool.")
        blocks = _result(message) if role == "tool" else [_block(each) for each in parts_of(message.get("content"))]
        if role == "assistant":
            blocks += [
                {"type": "tool_use", "id": identity, "name": name, "input": given}
                for identity, name, given, _ in calls_of(message)
            ]
        speaker = "assistant" if role == "assistant" else "user"
        if told and told[-1]["role"] == speaker:
            told[-1]["content"] += blocks
        elif blocks:
            told.append({"role": speaker, "content": blocks})
    return told


def _result(message: Json) -> list[Json]:
    return [
        {
            "type": "tool_result",
            "tool_use_id": str(message.get("tool_call_id", "")),
            "content": [_block(each) for each in parts_of(message.get("content"))],
        }
    ]


def _block(part: Json) -> Json:
    kind = part.get("type")
    if kind in TEXTS:
        return {"type": "text", "text": str(part.get("text") or part.get("refusal") or "")}
    if kind == "image_url":
        url = image_of(part)
        inline = data_url(url)
        return {"type": "image", "source": _base64(inline) if inline else {"type": "url", "url": url}}
    if kind == "file":
        inline = data_url(file_of(part))
        if inline and inline[0] == "application/pdf":
            return {"type": "document", "source": _base64(inline)}
        raise CannotAsk("The model behind this name reads pictures and PDF files only.")
    raise CannotAsk(f"The model behind this name does not take a part of the kind “{kind}”.")


def _base64(inline: tuple[str, str]) -> Json:
    return {"type": "base64", "media_type": inline[0], "data": inline[1]}


def _tool(function: Json) -> Json:
    told: Json = {
        "name": function.get("name"),
        "input_schema": function.get("parameters") or {"type": "object", "properties": {}},
    }
    if function.get("description"):
        told["description"] = function["description"]
    return told


def _choice(body: Json) -> Json | None:
    choice, one_only = body.get("tool_choice"), body.get("parallel_tool_calls") is False
    if choice == "none":
        return {"type": "none"}
    told: Json = {"type": "auto"}
    if choice == "required":
        told = {"type": "any"}
    elif isinstance(choice, dict):
        told = {"type": "tool", "name": (choice.get("function") or {}).get("name")}
    elif not one_only and choice is None:
        return None
    return {**told, "disable_parallel_tool_use": True} if one_only else told


@dataclass
class MessagesBack:
    """Turns what Messages answers into chat completions."""

    usage: Usage = field(default_factory=Usage)
    finished: bool = False
    _head: Json = field(default_factory=dict)
    _tools: dict[int, int] = field(default_factory=dict)  # block -> number of the tool call

    def whole(self, answer: Json) -> Json:
        """A whole answer."""
        if answer["type"] != "message":
            raise ValueError(answer["type"])
        self._note(answer["usage"])
        blocks = answer["content"]
        texts = [each["text"] for each in blocks if each["type"] == "text"]
        thoughts = [each["thinking"] for each in blocks if each["type"] == "thinking"]
        calls = [
            _call(each["id"], each["name"], orjson.dumps(each["input"]).decode())
            for each in blocks
            if each["type"] == "tool_use"
        ]
        message: Json = {"role": "assistant", "content": "".join(texts) if texts or not calls else None}
        if thoughts:
            message["reasoning_content"] = "".join(thoughts)
        if calls:
            message["tool_calls"] = calls
        return {
            "id": answer["id"],
            "object": "chat.completion",
            "created": int(time.time()),
            "model": answer["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": FINISH.get(answer["stop_reason"], "stop")}],
            "usage": usage_told(self.usage),
        }

    def event(self, event: Json) -> list[Json]:
        """The chunks that one event makes."""
        kind = event["type"]
        if kind == "message_start":
            message = event["message"]
            self._note(message.get("usage") or {})
            self._head = {
                "id": message["id"], "object": "chat.completion.chunk", "created": int(time.time()),
                "model": message["model"],
            }  # fmt: skip
            return [self._chunk({"role": "assistant", "content": ""})]
        if kind == "content_block_start":
            return self._begin(event["index"], event["content_block"])
        if kind == "content_block_delta":
            return self._delta(event["index"], event["delta"])
        if kind == "message_delta":
            self._note(event.get("usage") or {})
            finish = FINISH.get(event["delta"].get("stop_reason") or "", "stop")
            return [self._chunk({}, finish)]
        if kind == "message_stop":
            self.finished = True
            return [{**self._head, "choices": [], "usage": usage_told(self.usage)}]
        if kind == "error":
            raise model_cut()
        return []  # ping, content_block_stop, and what may come to be

    def _begin(self, index: int, block: Json) -> list[Json]:
        if block["type"] == "text" and block.get("text"):
            return [self._chunk({"content": block["text"]})]
        if block["type"] != "tool_use":
            return []
        number = self._tools[index] = len(self._tools)
        return [self._chunk({"tool_calls": [{**_call(block["id"], block["name"], ""), "index": number}]})]

    def _delta(self, index: int, delta: Json) -> list[Json]:
        if delta["type"] == "text_delta":
            return [self._chunk({"content": delta["text"]})]
        if delta["type"] == "thinking_delta":
            return [self._chunk({"reasoning_content": delta["thinking"]})]
        if delta["type"] == "input_json_delta" and delta["partial_json"]:
            function = {"arguments": delta["partial_json"]}
            return [self._chunk({"tool_calls": [{"index": self._tools[index], "function": function}]})]
        return []

    def _chunk(self, delta: Json, finish: str | None = None) -> Json:
        return {**self._head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}

    def _note(self, said: Json) -> None:
        cached = count(said.get("cache_read_input_tokens")) + count(said.get("cache_creation_input_tokens"))
        self.usage.note(count(said.get("input_tokens")) + cached, said.get("output_tokens"))


def _call(identity: str, name: str, arguments: str) -> Json:
    return {"id": identity, "type": "function", "function": {"name": name, "arguments": arguments}}


def usage_told(usage: Usage) -> dict[str, Any]:
    """A count of tokens as chat completions say it."""
    return {
        "prompt_tokens": usage.tokens_in,
        "completion_tokens": usage.tokens_out,
        "total_tokens": usage.tokens_in + usage.tokens_out,
    }
