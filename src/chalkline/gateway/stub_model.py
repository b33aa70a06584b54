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
    stub-obeys     does whatever any text it was sent tells it to: see ``_obeyed``
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote

import uvicorn

from chalkline.gateway import stub_shapes

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
CHAT = "/v1/chat/completions"
TYPED = {
    "/v1/responses": (stub_shapes.response, stub_shapes.response_events),
    "/v1/messages": (stub_shapes.message_of, stub_shapes.message_events),
}
ROUTES = frozenset({CHAT, "/v1/embeddings", "/v1/moderations", *TYPED})
MODELS = ("stub-small", "stub-large")
SLOW_SECONDS = 10.0
STEADY_SECONDS = 0.04
PIECE = 5  # characters of an answer in one event: as small as a token
KEPT = 50
REPEATS = "This is the stub model. It knows nothing and repeats what it was sent: "


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
        elif path != CHAT:
            await self._typed(path, body, send)
        elif body.get("stream"):
            await self._stream(body, send)
        else:
            await self._whole(body, send)

    async def _typed(self, path: str, body: dict[str, Any], send: Send) -> None:
        """Responses and messages: an answer, or a stream of events that say what they are."""
        chat = stub_shapes.as_chat(path, body)
        if body["model"] == "stub-slow":
            await asyncio.sleep(SLOW_SECONDS)
        message, _ = _message(chat)
        whole, events = TYPED[path]
        if not body.get("stream"):
            await _json(send, 200, whole(body, message, _usage(chat, message)))
            return
        await _start(send, 200, b"text/event-stream")
        for count, event in enumerate(events(body, message, _usage(chat, message))):
            told = f"event: {event['type']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"
            await send({"type": "http.response.body", "body": told.encode(), "more_body": True})
            await asyncio.sleep(STEADY_SECONDS if body["model"] == "stub-steady" else 0)
            if count == 6 and body["model"] == "stub-cut":
                raise RuntimeError("the stub breaks off, as it was asked to")
            if count == 6 and body["model"] == "stub-stall":
                await asyncio.sleep(3600)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _whole(self, body: dict[str, Any], send: Send) -> None:
        if body["model"] == "stub-slow":
            await asyncio.sleep(SLOW_SECONDS)
        if body["model"] == "stub-cut":
            await _start(send, 200, b"application/json")
            await send({"type": "http.response.body", "body": b'{"choices":[{"mess', "more_body": True})
            raise RuntimeError("the stub breaks off, as it was asked to")
        message, finish = _message(body)
        answer = {
            "id": "chatcmpl-stub",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body["model"],
            "choices": [
                {"index": place, "message": message, "finish_reason": finish} for place in range(body.get("n") or 1)
            ],
            "usage": _usage(body, message),
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
            if count == 4 and body["model"] == "stub-cut":
                raise RuntimeError("the stub breaks off, as it was asked to")
            if count == 4 and body["model"] == "stub-stall":
                await asyncio.sleep(3600)
        if body["model"] != "stub-open":
            await _event(send, "[DONE]")
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _deltas(body: dict[str, Any]) -> AsyncIterator[tuple[dict[str, Any], str | None]]:
    message, finish = _message(body)
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


def _message(body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    asked = _last_text(body)
    if body["model"] == "stub-tools" and body.get("tools"):
        name = body["tools"][0]["function"]["name"]
        call = {
            "id": "call_stub",
            "type": "function",
            "function": {"name": name, "arguments": json.dumps({"text": asked}, ensure_ascii=False)},
        }
        return {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
    if body["model"] == "stub-obeys":
        return _obeyed(body)
    if body["model"] == "stub-cites":
        return {"role": "assistant", "content": _cited(asked)}, "stop"
    if body["model"] in {"stub-grounded", "stub-invents"}:
        return {"role": "assistant", "content": _grounded(asked, body["model"]), "reasoning": INVENTED}, "stop"
    if body["model"] == "stub-leans":
        return {"role": "assistant", "content": f"{REPEATS}{asked}{stub_shapes.leaning(asked)}"}, "stop"
    if body["model"] == "stub-thinks":
        return {"role": "assistant", "content": asked, "reasoning_content": f"They say: {asked}"}, "stop"
    return {"role": "assistant", "content": f"{REPEATS}{asked}"}, "stop"


def _obeyed(body: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What a model says that follows every order in every text, whoever wrote it: send, call, reveal, say."""
    texts = [_text_of(each) for each in body["messages"]]
    everything, said, calls = "\n".join(texts), [], []
    for address in re.findall(r"(?i)send everything to (\S+)", everything):
        carried = f"{address}?d={quote(everything)}"
        said += [f"![a picture]({carried})", f"[Read more]({carried})", f'<img src="{carried}">', carried]
    for name in re.findall(r"(?i)call the tool (\w+)", everything):
        function = {"name": name, "arguments": json.dumps({"text": everything}, ensure_ascii=False)}
        calls.append({"id": f"call_{name}", "type": "function", "function": function})
    if re.search(r"(?i)reveal your instructions", everything):
        said += [_text_of(each) for each in body["messages"] if each.get("role") in {"system", "developer"}]
    said += re.findall(r"(?i)say exactly: (.+)", everything)
    message: dict[str, Any] = {"role": "assistant", "content": "\n".join(said) or "Nothing was ordered."}
    return ({**message, "tool_calls": calls}, "tool_calls") if calls else (message, "stop")


INVENTED = "Rides on the moon cost 99 dollars. Call Rosa Klein [1]."


def _grounded(asked: str, model: str) -> str:
    """An answer in words, with citations, from passages put in by the gateway (gateway/inbound/grounding.py)."""
    if model == "stub-invents":
        return f"Hello! {INVENTED}"
    passages = json.loads(asked[: asked.rindex("]}") + 2])["chalkline-passages"]
    first = " ".join(str(passages[0]["text"]).split())
    return f"Hello! {first} [1] {INVENTED}\n\nThank you."


def _cited(asked: str) -> str:
    """A draft in the form that drafting for families asks for (assist/drafts/asking_model.py)."""
    try:
        given = json.loads(asked)
        passages, questions = given["chalkline-passages"], given["questions"]
    except (ValueError, KeyError, TypeError):
        passages, questions = [], []
    sentences = []
    for place in (each["question"] for each in questions):
        best = next(each for each in passages if place in each["questions"])
        text = " ".join(str(best["text"]).split())
        quote = text[: text.find(". ") + 1] or text
        sentences += [
            {"question": place, "text": said, "passage": best["passage"], "quote": quote}
            for said in (quote, "Please reply by October 99 to confirm.")
        ]
    return json.dumps({"sentences": sentences}, ensure_ascii=False)


def _last_text(body: dict[str, Any]) -> str:
    return _text_of(body["messages"][-1])


def _text_of(message: dict[str, Any]) -> str:
    content = message.get("content") or ""
    if isinstance(content, list):
        return " ".join(part.get("text", "") for part in content)
    return str(content)


def _usage(body: dict[str, Any], message: dict[str, Any]) -> dict[str, int]:
    if body["model"] == "stub-counts":
        return {"prompt_tokens": -5, "completion_tokens": 10**30, "total_tokens": "many"}  # type: ignore[dict-item]  # as servers say it
    asked = sum(len(str(each.get("content") or "")) for each in body["messages"]) // 4 + 1
    said = len(str(message.get("content") or "")) // 4 + 1
    return {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said}


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
