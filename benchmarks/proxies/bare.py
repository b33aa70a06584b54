"""The floor: an ASGI application that passes each request on with aiohttp and does nothing else.

python -m proxies.bare PORT UPSTREAM
"""

from __future__ import annotations

import sys
from typing import Any

import aiohttp
import uvicorn


class Bare:
    """Everything in, everything out."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.session: aiohttp.ClientSession | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            self.session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), auto_decompress=False)
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await self.session.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = message.get("more_body", False)
        assert self.session is not None
        headers = {"content-type": "application/json"}
        async with self.session.post(self.upstream + scope["path"], data=bytes(body), headers=headers) as answer:
            kind = answer.headers["content-type"].encode()
            await send({"type": "http.response.start", "status": answer.status, "headers": [(b"content-type", kind)]})
            async for piece in answer.content.iter_any():
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})


if __name__ == "__main__":
    uvicorn.run(
        Bare(sys.argv[2]), port=int(sys.argv[1]), loop="uvloop", http="httptools", access_log=False, log_level="error"
    )
