"""An answer that has begun, the deployment that gives it, and what it comes to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
from yarl import URL

from chalkline.gateway.models.breaker import Breaker
from chalkline.gateway.models.framing import Nonsense
from chalkline.gateway.models.money import believed, cost
from chalkline.gateway.models.speaking import Reader
from chalkline.gateway.models.transport import Transport
from chalkline.gateway.models.words import Deployment, ModelCall, Route
from chalkline.gateway.refusing import Refused, model_nonsense

READ_OUT_SECONDS, READ_OUT_BYTES = 1.0, 4096
STREAM = "text/event-stream"
COUNTS_NOTHING = frozenset({Route.MODERATIONS})


@dataclass
class Site:
    """A deployment with all that is made once: its headers, its breaker."""

    deployment: Deployment
    headers: dict[str, str]
    breaker: Breaker = field(default_factory=Breaker)
    busy_until: float = 0.0

    def url(self, path: str) -> URL:
        """The address of a path. Made once for each, as they are few."""
        made = self._urls.get(path)
        if made is None:
            made = self._urls[path] = URL(self.deployment.address + path)
        return made

    _urls: dict[str, URL] = field(default_factory=dict)


@dataclass(frozen=True)
class No:
    """Why a deployment did not answer. ``wait``: seconds after which it asks to be asked again.

    ``is_final``: it found fault with the call itself, so that nobody needs to be asked again.
    """

    why: Refused
    may_have_begun: bool = False
    is_final: bool = False
    wait: float | None = None


@dataclass
class ModelAnswer:
    """An answer that has begun: status 200, in the caller's shape. Read it whole, or piece by piece, once."""

    transport: Transport
    call: ModelCall
    site: Site
    said: aiohttp.ClientResponse
    reader: Reader
    until: float
    bytes_in: int
    read: bool = False  # whether it came to its end
    status: int = 200

    @property
    def content_type(self) -> str:
        """What the provider says it is, in lower case, without parameters."""
        return self.said.headers.get("content-type", "").partition(";")[0].strip().lower()

    async def whole(self) -> bytes:
        """All of it. Raises Refused."""
        data = await self.transport.whole(self.said, self.until)
        try:
            told = self.reader.whole(data)
        except Nonsense:
            raise model_nonsense() from None
        self.read = True
        return told

    async def pieces(self) -> AsyncIterator[bytes]:
        """As it comes: whole events. Raises Refused, also where what comes is no stream."""
        if self.content_type != STREAM:
            raise model_nonsense()
        with _nonsense():
            async for piece in self.transport.pieces(self.said, self.until):
                told = self.reader.feed(piece)
                self.read = self.reader.done
                if told:
                    yield told
            told = self.reader.finish()
            self.read = True
            if told:
                yield told

    def count(self) -> None:
        """Note in the call what its answer came to so far: whoever leaves in the middle has used what came."""
        call, usage, deployment = self.call, self.reader.usage, self.site.deployment
        if call.route in COUNTS_NOTHING:
            return
        spent, size = call.spent, 0 if call.route == Route.EMBEDDINGS else self.reader.size
        spent.tokens_in, spent.tokens_out, spent.estimated = believed(
            usage.tokens_in, usage.tokens_out, self.bytes_in, size
        )
        if deployment.prices:
            day = call.on or datetime.now(UTC).date()
            spent.cost_micros = cost(deployment.prices, day, spent.tokens_in, spent.tokens_out)

    def let_go(self) -> asyncio.Future[None] | None:
        """Keep the connection where the answer is over, though its very end has not come; else close it.

        Gives what reads the end, to be held on to until it is done.
        """
        if self.read and not self.said.closed and not self.said.content.at_eof():
            return asyncio.ensure_future(_read_out(self.said))
        self.said.close()
        return None


async def _read_out(said: aiohttp.ClientResponse) -> None:
    """Read the end of an answer that is over, so that its connection can serve again."""
    try:
        async with asyncio.timeout(READ_OUT_SECONDS):
            await said.content.read(READ_OUT_BYTES)
    except (aiohttp.ClientError, TimeoutError, OSError):
        pass
    finally:
        said.close()


class _nonsense:
    """Turn what a translator cannot read into a refusal of ours."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: Any) -> None:
        if isinstance(fault, Nonsense):
            raise model_nonsense() from None
