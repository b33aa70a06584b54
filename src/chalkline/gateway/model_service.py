"""The model behind the gateway: one pooled client, every wait bounded, every trouble turned into one of ours."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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


class ModelService:
    """``async with service.ask(body) as answer`` gives an answer that has begun, or raises Refused."""

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
    async def ask(self, body: bytes) -> AsyncIterator[aiohttp.ClientResponse]:
        """Send a body. The answer has status 200 and its headers have come."""
        assert self._session is not None
        settings = self.settings
        waits = aiohttp.ClientTimeout(
            total=None, sock_connect=settings.connect_seconds, sock_read=settings.first_byte_seconds
        )
        with _as_refusals():
            answer = await self._session.post(settings.chat_url, data=body, timeout=waits, allow_redirects=False)
        try:
            if answer.status != 200:
                raise await self._refusal_of(answer)
            yield answer
        finally:
            answer.close()

    async def whole(self, answer: aiohttp.ClientResponse) -> bytes:
        """All of an answer, up to the limit."""
        data = bytearray()
        async for piece in self.pieces(answer):
            data += piece
        return bytes(data)

    async def pieces(self, answer: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
        """The answer as it arrives. Raises Refused: cut, slow, or longer than the limit."""
        total = 0
        while True:
            with _as_refusals():
                async with asyncio.timeout(self.settings.between_seconds):
                    piece = await answer.content.readany()
            if not piece:
                return
            total += len(piece)
            if total > self.settings.largest_answer:
                raise model_nonsense()
            yield piece

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
