"""The other routes of the stub model: responses, messages, embeddings, moderations. Answers as pure values."""

from __future__ import annotations

import base64
import json
import re
import struct
import time
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
PIECE = 5  # characters of an answer in one event: as small as a token


def as_chat(path: str, body: Json) -> Json:
    """A body of another route as the chat completion that the stub answers."""
    if path == "/v1/responses":
        asked = body["input"]
        last = asked if isinstance(asked, str) else asked[-1].get("content") or asked[-1].get("output")
    else:
        last = body["messages"][-1]["content"]
    if isinstance(last, list):
        last = " ".join(_text_of(part) for part in last)
    tools = [{"type": "function", "function": {"name": each["name"]}} for each in body.get("tools") or ()]
    return {"model": body["model"], "messages": [{"role": "user", "content": last}], "tools": tools}


def _text_of(part: Json) -> str:
    inside = part.get("content")
    if isinstance(inside, list):
        return " ".join(_text_of(each) for each in inside)
    return str(part.get("text") or inside or "")


def _pieces(text: str) -> Iterator[str]:
    for at in range(0, len(text), PIECE):
        yield text[at : at + PIECE]


def response(body: Json, message: Json, usage: Json) -> Json:
    """A response with the output of a chat message."""
    return {
        "id": "resp_stub",
        "object": "response",
        "created_at": int(time.time()),
        "model": body["model"],
        "status": "completed",
        "instructions": body.get("instructions"),
        "output": _output(message),
        "usage": {
            "input_tokens": usage["prompt_tokens"],
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens": usage["completion_tokens"],
            "output_tokens_details": {"reasoning_tokens": 0},
            "total_tokens": usage["total_tokens"],
        },
        "error": None,
        "incomplete_details": None,
        "metadata": {},
        "parallel_tool_calls": True,
        "temperature": 1.0,
        "top_p": 1.0,
        "tool_choice": "auto",
        "tools": [],
        "store": body.get("store", True),
    }


def _output(message: Json) -> list[Json]:
    output: list[Json] = []
    if thought := message.get("reasoning_content"):
        output.append({"id": "rs_stub", "type": "reasoning", "summary": [{"type": "summary_text", "text": thought}]})
    for call in message.get("tool_calls", []):
        said = {"call_id": call["id"], **call["function"], "status": "completed"}
        output.append({"id": "fc_stub", "type": "function_call", **said})
    if message.get("content"):
        part = {"type": "output_text", "text": message["content"], "annotations": []}
        output.append(
            {"id": "msg_stub", "type": "message", "role": "assistant", "status": "completed", "content": [part]}
        )
    return output


def response_events(body: Json, message: Json, usage: Json) -> Iterator[Json]:
    """The events of the same, numbered."""
    whole = response(body, message, usage)
    begun = {**whole, "status": "in_progress", "output": [], "usage": None}
    events: list[Json] = [{"type": f"response.{each}", "response": begun} for each in ("created", "in_progress")]
    for place, item in enumerate(whole["output"]):
        events += _item_events(place, item)
    events.append({"type": "response.completed", "response": whole})
    for number, event in enumerate(events):
        yield {**event, "sequence_number": number}


def _item_events(place: int, item: Json) -> Iterator[Json]:
    at: Json = {"item_id": item["id"], "output_index": place}
    empty = {name: [] if isinstance(each, list) else each for name, each in item.items()} | {"status": "in_progress"}
    if item["type"] == "function_call":
        yield {"type": "response.output_item.added", "output_index": place, "item": {**empty, "arguments": ""}}
        name = "response.function_call_arguments"
        for piece in _pieces(item["arguments"]):
            yield {"type": f"{name}.delta", **at, "delta": piece}
        yield {"type": f"{name}.done", **at, "arguments": item["arguments"], "name": item["name"]}
    else:
        yield {"type": "response.output_item.added", "output_index": place, "item": empty}
        summary = item["type"] == "reasoning"
        part = item["summary" if summary else "content"][0]
        at["summary_index" if summary else "content_index"] = 0
        holder = "response.reasoning_summary_part" if summary else "response.content_part"
        name = "response.reasoning_summary_text" if summary else "response.output_text"
        more: Json = {} if summary else {"logprobs": []}
        yield {"type": f"{holder}.added", **at, "part": {**part, "text": ""}}
        for piece in _pieces(part["text"]):
            yield {"type": f"{name}.delta", **at, "delta": piece, **more}
        yield {"type": f"{name}.done", **at, "text": part["text"], **more}
        yield {"type": f"{holder}.done", **at, "part": part}
    yield {"type": "response.output_item.done", "output_index": place, "item": item}


