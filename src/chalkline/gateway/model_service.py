"""The model behind the gateway: one pooled client, every wait bounded, every trouble turned into one of ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

from chalkline.gateway.refusing import (
    Refused,
    model_cut,
    model_nonsense,
    model_refused,
    model_slow,
    model_unavailable,
)
from chalkline.gateway.settings import GatewaySettings

CALLERS_FAULT = frozenset({400, 404, 409, 413, 415, 422, 429})


@dataclass(frozen=True)
class ModelCall:
    """What is asked of a model: on which route (the id of its shape), of which model, with which body."""

    route: str
    model: str
    body: bytes
    stream: bool = False


class ModelAnswer:
    """An answer that has begun: ``whole()``, or ``pieces()`` as they arrive. Raises Refused."""

    def __init__(self, answer: aiohttp.ClientResponse, settings: GatewaySettings) -> None:
        self._answer = answer
        self._settings = settings

    @property
    def content_type(self) -> str:
        """What the service says that it sends."""
        return self._answer.headers.get("content-type", "").lower()

    async def whole(self) -> bytes:
        """All of an answer, up to the limit."""
        return b"".join([piece async for piece in self.pieces()])

    async def pieces(self) -> AsyncIterator[bytes]:
        """The answer as it arrives. Raises Refused: cut, slow, or longer than the limit."""
        total = 0
        while True:
            with _as_refusals():
                async with asyncio.timeout(self._settings.between_seconds):
                    piece = await self._answer.content.readany()
            if not piece:
                return
            total += len(piece)
            if total > self._settings.largest_answer:
                raise model_nonsense()
            yield piece


class ModelService:
    """``async with service.ask(call) as answer`` gives an answer that has begun, or raises Refused."""

    def __init__(self, settings: GatewaySettings) -> None:
        self.settings = settings
        token = settings.provider_token()
        self._headers = {"content-type": "application/json", "accept-encoding": "identity"}
        if token:
            self._headers["authorization"] = f"Bearer {token}"
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Make the pool."""
        waits = aiohttp.ClientTimeout(
            total=None, sock_connect=self.settings.connect_seconds, sock_read=self.settings.between_seconds
        )
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=30),
            timeout=waits,
            headers=self._headers,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
        )

    async def close(self) -> None:
        """Let every connection go."""
        if self._session:
            await self._session.close()

    @asynccontextmanager
    async def ask(self, call: ModelCall) -> AsyncIterator[ModelAnswer]:
        """Send a call. The answer has status 200 and its headers have come."""
        assert self._session is not None
        settings = self.settings
        waits = aiohttp.ClientTimeout(
            total=None, sock_connect=settings.connect_seconds, sock_read=settings.first_byte_seconds
        )
        with _as_refusals():
            answer = await self._session.post(settings.chat_url, data=call.body, timeout=waits, allow_redirects=False)
        try:
            if answer.status != 200:
                raise await self._refusal_of(answer)
            yield ModelAnswer(answer, settings)
        finally:
            answer.close()

    async def _refusal_of(self, answer: aiohttp.ClientResponse) -> Refused:
        if answer.status not in CALLERS_FAULT:
            return model_unavailable()
        try:
            async with asyncio.timeout(self.settings.between_seconds):
                said = orjson.loads(await answer.content.read(64 * 1024))
            message = said["error"]["message"]
        except (aiohttp.ClientError, TimeoutError, orjson.JSONDecodeError, KeyError, TypeError):
            message = ""
        return model_refused(answer.status, str(message))


class _as_refusals:
    """Turn what the client library raises into a refusal of ours."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: Any) -> None:
        if fault is None or isinstance(fault, asyncio.CancelledError):
            return
        if isinstance(fault, TimeoutError):
            raise model_slow() from None
        if isinstance(fault, aiohttp.ClientPayloadError | aiohttp.ServerDisconnectedError | ConnectionResetError):
            raise model_cut() from None
        if isinstance(fault, aiohttp.ClientError | OSError):
            raise model_unavailable() from None
