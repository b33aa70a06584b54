"""The door of the district's own pages: who comes through it proves it with a stamp, and so does what is answered."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from chalkline.gateway.inbound.call import Call
from chalkline.gateway.refusing import Refused, body_too_large, not_ready
from chalkline.gateway.settings import GatewaySettings
from chalkline.kernel.keyring import Keyring
from chalkline.kernel.problem import Problem
from chalkline.rulebook.grounding import KEY, STAMP, BadStamp, Kind, check_stamp, stamp

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


class Door:
    """``await door.answer(call, headers, receive, made)``: what ``made`` makes of the body goes back with a proof."""

    def __init__(self, settings: GatewaySettings, asked: Kind, told: Kind, largest: int) -> None:
        self.asked, self.told, self.largest = asked, told, largest
        self._keys = Keyring(settings.keys, make=False)

    async def answer(
        self, call: Call, headers: dict[str, str], receive: Receive, made: Callable[[Call, bytes], Awaitable[bytes]]
    ) -> None:
        """Answer one call through this door, or refuse it."""
        try:
            body, nonce = await self._read(headers, receive)
            told = await made(call, body)
            call.more_headers.append(self._proof(told, nonce))
        except Refused as refused:
            await call.say(refused)
            return
        await call.say_whole(200, told)

    async def _read(self, headers: dict[str, str], receive: Receive) -> tuple[bytes, str]:
        """What was asked, and the word that its answer repeats. Raises Refused."""
        body = await self._body(receive)
        try:
            return body, check_stamp(self.asked, headers.get(STAMP, ""), body, self._key(), at=int(time.time()))
        except BadStamp:
            raise Refused(401, "key_unknown", "Only the pages of Chalkline come through this door.") from None

    def _proof(self, answer: bytes, nonce: str) -> tuple[bytes, bytes]:
        """The header that proves an answer."""
        return STAMP.encode(), stamp(self.told, answer, self._key(), at=int(time.time()), nonce=nonce).encode()

    def _key(self) -> bytes:
        try:
            return self._keys.key(KEY)
        except Problem:
            raise not_ready("trial_unavailable", "The key “grounding” is missing.") from None

    async def _body(self, receive: Receive) -> bytes:
        data = bytearray()
        while True:
            message = await receive()
            data += message.get("body", b"")
            if len(data) > self.largest:
                raise body_too_large(self.largest)
            if not message.get("more_body") or message["type"] == "http.disconnect":
                return bytes(data)
