"""The keys of issuers, fetched in the background: at the start, every hour, and soon after a key nobody knows."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from chalkline.gateway.identity.tokens import KeySet, read_keys
from chalkline.rulebook.trusting import Issuer

log = logging.getLogger("chalkline.gateway.identity")
RENEWED_EVERY = 3600.0  # seconds
ASKED_FOR_EVERY = 30.0  # how soon after the last time an unknown key, or a fault, lets them be fetched again
GOOD_FOR = 24 * 3600.0  # how long keys count that could not be renewed
LARGEST = 512 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass
class _Held:
    issuer: Issuer
    keys: KeySet | None = None
    fetched: float = 0.0
    tried: float = float("-inf")
    wanted: bool = True

    @property
    def waits(self) -> float:
        """How long after the last try the next one may come, in seconds."""
        return ASKED_FOR_EVERY if self.wanted else RENEWED_EVERY


class KeySets:
    """``held`` gives the keys by id of the issuer, never waiting; ``run()`` keeps them."""

    def __init__(self, issuers: Callable[[], Iterable[Issuer]], *, look_every: float = 1.0) -> None:
        self._issuers, self._look_every = issuers, look_every
        self._by_id: dict[str, _Held] = {}
        self.held: dict[str, KeySet] = {}
        self._http: aiohttp.ClientSession | None = None
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Start to fetch."""
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=10), cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
        )
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Let go."""
        if self._task:
            self._task.cancel()
        if self._http:
            await self._http.close()

    def want(self, issuer_id: str) -> None:
        """A token was signed with a key that is not held: there may be a new one."""
        if issuer_id in self._by_id:
            self._by_id[issuer_id].wanted = True

    async def _run(self) -> None:
        while True:
            try:
                await self._look()
            except Exception:  # whatever it is, the next look may be good
                log.exception("looking after the keys of issuers failed")
            await asyncio.sleep(self._look_every)

    async def _look(self) -> None:
        wanted = {each.issuer_id: each for each in self._issuers()}
        for gone in self._by_id.keys() - wanted.keys():
            del self._by_id[gone]
        now = time.monotonic()
        for issuer_id, issuer in wanted.items():
            held = self._by_id.get(issuer_id)
            if held is None or held.issuer != issuer:
                self._by_id[issuer_id] = _Held(issuer)
        due = [each for each in self._by_id.values() if now - each.tried >= each.waits]
        await asyncio.gather(*map(self._renew, due))
        self.held = {
            each.issuer.issuer_id: each.keys
            for each in self._by_id.values()
            if each.keys is not None and now - each.fetched < GOOD_FOR
        }

    async def _renew(self, held: _Held) -> None:
        held.tried = time.monotonic()
        try:
            address = held.issuer.keys_url or await self._discovered(held.issuer)
            keys = read_keys(await self._document(address))
            if not keys.keys:
                raise ValueError("no usable key")
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError) as fault:
            held.wanted = True
            log.warning("the keys of %s could not be fetched: %s", held.issuer.issuer, type(fault).__name__)
            return
        held.keys, held.fetched, held.wanted = keys, time.monotonic(), False

    async def _discovered(self, issuer: Issuer) -> str:
        document = await self._document(f"{issuer.issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != issuer.issuer:
            raise ValueError("the document is of another issuer")
        return str(document["jwks_uri"])

    async def _document(self, address: str) -> dict[str, Any]:
        parts = urlsplit(address)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
            raise ValueError("keys are fetched over https only")
        assert self._http is not None
        async with self._http.get(address, allow_redirects=False) as answer:
            if answer.status != 200:
                raise ValueError("no document there")
            data = await answer.content.read(LARGEST + 1)
            while len(data) <= LARGEST and (more := await answer.content.read(LARGEST + 1)):
                data += more
        value = orjson.loads(data) if len(data) <= LARGEST else None
        if not isinstance(value, dict):
            raise ValueError("not a document")
        return value
