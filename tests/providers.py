"""Model services of several makers, spoken to over loopback in their own wire formats. They know nothing and repeat."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn

PIECE = 7


@dataclass
class Fault:
    """How the next call goes wrong."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b'{"error": {"message": "as it was told to"}}'
    after: int = 0  # events of a stream before it breaks off; with status 200


@dataclass
class Providers:
    """``providers.port``; ``received`` are (path with query, headers, body); ``faults`` are used up one a call."""

    port: int = 0
    received: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    usage: bool = True
    tokens: tuple[int, int] = (11, 7)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bodies(self) -> list[Any]:
        return [body for _, _, body in self.received]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        data = b""
        while True:
            message = await receive()
            data += message.get("body", b"")
            if not message.get("more_body"):
                break
        path = scope["path"] + (f"?{scope['query_string'].decode()}" if scope["query_string"] else "")
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        body = json.loads(data)
        self.received.append((path, headers, body))
        fault = self.faults.pop(0) if self.faults else None
        if fault and fault.status != 200:
            await _send(send, fault.status, fault.body, fault.headers)
            return
        streams = body.get("stream") or "stream" in scope["path"]
        speak = self._speaker(scope["path"])
        if not streams:
            await _send(send, 200, json.dumps(speak(body, False)).encode())
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        for number, event in enumerate(speak(body, True)):
            if fault and number == fault.after:
                raise ConnectionError("breaks off, as it was told to")
            await send({"type": "http.response.body", "body": event, "more_body": True})
            await asyncio.sleep(0)
        await send({"type": "http.response.body", "body": b""})

    def _speaker(self, path: str) -> Any:
        if path.endswith("/messages"):
            return self._messages
        if "GenerateContent" in path or "generateContent" in path:
            return self._gemini
        if path.endswith("batchEmbedContents"):
            return lambda body, _: {"embeddings": [{"values": [0.5, -0.25]} for _ in body["requests"]]}
        if path.endswith("/embeddings"):
            return lambda body, _: {
                "object": "list", "model": body.get("model"), "usage": {"prompt_tokens": 5, "total_tokens": 5},
                "data": [{"object": "embedding", "index": 0, "embedding": [0.5]}],
            }  # fmt: skip
        if path.endswith("/moderations"):
            return lambda body, _: {"id": "modr-1", "model": body.get("model"), "results": [{"flagged": False}]}
        return self._chat

    def _chat(self, body: Any, stream: bool) -> Any:
        text = f"You said: {_last(body['messages'])}"
        usage = {"prompt_tokens": self.tokens[0], "completion_tokens": self.tokens[1], "total_tokens": 18}
        calls = []
        if body.get("tools"):
            function = body["tools"][0]["function"]["name"]
            calls = [{"id": "call_1", "type": "function", "function": {"name": function, "arguments": '{"q": "x"}'}}]
        head = {"id": "c1", "object": "chat.completion", "created": 1, "model": body.get("model", "azure")}
        if not stream:
            message = {
                "role": "assistant",
                "content": None if calls else text,
                **({"tool_calls": calls} if calls else {}),
            }
            end = "tool_calls" if calls else "stop"
            answer = {**head, "choices": [{"index": 0, "message": message, "finish_reason": end}]}
            return {**answer, "usage": usage} if self.usage else answer
        return self._chat_events(body, {**head, "object": "chat.completion.chunk"}, text, calls, usage)

    def _chat_events(self, body: Any, head: Any, text: str, calls: Any, usage: Any) -> Iterator[bytes]:
        asked = (body.get("stream_options") or {}).get("include_usage") and self.usage
        deltas: list[Any] = [{"role": "assistant", "content": ""}]
        if calls:
            first = {**calls[0], "index": 0, "function": {**calls[0]["function"], "arguments": ""}}
            deltas += [{"tool_calls": [first]}]
            deltas += [{"tool_calls": [{"index": 0, "function": {"arguments": each}}]} for each in ('{"q": ', '"x"}')]
        else:
            deltas += [{"content": text[at : at + PIECE]} for at in range(0, len(text), PIECE)]
        ends = [None] * len(deltas) + ["tool_calls" if calls else "stop"]
        for delta, end in zip([*deltas, {}], ends, strict=True):
            told = {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": end}]}
            yield _event({**told, "usage": None} if asked else told)
        if asked:
            yield _event({**head, "choices": [], "usage": usage})
        yield b"data: [DONE]\n\n"

    def _messages(self, body: Any, stream: bool) -> Any:
        text = f"You said: {_last(body['messages'])}"
        blocks: list[Any] = [{"type": "text", "text": text}]
        end = "end_turn"
        if body.get("tools"):
            blocks = [{"type": "tool_use", "id": "toolu_1", "name": body["tools"][0]["name"], "input": {"q": "x"}}]
            end = "tool_use"
        usage = {"input_tokens": self.tokens[0], "output_tokens": self.tokens[1]}
        head = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "stop_sequence": None}
        if not stream:
            return {**head, "content": blocks, "stop_reason": end, "usage": usage}
        return self._message_events(head, blocks[0], end, usage)

    def _message_events(self, head: Any, block: Any, end: str, usage: Any) -> Iterator[bytes]:
        started = {**head, "content": [], "stop_reason": None, "usage": {**usage, "output_tokens": 1}}
        yield _named("message_start", {"message": started})
        empty = {"type": "text", "text": ""} if block["type"] == "text" else {**block, "input": {}}
        yield _named("content_block_start", {"index": 0, "content_block": empty})
        yield _named("ping", {})
        if block["type"] == "text":
            for at in range(0, len(block["text"]), PIECE):
                delta = {"type": "text_delta", "text": block["text"][at : at + PIECE]}
                yield _named("content_block_delta", {"index": 0, "delta": delta})
        else:
            for each in ("", '{"q": ', '"x"}'):
                delta = {"type": "input_json_delta", "partial_json": each}
                yield _named("content_block_delta", {"index": 0, "delta": delta})
        yield _named("content_block_stop", {"index": 0})
        ending = {"stop_reason": end, "stop_sequence": None}
        yield _named("message_delta", {"delta": ending, "usage": {"output_tokens": usage["output_tokens"]}})
        yield _named("message_stop", {})

    def _gemini(self, body: Any, stream: bool) -> Any:
        asked = "".join(part.get("text", "") for part in body["contents"][-1]["parts"])
        usage = {
            "promptTokenCount": self.tokens[0],
            "candidatesTokenCount": self.tokens[1] - 2,
            "thoughtsTokenCount": 2,
        }
        if "forbidden" in asked:
            blocked = {"promptFeedback": {"blockReason": "SAFETY"}, "usageMetadata": {"promptTokenCount": 11}}
            return iter([_event(blocked)]) if stream else blocked
        parts: list[Any] = [{"text": f"You said: {asked}"}]
        if body.get("tools"):
            name = body["tools"][0]["functionDeclarations"][0]["name"]
            parts = [{"functionCall": {"name": name, "args": {"q": "x"}}, "thoughtSignature": "c2ln"}]
        if not stream:
            candidate = {"content": {"role": "model", "parts": parts}, "finishReason": "STOP", "index": 0}
            return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-test"}
        return self._gemini_events(parts, usage)

    def _gemini_events(self, parts: Any, usage: Any) -> Iterator[bytes]:
        pieces = parts
        if "text" in parts[0]:
            text = parts[0]["text"]
            pieces = [{"text": text[at : at + PIECE]} for at in range(0, len(text), PIECE)]
        for at, part in enumerate(pieces):
            candidate: dict[str, Any] = {"content": {"role": "model", "parts": [part]}, "index": 0}
            told: dict[str, Any] = {"candidates": [candidate], "modelVersion": "gemini-test"}
            if at == len(pieces) - 1:
                candidate["finishReason"] = "STOP"
                told["usageMetadata"] = usage
            yield _event(told).replace(b"\n", b"\r\n")


def _last(messages: Any) -> str:
    content = messages[-1]["content"]
    return content if isinstance(content, str) else " ".join(each.get("text", each["type"]) for each in content)


def _event(said: Any) -> bytes:
    return b"data: " + json.dumps(said).encode() + b"\n\n"


def _named(name: str, said: Any) -> bytes:
    return b"event: " + name.encode() + b"\n" + _event({"type": name, **said})


async def _send(send: Any, status: int, body: bytes, headers: tuple[tuple[str, str], ...] = ()) -> None:
    named = [(b"content-type", b"application/json"), *((n.encode(), v.encode()) for n, v in headers)]
    await send({"type": "http.response.start", "status": status, "headers": named})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def running_providers() -> Iterator[Providers]:
    """The services on a free port, in a thread."""
    providers = Providers()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(providers, lifespan="off", access_log=False, log_level="critical", ws="none")
        server = uvicorn.Server(config)
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        until = time.monotonic() + 10
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        providers.port = listening.getsockname()[1]
        yield providers
        server.should_exit = True
        running.join(10)
