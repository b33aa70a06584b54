"""The model of the bench: answers at once, one whole answer or one stream of 22 events, as the call asks.

python -m proxies.model PORT

A bare protocol on uvloop, so that it is never what is measured. It answers with stand-ins, which have to be put back.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import cast

import uvloop

WORDS = ["Student", " A", " explains", " it", " well", ".", " Call", " [PHONE_1]", ".", *[" word"] * 11]
ABOUT = {"id": "c1", "created": 1, "model": "stub"}


def _answers() -> tuple[bytes, bytes]:
    message = {"role": "assistant", "content": "".join(WORDS) + " More of the same." * 20}
    usage = {"prompt_tokens": 200, "completion_tokens": 90, "total_tokens": 290}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    whole = json.dumps({**ABOUT, "object": "chat.completion", "choices": [choice], "usage": usage}).encode()
    events = []
    for delta in ({"role": "assistant", "content": ""}, *({"content": word} for word in WORDS), {}):
        said = {"index": 0, "delta": delta, "finish_reason": None if delta else "stop"}
        events.append({**ABOUT, "object": "chat.completion.chunk", "choices": [said]})
    stream = b"".join(b"data: %s\n\n" % json.dumps(each).encode() for each in events) + b"data: [DONE]\n\n"
    head = b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"
    return head % (b"application/json", len(whole)) + whole, head % (b"text/event-stream", len(stream)) + stream


WHOLE, STREAM = _answers()


class Model(asyncio.Protocol):
    """Reads requests one after the other, answers each."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's own is none by its class
        self.data = b""

    def data_received(self, data: bytes) -> None:
        self.data += data
        while (end := self.data.find(b"\r\n\r\n")) >= 0:
            head = self.data[:end].lower()
            size, begins = _length(head), end + 4
            if size is None:  # in chunks: up to the last one
                last = self.data.find(b"0\r\n\r\n", begins)
                if last < 0:
                    return
                stop = last + 5
            elif len(self.data) < begins + size:
                return
            else:
                stop = begins + size
            body, self.data = self.data[begins:stop], self.data[stop:]
            streams = b'"stream":true' in body or b'"stream": true' in body
            self.transport.write(STREAM if streams else WHOLE)


def _length(head: bytes) -> int | None:
    if b"transfer-encoding: chunked" in head:
        return None
    at = head.find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


async def _serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Model, "127.0.0.1", port, backlog=1024)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.install()
    asyncio.run(_serve(int(sys.argv[1])))
