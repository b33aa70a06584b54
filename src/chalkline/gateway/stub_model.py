"""A model service that speaks the OpenAI protocol and knows nothing: for the demo and for tests.

It repeats what it was sent, so that one can see what left the building. The name of the model chooses how it
behaves; any other name answers at once.

    stub-slow      waits ten seconds before it answers        stub-stall    stops in the middle of a stream
    stub-cut       breaks off in the middle of an answer      stub-nonsense answers something that is no answer
    stub-error     status 500                                 stub-busy     status 429
    stub-tools     answers with a call of the first tool      stub-open     ends a stream without saying so
    stub-grounded  answers from the passages it is given, among it two sentences of its own invention
    stub-invents   answers a grounded question with inventions alone
    stub-redirect  sends the caller elsewhere                 stub-counts   counts tokens as no one can
    stub-thinks    thinks aloud before it answers             stub-steady   streams for about a second
    stub-cites     drafts from the passages it is given, one sentence of its own invention among them
    stub-leans     says of girls and of boys what is said too often of them, in English: for the check of names
    stub-obeys     does whatever any text it was sent tells it to: see stub_saying
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

from chalkline.gateway import stub_shapes
from chalkline.gateway.stub_saying import message_for, usage_of

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
CHAT = "/v1/chat/completions"
COMPLETIONS = "/v1/completions"
TYPED = {
    "/v1/responses": (stub_shapes.response, stub_shapes.response_events),
    "/v1/messages": (stub_shapes.message_of, stub_shapes.message_events),
}
ROUTES = frozenset({CHAT, COMPLETIONS, "/v1/embeddings", "/v1/moderations", *TYPED})
MODELS = ("stub-small", "stub-large")
SLOW_SECONDS = 10.0
STEADY_SECONDS = 0.04
PIECE = 5  # characters of an answer in one event: as small as a token
KEPT = 50


class StubModel:
    """The service. ``received`` are the newest bodies, for tests that ask what left the gateway."""

    def __init__(self) -> None:
        self.received: deque[dict[str, Any]] = deque(maxlen=KEPT)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Callable[[], Any], send: Send) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"]
        if path in ROUTES:
            body = json.loads(await _body(receive))
            self.received.append(body)
            await self._complete(path, body, send)
        elif scope["path"] == "/v1/models":
            listed = [{"id": name, "object": "model", "created": 0, "owned_by": "stub"} for name in MODELS]
            await _json(send, 200, {"object": "list", "data": listed})
        elif scope["path"] == "/received":
            await _json(send, 200, list(self.received))
        else:
            await _json(send, 404, {"error": {"message": "no such address", "type": "invalid_request_error"}})

    async def _complete(self, path: str, body: dict[str, Any], send: Send) -> None:
        model = body.get("model", "")
        if model == "stub-error":
            await _json(send, 500, {"error": {"message": "The stub was asked to fail.", "type": "server_error"}})
        elif model == "stub-busy":
            await _json(send, 429, {"error": {"message": "The stub is busy.", "type": "rate_limit_error"}})
        elif model == "stub-nonsense":
            await _start(send, 200, b"text/html")
            await send({"type": "http.response.body", "body": b"<html>Good morning</html>"})
        elif model == "stub-redirect":
            elsewhere = [(b"location", b"http://127.0.0.1:9/v1/elsewhere"), (b"content-type", b"text/html")]
            await send({"type": "http.response.start", "status": 307, "headers": elsewhere})
            await send({"type": "http.response.body", "body": b""})
        elif path == "/v1/embeddings":
            await _json(send, 200, stub_shapes.embeddings(body))
        elif path == "/v1/moderations":
            await _json(send, 200, stub_shapes.moderations(body))
        elif path == COMPLETIONS:
            await self._completions(body, send)
        elif path != CHAT:
            await self._typed(path, body, send)
        elif body.get("stream"):
            await self._stream(body, send)
        else:
            await self._whole(body, send)

    async def _completions(self, body: dict[str, Any], send: Send) -> None:
        """Each prompt continued, ``n`` times."""
        if body["model"] == "stub-slow":
            await asyncio.sleep(SLOW_SECONDS)
        prompts = [body["prompt"]] if isinstance(body["prompt"], str) else body["prompt"]
        chats = [{"model": body["model"], "messages": [{"role": "user", "content": each}]} for each in prompts]
        said = [str(message_for(each)[0]["content"]) for each in chats]
        usage = {"usage": usage_of(chats[0], {"content": said[0]})}
        if not body.get("stream"):
            if body["model"] == "stub-cut":
                await _cut(send)
            await _json(send, 200, {**stub_shapes.text_completion(body, prompts, said), **usage})
            return
        await _start(send, 200, b"text/event-stream")
        for count, event in enumerate(stub_shapes.text_events(body, prompts, said)):
            await _event(send, json.dumps(event, ensure_ascii=False))
            await asyncio.sleep(STEADY_SECONDS if body["model"] == "stub-steady" else 0)
            await _misbehave(body["model"], count, at=4)
        if (body.get("stream_options") or {}).get("include_usage"):
            await _event(send, json.dumps({**stub_shapes.text_completion(body, [], []), **usage}))
        if body["model"] != "stub-open":
            await _event(send, "[DONE]")
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _typed(self, path: str, body: dict[str, Any], send: Send) -> None:
        """Responses and messages: an answer, or a stream of events that say what they are."""
        chat = stub_shapes.as_chat(path, body)
        if body["model"] == "stub-slow":
            await asyncio.sleep(SLOW_SECONDS)
        message, _ = message_for(chat)
        whole, events = TYPED[path]
        if not body.get("stream"):
            await _json(send, 200, whole(body, message, usage_of(chat, message)))
            return
        await _start(send, 200, b"text/event-stream")
        for count, event in enumerate(events(body, message, usage_of(chat, message))):
            told = f"event: {event['type']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
            await send({"type": "http.response.body", "body": told.encode(), "more_body": True})
            await asyncio.sleep(STEADY_SECONDS if body["model"] == "stub-steady" else 0)
            await _misbehave(body["model"], count, at=6)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _whole(self, body: dict[str, Any], send: Send) -> None:
        if body["model"] == "stub-slow":
            await asyncio.sleep(SLOW_SECONDS)
        if body["model"] == "stub-cut":
            await _cut(send)
        message, finish = message_for(body)
        answer = {
            "id": "chatcmpl-stub",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body["model"],
            "choices": [
                {"index": place, "message": message, "finish_reason": finish} for place in range(body.get("n") or 1)
            ],
            "usage": usage_of(body, message),
        }
        await _json(send, 200, answer)

    async def _stream(self, body: dict[str, Any], send: Send) -> None:
        if body["model"] == "stub-slow":
            await asyncio.sleep(SLOW_SECONDS)
        await _start(send, 200, b"text/event-stream")
        count = 0
        async for delta, finish in _deltas(body):
            event = {
                "id": "chatcmpl-stub",
                "object": "chat.completion.chunk",
                "created": int(time.time()),
                "model": body["model"],
                "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
            }
            await _event(send, json.dumps(event, ensure_ascii=False))
            count += 1
            await _misbehave(body["model"], count, at=4)
        if body["model"] != "stub-open":
            await _event(send, "[DONE]")
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _deltas(body: dict[str, Any]) -> AsyncIterator[tuple[dict[str, Any], str | None]]:
    message, finish = message_for(body)
    yield {"role": "assistant", "content": ""}, None
    for name in ("reasoning_content", "content"):
        content = message.get(name) or ""
        for at in range(0, len(content), PIECE):
            yield {name: content[at : at + PIECE]}, None
            await asyncio.sleep(STEADY_SECONDS if body["model"] == "stub-steady" else 0)
    for index, call in enumerate(message.get("tool_calls", [])):
        function = call["function"]
        yield {"tool_calls": [{**call, "index": index, "function": {**function, "arguments": ""}}]}, None
        for at in range(0, len(function["arguments"]), PIECE):
            piece = function["arguments"][at : at + PIECE]
            yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}, None
    yield {}, finish


async def _cut(send: Send) -> None:
    await _start(send, 200, b"application/json")
    await send({"type": "http.response.body", "body": b'{"choices":[{"mess', "more_body": True})
    raise RuntimeError("the stub breaks off, as it was asked to")


async def _misbehave(model: str, count: int, *, at: int) -> None:
    """Break off, or stop, in the middle of a stream."""
    if count == at and model == "stub-cut":
        raise RuntimeError("the stub breaks off, as it was asked to")
    if count == at and model == "stub-stall":
        await asyncio.sleep(3600)


async def _body(receive: Callable[[], Any]) -> bytes:
    data = b""
    while True:
        message = await receive()
        data += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(data)


async def _start(send: Send, status: int, content_type: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", content_type)]})


async def _event(send: Send, data: str) -> None:
    await send({"type": "http.response.body", "body": f"data: {data}\n\n".encode(), "more_body": True})


async def _json(send: Send, status: int, value: Any) -> None:
    await _start(send, status, b"application/json")
    await send({"type": "http.response.body", "body": json.dumps(value, ensure_ascii=False).encode()})


def serve_stub(*, host: str = "127.0.0.1", port: int = 8090) -> None:
    """Serve until asked to stop. Only ever on loopback: it shows to anyone what it was sent."""
    if host not in {"127.0.0.1", "::1", "localhost"}:
        raise ValueError("the stub model answers on loopback only")
    uvicorn.run(
        StubModel(), host=host, port=port, lifespan="off", access_log=False, log_level="critical", ws="none",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
