"""One pooled client towards every provider: each wait bounded, redirects never followed, every trouble named.

What matters most about a trouble is whether the provider may have begun to work: only where it certainly did not may
anybody be asked again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping

import aiohttp
from yarl import URL

from chalkline.gateway.models.words import Waits
from chalkline.gateway.refusing import model_cut, model_nonsense, model_slow, model_unavailable

# Shorter than what servers keep: a connection is rarely used at the moment at which the other side closes it.
KEPT_OPEN = 4.0
LARGEST_FAULT = 64 * 1024


class NotStarted(Exception):
    """Nobody was reached: no address, nobody listening, no trust in its certificate."""


class Transport:
    """``await transport.post(...)`` gives an answer whose headers have come."""

    def __init__(self, largest_answer: int) -> None:
        self.largest_answer = largest_answer
        self._session: aiohttp.ClientSession | None = None
        self._waits: dict[Waits, aiohttp.ClientTimeout] = {}

    async def open(self) -> None:
        """Make the pool."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEPT_OPEN),
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            headers={"user-agent": "chalkline", "accept-encoding": "identity"},
        )

    async def close(self) -> None:
        """Let every connection go."""
        if self._session:
            await self._session.close()

    async def post(self, url: URL, headers: Mapping[str, str], data: bytes, waits: Waits) -> aiohttp.ClientResponse:
        """Send. Raises NotStarted, or Refused where the provider may have begun."""
        assert self._session is not None
        timeout = self._waits.get(waits)
        if timeout is None:
            timeout = self._waits[waits] = aiohttp.ClientTimeout(
                total=None, sock_connect=waits.connect, connect=None, sock_read=waits.first_byte
            )
        try:
            answer = await self._session.post(url, data=data, headers=headers, timeout=timeout, allow_redirects=False)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as fault:
            raise NotStarted from fault  # a certificate that is not believed is one of these
        except TimeoutError:
            raise model_slow() from None
        except (aiohttp.ServerDisconnectedError, ConnectionResetError):
            raise model_cut() from None
        except (aiohttp.ClientError, OSError):
            raise model_unavailable() from None
        connection = answer.connection
        if connection is not None and connection.protocol is not None:
            connection.protocol.read_timeout = waits.between  # from the next piece on
        return answer

    async def pieces(self, answer: aiohttp.ClientResponse, until: float) -> AsyncIterator[bytes]:
        """The bytes as they arrive. Raises Refused: cut, slow (also after ``until``), or longer than the limit."""
        total, content, clock = 0, answer.content, asyncio.get_running_loop().time
        while True:
            try:
                piece = await content.readany()
            except TimeoutError:
                raise model_slow() from None
            except (aiohttp.ClientPayloadError, aiohttp.ServerDisconnectedError, ConnectionResetError):
                raise model_cut() from None
            except (aiohttp.ClientError, OSError):
                raise model_unavailable() from None
            if not piece:
                return
            total += len(piece)
            if total > self.largest_answer:
                raise model_nonsense()
            if clock() > until:
                raise model_slow()
            yield piece

    async def whole(self, answer: aiohttp.ClientResponse, until: float) -> bytes:
        """All of an answer. Raises Refused as ``pieces`` does."""
        pieces = [piece async for piece in self.pieces(answer, until)]
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    async def fault_text(self, answer: aiohttp.ClientResponse, seconds: float) -> bytes:
        """The beginning of what a provider says about a fault; empty where it says nothing in time."""
        try:
            async with asyncio.timeout(min(seconds, 5.0)):
                return await answer.content.read(LARGEST_FAULT)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return b""
