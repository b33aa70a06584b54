"""The gateway as an ASGI application: four routes, one pipeline, no way around it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import orjson

from chalkline.gateway.bearing_out import Bearing
from chalkline.gateway.calling import caller_of, headers_of, key_of
from chalkline.gateway.channel import Channel
from chalkline.gateway.exchange import GOES_OUT, Exchange, Send
from chalkline.gateway.grounding import ApprovedContent, NothingApproved, asked_in, put_in
from chalkline.gateway.holding import Holder
from chalkline.gateway.model_service import ModelService
from chalkline.gateway.refusing import (
    Refused,
    body_too_large,
    method_unknown,
    model_cut,
    not_ready,
    route_unknown,
)
from chalkline.gateway.scanning import Scanned, parse, scan
from chalkline.gateway.settings import GatewaySettings
from chalkline.gateway.spool import Spool
from chalkline.kernel.clock import local_day
from chalkline.protect.borne_out.answers import AnswerCheck
from chalkline.rulebook.asking import Answer
from chalkline.rulebook.deciding import decide
from chalkline.rulebook.grounding import GROUNDED
from chalkline.rulebook.readings import as_refusal
from chalkline.rulebook.wire import Outcome
from chalkline.rulebook.words import Verdict

log = logging.getLogger("chalkline.gateway")
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

CHAT, MODELS, HEALTH = "/v1/chat/completions", "/v1/models", "/healthz"
IN_A_THREAD = 32 * 1024  # bytes of body above which the scan leaves the event loop
STRANGERS_A_MINUTE = 60  # calls without a known key that are written down: a flood must not fill the disk
GAPS_AN_HOUR = 120  # questions without an approved answer that are noted as missing; the rest are only refused
AFTER_BEGINNING = {"model_cut": Outcome.CUT, "model_slow": Outcome.CUT, "model_nonsense": Outcome.CUT}


class CallerLeft(Exception):
    """The caller closed the connection."""


class Pace:
    """``pace.allows()``: whether this one is within so many in so many seconds."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most, self.seconds = most, seconds
        self._times: deque[float] = deque()

    def allows(self) -> bool:
        """Count one; False beyond the most."""
        now = time.monotonic()
        while self._times and now - self._times[0] >= self.seconds:
            self._times.popleft()
        if len(self._times) >= self.most:
            return False
        self._times.append(now)
        return True


