"""The product's own gateway inside the telling: its ASGI application, at a simulated moment, with real calls.

Calls go the whole way: key, policy, what is found in the text, the stand-in for a model over loopback, the record on
disk, the exchange log. Only the clock is told.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import gc
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from telling.models import models_at

APART = timedelta(seconds=3)  # between two calls
PATIENCE = 10.0
PATH = "/v1/chat/completions"


@dataclass(frozen=True)
class Called:
    """How one call ended: its status, and the code of a refusal ("" for an answer)."""

    status: int
    code: str


@dataclass(frozen=True)
class Call:
    """What one call brings: the key, what is asked of which model, and what its headers say."""

    secret: str
    text: str
    model: str
    headers: tuple[tuple[str, str], ...] = ()
    sign: Callable[[bytes, datetime], tuple[str, str]] | None = None  # a header that is made for this very body


def make_calls(calls: list[Call], *, now: datetime) -> list[Called]:
    """Call the gateway as it stands at ``now``, one after the other, and take its records over."""
    from django.conf import settings

    from chalkline.jobs.api import ChannelKeeper
    from chalkline.ledger.api import SpoolKeeper
    from chalkline.people.api import system_actor
    from chalkline.project.reactions import CHANNEL
    from chalkline.publish.standing_pack.api import build_pack
    from chalkline.rulebook.wire import CHANNEL_FOLDER

    build_pack(system_actor("jobs"), now=now)  # the jobs process does so every few minutes
    done = asyncio.run(_call(calls, now))
    SpoolKeeper(settings.CHALKLINE.home / "spool")(now)
    ChannelKeeper(settings.CHALKLINE.home / CHANNEL_FOLDER, CHANNEL)(now)
    return done


async def _call(calls: list[Call], now: datetime) -> list[Called]:
    from django.conf import settings

    from chalkline.gateway.serving import gateway as built
    from chalkline.gateway.settings import GatewaySettings

    logging.getLogger("chalkline.gateway").setLevel(logging.WARNING)
    known = settings.CHALKLINE
    address = model_address()
    wanted = GatewaySettings(
        home=known.home,
        keys=known.key_folder,
        models_url=address,
        models_file=models_at(urlsplit(address).port or 0, known.home),
        zone=known.zone,
    )
    at = [now]
    gateway = built(wanted, clock=lambda: at[0])
    done = []
    async with _open(gateway):
        for call in calls:
            done.append(await _one(gateway, call, at[0]))
            at[0] += APART
    return done


@contextlib.asynccontextmanager
async def _open(gateway: Any) -> AsyncIterator[None]:
    """The gateway between its start and its end."""
    inbox: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    said: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    living = asyncio.create_task(gateway({"type": "lifespan"}, inbox.get, said.put))
    await inbox.put({"type": "lifespan.startup"})
    await said.get()
    try:
        yield
    finally:
        await inbox.put({"type": "lifespan.shutdown"})
        await living
        gc.unfreeze()  # a gateway keeps what it started with for its whole life; here it is one of many guests


async def _one(gateway: Any, call: Call, at: datetime) -> Called:
    body = json.dumps({"model": call.model, "messages": [{"role": "user", "content": call.text}]}).encode()
    headers = [("authorization", f"Bearer {call.secret}"), ("content-type", "application/json"), *call.headers]
    if call.sign:
        headers.append(call.sign(body, at))
    scope = {
        "type": "http",
        "method": "POST",
        "path": PATH,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    sent: list[dict[str, Any]] = []
    asked = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in asked:
            return message
        await asyncio.Event().wait()  # the caller stays on the line
        raise AssertionError

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await gateway(scope, receive, send)
    status = int(sent[0]["status"])
    said = json.loads(b"".join(each.get("body", b"") for each in sent[1:]))
    return Called(status, "" if status == 200 else str(said["error"]["code"]))


def _end(server: uvicorn.Server, running: threading.Thread) -> None:
    """Before Python takes itself apart: a thread that still holds libraries makes them complain."""
    server.should_exit = True
    running.join(PATIENCE)


@lru_cache(maxsize=1)
def model_address() -> str:
    """The stand-in for a model, on loopback for as long as this process runs."""
    from chalkline.gateway.stub_model import StubModel

    config = uvicorn.Config(
        StubModel(), host="127.0.0.1", port=0, lifespan="off", access_log=False, log_level="critical", ws="none"
    )
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, name="stand-in model", daemon=True)
    running.start()
    atexit.register(_end, server, running)
    until = time.monotonic() + PATIENCE
    while not server.started:
        if time.monotonic() > until:
            raise RuntimeError("the stand-in for a model did not start")
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    return f"http://127.0.0.1:{port}/v1"
