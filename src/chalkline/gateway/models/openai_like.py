"""Providers that speak as most callers do: OpenAI and what is compatible, Azure OpenAI, Ollama, vLLM.

The body goes out as it is but for the model's name, and the answer comes back as it is. Of a stream only the count of
tokens is read, which we ask for; it is taken out again where the caller did not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import msgspec
import orjson

from chalkline.gateway.models.framing import DONE, Frames, data_of
from chalkline.gateway.models.speaking import Json, Outgoing, Reader, Usage, count, json_of
from chalkline.gateway.models.words import Deployment, Provider, Route

PATHS: dict[str, str] = {
    Route.CHAT: "/chat/completions",
    Route.RESPONSES: "/responses",
    Route.EMBEDDINGS: "/embeddings",
    Route.MODERATIONS: "/moderations",
    Route.MESSAGES: "/messages",
    Route.COMPLETIONS: "/completions",
}
ALL_OF_OPENAI = frozenset({Route.CHAT, Route.RESPONSES, Route.EMBEDDINGS, Route.MODERATIONS, Route.COMPLETIONS})
MOST = frozenset({Route.CHAT, Route.EMBEDDINGS, Route.COMPLETIONS})
IN_CHUNKS = frozenset({Route.CHAT, Route.COMPLETIONS})  # streams that say what they came to only where one asks
SPEAKS = {
    Provider.OPENAI: ALL_OF_OPENAI,
    Provider.AZURE: MOST,
    Provider.OLLAMA: MOST,
    Provider.VLLM: MOST,
}
COUNTED = re.compile(rb'"usage"\s*:\s*\{')
OVER: dict[str, bytes] = {  # how a stream says that it is over
    Route.CHAT: b"data: [DONE]\n\n",
    Route.MESSAGES: b"event: message_stop\n",
    Route.RESPONSES: b"event: response.completed\n",
}
AZURE_V1 = "/openai/v1"  # an address that ends so speaks as OpenAI does


def speaks(deployment: Deployment) -> frozenset[Route]:
    """Which shapes a deployment answers in itself."""
    if deployment.routes:
        return deployment.routes
    if deployment.provider is Provider.AZURE and deployment.address.endswith(AZURE_V1):
        return ALL_OF_OPENAI - {Route.MODERATIONS}
    return SPEAKS[deployment.provider]


def headers(deployment: Deployment) -> dict[str, str]:
    """How the key is shown."""
    if not deployment.secret:
        return {}
    if deployment.provider is Provider.AZURE:
        return {"api-key": deployment.secret}
    return {"authorization": f"Bearer {deployment.secret}"}


def outgoing(route: str, body: Json, stream: bool, deployment: Deployment, reader: Reader | None) -> Outgoing:
    """What is sent. ``reader`` reads the answer where it is turned into another shape, else it passes as it is."""
    said = {**body, "model": deployment.model} if deployment.model else body
    if route in IN_CHUNKS:
        said = {**said, "stream_options": {**_options(body), "include_usage": True}} if stream else said
    if route == Route.CHAT:
        said = _chat(said, deployment)
    wants_usage = bool(_options(body).get("include_usage"))
    return Outgoing(_path(route, deployment), orjson.dumps(said), reader or Passing(route, wants_usage))


def _path(route: str, deployment: Deployment) -> str:
    if deployment.provider is not Provider.AZURE:
        return PATHS[route]
    if deployment.address.endswith(AZURE_V1):
        return PATHS[route]
    return f"/openai/deployments/{deployment.model}{PATHS[route]}?api-version={deployment.api_version}"


def _chat(body: Json, deployment: Deployment) -> Json:
    said = dict(body)
    if deployment.provider in {Provider.OLLAMA, Provider.VLLM}:
        said["messages"] = [_plain_role(each) for each in body["messages"]]
    if deployment.provider is Provider.OLLAMA and "max_completion_tokens" in said:
        said["max_tokens"] = said.pop("max_completion_tokens")
    return said


def _plain_role(message: Json) -> Json:
    """Open models know no developer; what one says is an instruction of the system."""
    return {**message, "role": "system"} if message.get("role") == "developer" else message


def _options(body: Json) -> Json:
    found = body.get("stream_options")
    return found if isinstance(found, dict) else {}


class _Counted(msgspec.Struct):
    usage: Any = None


_read_usage = msgspec.json.Decoder(_Counted).decode


@dataclass
class Passing:
    """Lets an answer pass, and reads its count of tokens."""

    route: str
    wants_usage: bool = True
    usage: Usage = field(default_factory=Usage)
    size: int = 0
    done: bool = False
    _frames: Frames = field(default_factory=Frames)

    def whole(self, data: bytes) -> bytes:
        """As it is. Whether it is an answer at all is seen by whoever reads it next."""
        self.size = len(data)
        try:
            self._note(_read_usage(data).usage)
        except (msgspec.DecodeError, RecursionError):
            return data
        return data

    def feed(self, piece: bytes) -> bytes:
        """Whole events, as they are."""
        events = self._frames.feed(piece)
        self.size += 4 * events.count(b"\n\n")
        self.done = self.done or OVER.get(self.route, DONE) in events
        return self._read(events) if COUNTED.search(events) else events

    def finish(self) -> bytes:
        """What stands there without its end goes on too: the reader of the shape judges it."""
        return self._frames.rest()

    def _read(self, events: bytes) -> bytes:
        return b"".join(kept for event in events.split(b"\n\n") if event and (kept := self._kept(event)))

    def _kept(self, event: bytes) -> bytes:
        data = data_of(event) if COUNTED.search(event) else None
        if data is not None and data != DONE:
            said = json_of(data)
            found = said.get("usage")
            if self.route == Route.RESPONSES:
                found = (said.get("response") or {}).get("usage")
            elif self.route == Route.MESSAGES:
                found = found or (said.get("message") or {}).get("usage")
            self._note(found)
            if self.route in IN_CHUNKS and not self.wants_usage and isinstance(found, dict) and not said.get("choices"):
                return b""
        return event + b"\n\n"

    def _note(self, said: Any) -> None:
        if not isinstance(said, dict):
            return
        read = count(said.get("cache_read_input_tokens")) + count(said.get("cache_creation_input_tokens"))
        self.usage.note(
            said.get("prompt_tokens") or count(said.get("input_tokens")) + read,
            said.get("completion_tokens") or said.get("output_tokens"),
        )