class Gateway:
    """``Gateway(settings, holder, spool, service)`` answers calls by what ``holder`` holds at that moment."""

    def __init__(
        self, settings: GatewaySettings, holder: Holder, spool: Spool, service: ModelService, channel: Channel
    ) -> None:
        self.settings = settings
        self.holder = holder
        self.spool = spool
        self.service = service
        self.channel = channel
        self.content = ApprovedContent(settings)
        self._strangers = Pace(STRANGERS_A_MINUTE, 60)
        self._gaps = Pace(GAPS_AN_HOUR, 3600)
        self._watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.service.open()
                await self.content.open()
                await asyncio.to_thread(self.holder.look)
                self._watch = asyncio.create_task(self.holder.watch())
                gc.freeze()
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._watch:
                    self._watch.cancel()
                await self.service.close()
                await self.content.close()
                await asyncio.to_thread(self.spool.close)
                await asyncio.to_thread(self.channel.close)
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        exchange = Exchange(self.spool, self.holder.clock())
        if path == HEALTH:
            await self._health(exchange, send)
        elif path == CHAT and method == "POST":
            await self._chat(exchange, scope, receive, send)
        elif path == MODELS and method == "GET":
            await self._models(exchange, scope, send)
        elif path in (CHAT, MODELS):
            await exchange.say(method_unknown("POST" if path == CHAT else "GET"), send)
        else:
            await exchange.say(route_unknown(path), send)

    async def _chat(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._decide_and_ask(exchange, scope, receive, send)
        except Refused as refused:
            if refused.code in {"key_missing", "key_unknown"} and not self._strangers.allows():
                await exchange.say(refused, send)
                return
            await exchange.refuse(refused, send, self._outcome_of(exchange, refused))
        except CallerLeft:
            with contextlib.suppress(Refused):
                await exchange.record(Outcome.CUT, 499, "caller_left")
        except Exception:
            log.exception("a call failed; its text is not logged")
            await exchange.refuse(not_ready("gateway_fault", "The gateway itself failed."), send, Outcome.FAILED)

    async def _decide_and_ask(self, exchange: Exchange, scope: Scope, receive: Receive, send: Send) -> None:
        held = exchange.held = self.holder.snapshot()
        headers = headers_of(scope["headers"])
        key = key_of(headers, held)
        exchange.key_id = key.key_id
        caller = exchange.caller = caller_of(key, headers, held)
        if not self.spool.healthy:
            # A refusal is written all the same: if that works, the next call goes through again.
            raise not_ready("record_unavailable", "The record of calls could not be written a moment ago.")
        data = await self._body(receive, headers)
        exchange.bytes_in = len(data)
        body = parse(data)
        run = asyncio.to_thread(scan, body, held.detector) if len(data) > IN_A_THREAD else None
        scanned = await run if run else scan(body, held.detector)
        exchange.model, exchange.stream = scanned.model, scanned.streams
        on = local_day(exchange.at, self.settings.zone)
        question = caller.question(on, found=frozenset(scanned.elements), model=scanned.model)
        exchange.elements = tuple(sorted(question.elements or ()))
        decided = decide(question, held.policy, held.pack.stops)
        stand_ins = exchange.let_through(scanned, decided, self.settings.ask_url)
        if decided.verdict is Verdict.GROUND and not self.content.carries_its_own(headers.get(GROUNDED, ""), data):
            await self._ground(exchange, scanned, decided)
        answer = exchange.answer_streaming if exchange.stream else exchange.answer_whole
        await self._unless_caller_leaves(answer(self.service, scanned.spelled(), stand_ins, send), receive)

    async def _ground(self, exchange: Exchange, scanned: Scanned, decided: Answer) -> None:
        """Put approved passages in, or refuse."""
        if not self.settings.ground_url:
            refusal = as_refusal(decided, ask_url=self.settings.ask_url)
            raise Refused(refusal.status, refusal.code, str(refusal.message))
        assert exchange.caller is not None
        asked = asked_in(scanned)
        try:
            exchange.sources = await self.content.passages(asked, exchange.caller.key.role)
        except NothingApproved as nothing:
            exchange.gap = nothing.gap if self._gaps.allows() else ""
            raise
        put_in(scanned, exchange.sources)
        numbered, strict = exchange.sources.numbered(), any(each.keeps_back_doubt for each in decided.conditions)
        exchange.bearing = Bearing(lambda: AnswerCheck(numbered, asked, strict))

    async def _body(self, receive: Receive, headers: dict[str, str]) -> bytes:
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.settings.largest_body:
            raise body_too_large(self.settings.largest_body)
        data = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise CallerLeft
            data += message.get("body", b"")
            if len(data) > self.settings.largest_body:
                raise body_too_large(self.settings.largest_body)
            if not message.get("more_body"):
                return bytes(data)

    async def _unless_caller_leaves(self, answering: Any, receive: Receive) -> None:
        """Run ``answering``; when the caller closes the connection, stop it and raise CallerLeft."""
        work = asyncio.ensure_future(answering)
        leaving = asyncio.ensure_future(_left(receive))
        try:
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise CallerLeft
            work.result()
        finally:
            leaving.cancel()
            if not work.done():
                work.cancel()
                with contextlib.suppress(asyncio.CancelledError, Refused):
                    await work

    def _outcome_of(self, exchange: Exchange, refused: Refused) -> Outcome:
        if refused.code == model_cut().code or (exchange.begun and refused.code in AFTER_BEGINNING):
            return Outcome.CUT
        if refused.code.startswith("model_") and exchange.answer and exchange.answer.verdict in GOES_OUT:
            return Outcome.FAILED
        return Outcome.REFUSED

    async def _models(self, exchange: Exchange, scope: Scope, send: Send) -> None:
        try:
            held = exchange.held = self.holder.snapshot()
            headers = headers_of(scope["headers"])
            caller = caller_of(key_of(headers, held), headers, held)
            on = local_day(exchange.at, self.settings.zone)
            answer = decide(caller.question(on, found=frozenset()), held.policy, held.pack.stops)
            if answer.verdict is Verdict.REFUSE:
                refusal = as_refusal(answer, ask_url=self.settings.ask_url)
                raise Refused(refusal.status, refusal.code, str(refusal.message))
            models = sorted(held.policy.by_use[answer.use_id].models)
        except Refused as refused:
            await exchange.say(refused, send)
            return
        listed = [{"id": each, "object": "model", "created": 0, "owned_by": "district"} for each in models]
        await _send_json(exchange, 200, {"object": "list", "data": listed}, send)

    async def _health(self, exchange: Exchange, send: Send) -> None:
        held = exchange.held = self.holder.peek()
        state = {
            "status": "ready",
            "bundle": held.bundle.revision if held else 0,
            "pack": held.pack.issue if held else 0,
            "troubles": dict(sorted(self.holder.troubles.items())),
        }
        try:
            self.holder.snapshot()
            if not self.spool.healthy:
                raise not_ready("record_unavailable", "")
        except Refused as refused:
            await _send_json(exchange, 503, {**state, "status": refused.code}, send)
            return
        await _send_json(exchange, 200, state, send)


async def _left(receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return


async def _send_json(exchange: Exchange, status: int, value: Any, send: Send) -> None:
    body = orjson.dumps(value)
    headers = exchange.headers(b"application/json", len(body))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