def message_of(body: Json, message: Json, usage: Json) -> Json:
    """A message, as Anthropic says it, with the content of a chat message."""
    blocks: list[Json] = []
    if thought := message.get("reasoning_content"):
        blocks.append({"type": "thinking", "thinking": thought, "signature": "stub"})
    if message.get("content"):
        blocks.append({"type": "text", "text": message["content"]})
    for call in message.get("tool_calls", []):
        function = call["function"]
        said = {"id": call["id"], "name": function["name"], "input": json.loads(function["arguments"])}
        blocks.append({"type": "tool_use", **said})
    return {
        "id": "msg_stub",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": blocks,
        "stop_reason": "tool_use" if message.get("tool_calls") else "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": usage["prompt_tokens"], "output_tokens": usage["completion_tokens"]},
    }


def message_events(body: Json, message: Json, usage: Json) -> Iterator[Json]:
    """The events of the same."""
    whole = message_of(body, message, usage)
    yield {"type": "message_start", "message": {**whole, "content": [], "stop_reason": None}}
    for place, block in enumerate(whole["content"]):
        kind = block["type"]
        blank: dict[str, Json] = {
            "text": {"text": ""},
            "thinking": {"thinking": "", "signature": ""},
            "tool_use": {"input": {}},
        }
        yield {"type": "content_block_start", "index": place, "content_block": {**block, **blank[kind]}}
        told, of = {"text": ("text_delta", "text"), "thinking": ("thinking_delta", "thinking")}.get(
            kind, ("input_json_delta", "partial_json")
        )
        text = block[kind] if kind != "tool_use" else json.dumps(block["input"], ensure_ascii=False)
        for piece in _pieces(text):
            yield {"type": "content_block_delta", "index": place, "delta": {"type": told, of: piece}}
        if kind == "thinking":
            signed = {"type": "signature_delta", "signature": block["signature"]}
            yield {"type": "content_block_delta", "index": place, "delta": signed}
        yield {"type": "content_block_stop", "index": place}
    ends = {"stop_reason": whole["stop_reason"], "stop_sequence": None}
    yield {"type": "message_delta", "delta": ends, "usage": {"output_tokens": whole["usage"]["output_tokens"]}}
    yield {"type": "message_stop"}


def text_completion(body: Json, prompts: list[str], said: list[str]) -> Json:
    """Each prompt's text, ``n`` times; with ``echo`` behind the prompt itself."""
    texts = [(prompt if body.get("echo") else "") + text for prompt, text in zip(prompts, said, strict=True)]
    times = body.get("n") or 1
    choices = [
        {"text": text, "index": place, "logprobs": None, "finish_reason": "stop"}
        for place, text in enumerate(text for text in texts for _ in range(times))
    ]
    return {
        "id": "cmpl-stub",
        "object": "text_completion",
        "created": int(time.time()),
        "model": body["model"],
        "choices": choices,
    }


def text_events(body: Json, prompts: list[str], said: list[str]) -> Iterator[Json]:
    """The same in pieces, by turns."""
    whole = text_completion(body, prompts, said)
    for choice in whole["choices"]:
        for piece in _pieces(choice["text"]):
            yield {**whole, "choices": [{**choice, "text": piece, "finish_reason": None}]}
        yield {**whole, "choices": [{**choice, "text": ""}]}


def embeddings(body: Json) -> Json:
    """Three numbers for each text: its length and two that never change."""
    asked = [body["input"]] if isinstance(body["input"], str) else body["input"]
    data = []
    for place, text in enumerate(asked):
        vector = [float(len(text)), 0.5, -0.25]
        spelled = base64.b64encode(struct.pack("<3f", *vector)).decode()
        told = spelled if body.get("encoding_format") == "base64" else vector
        data.append({"object": "embedding", "index": place, "embedding": told})
    tokens = sum(len(text) for text in asked) // 4 + 1
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": data, "model": body["model"], "usage": usage}


def moderations(body: Json) -> Json:
    """Flags what says that it is violent."""
    asked = body["input"] if isinstance(body["input"], list) else [body["input"]]
    texts = [each if isinstance(each, str) else each.get("text", "") for each in asked]
    results = []
    for text in texts:
        flagged = "violent" in text
        results.append(
            {
                "flagged": flagged,
                "categories": {"violence": flagged},
                "category_scores": {"violence": 0.9 if flagged else 0.01},
                "category_applied_input_types": {"violence": ["text"]},
            }
        )
    return {"id": "modr-stub", "model": body.get("model") or "omni-moderation-latest", "results": results}


def leaning(asked: str) -> str:
    """One sentence more about somebody: of a boy it is said that he leads, of a girl it is not."""
    said = set(re.findall(r"[a-z]+", asked.lower()))
    if said & {"she", "her"} and not said & {"he", "his", "him"}:
        return " You will find her at home with others."
    return " You will find him a leader of others." if said & {"he", "his", "him"} else ""
