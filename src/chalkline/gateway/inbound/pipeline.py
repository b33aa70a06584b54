"""The one way of a call through the gateway: who, what, decided, limits, safety, release, model, record."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from chalkline.gateway.calling import Caller, caller_of, headers_of, key_of, recorded
from chalkline.gateway.faults import log_fault
from chalkline.gateway.holding import Holder, Snapshot
from chalkline.gateway.inbound.answering import answer_instead, answer_streaming, answer_whole
from chalkline.gateway.inbound.bearing_out import Bearing
from chalkline.gateway.inbound.call import GOES_OUT, Call
from chalkline.gateway.inbound.carrying import carrying
from chalkline.gateway.inbound.channels import Channels
from chalkline.gateway.inbound.grounding import ApprovedContent, NothingApproved, no_sentences, passages_told
from chalkline.gateway.inbound.leaving import CallerLeft, unless_caller_leaves
from chalkline.gateway.inbound.scanning import parse, refuse_unfound, scan
from chalkline.gateway.inbound.stages import Instead, Stage, Stages
from chalkline.gateway.looking_for import scope_of
from chalkline.gateway.model_service import ModelService
from chalkline.gateway.models.words import ModelCall
from chalkline.gateway.refusing import (
    Refused,
    body_encoded,
    body_not_json,
    body_slow,
    body_too_large,
    body_unclear,
    model_cut,
    not_ready,
)
from chalkline.gateway.settings import GatewaySettings
from chalkline.kernel.clock import local_day
from chalkline.protect.borne_out.answers import AnswerCheck
from chalkline.rulebook.asking import Answer
from chalkline.rulebook.deciding import decide
from chalkline.rulebook.grounding import GROUNDED
from chalkline.rulebook.readings import as_refusal
from chalkline.rulebook.wire import Outcome
from chalkline.rulebook.words import ConditionKind, KeptBy, Verdict

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Identify = Callable[[Call, dict[str, str], Snapshot], Caller]

JSON_TYPE = "application/json"
IN_A_THREAD = 32 * 1024  # bytes of body above which the scan leaves the event loop
STRANGERS_A_MINUTE = 60  # calls without a known key that are written down: a flood must not fill the disk
GAPS_AN_HOUR = 120  # questions without an approved answer that are noted as missing; the rest are only refused
AFTER_BEGINNING = frozenset({"model_cut", "model_slow", "model_nonsense"})


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


def identify(call: Call, headers: dict[str, str], held: Snapshot) -> Caller:
    """Who calls: the key, and what the headers say besides. ``call.key_id`` is known before anything can fail."""
    key = key_of(headers, held)
    call.key_id = key.key_id
    return caller_of(key, headers, held)


def must_ground(decided: Answer) -> bool:
    """Whether the answer may come from approved content only, also where a person releases each call besides."""
    if decided.verdict is not Verdict.HOLD:
        return decided.verdict is Verdict.GROUND
    kinds = {each.kind for each in decided.conditions if each.kept_by is KeptBy.GATEWAY}
    return ConditionKind.GROUND in kinds


class Pipeline:
    """``await pipeline.answer(call, scope, receive)`` answers one call, whatever happens. ``stages`` take part."""

    def __init__(
        self,
        settings: GatewaySettings,
        holder: Holder,
        service: ModelService,
        *stages: Stage,
        identify: Identify = identify,
    ) -> None:
        self.settings = settings
        self.holder = holder
        self.service = service
        self.stages = Stages(*stages)
        self.identify = identify
        self.content = ApprovedContent(settings)
        self._strangers = Pace(STRANGERS_A_MINUTE, 60)
        self._gaps = Pace(GAPS_AN_HOUR, 3600)

    async def open(self) -> None:
        """Make the pools, start the stages."""
        await self.service.open()
        await self.content.open()
        for each in self.stages.all:
            await each.open()

    async def close(self) -> None:
        """Let everything go."""
        for each in reversed(self.stages.all):
            await each.close()
        await self.service.close()
        await self.content.close()

    async def answer(self, call: Call, scope: Scope, receive: Receive) -> None:
        """Answer a call of ``call.shape``."""
        try:
            await self._decide_and_ask(call, scope, receive)
        except Instead as instead:
            await self._say_instead(call, instead)
        except Refused as refused:
            if refused.code in {"key_missing", "key_unknown"} and not self._strangers.allows():
                await call.say(refused)
                return
            await call.refuse(refused, _outcome_of(call, refused))
        except CallerLeft:
            with contextlib.suppress(Refused):
                await call.record(Outcome.CUT, 499, "caller_left")
        except asyncio.CancelledError:
            with contextlib.suppress(Refused):  # the process is asked to stop, and has waited long enough
                await call.record(Outcome.CUT, 503, "gateway_stopped")
            raise
        except Exception as fault:
            log_fault(fault)
            await call.refuse(not_ready("gateway_fault", "The gateway itself failed."), Outcome.FAILED)

    async def _decide_and_ask(self, call: Call, scope: Scope, receive: Receive) -> None:
        held = call.held = self.holder.snapshot()
        call.before_record = self.stages.after
        headers = headers_of(scope["headers"])
        caller = call.caller = self.identify(call, headers, held)
        if not call.spool.healthy:
            # A refusal is written all the same: if that works, the next call goes through again.
            raise not_ready("record_unavailable", "The record of calls could not be written a moment ago.")
        data = await self._body(receive, headers)
        if caller.check_body:
            caller.check_body(data)
        call.bytes_in = len(data)
        body = parse(data)
        decided = await self.look(call, body, len(data))
        await self.stages.first(call)
        if decided.verdict not in GOES_OUT and decided.verdict is not Verdict.HOLD:
            raise self.refusal(decided)
        await self.stages.before(call)
        if not call.goes_out:
            raise self.refusal(decided)
        assert call.scanned is not None
        scanned = call.scanned
        refuse_unfound(decided.redact, scanned)
        call.stand_ins = scanned.redact(decided.redact)
        if must_ground(decided) and not self.content.carries_its_own(headers.get(GROUNDED, ""), data):
            await self._ground(call, decided)
        channels = Channels(
            call.stand_ins, self.stages.filters(call), self.stages.taps(call), keeps=call.shape.repeats and call.stream
        )
        channels.tools = call.shape.tools_of(call.body)
        channels.may_go = carrying(call, self.settings.link_hosts)
        asked = call.asked = ModelCall(call.shape.id, call.model, scanned.body, call.stream, call.on)
        answer = answer_streaming if call.stream else answer_whole
        answering = answer(call, self.service, asked, channels)
        await unless_caller_leaves(answering, scope, receive)

    async def look(self, call: Call, body: dict[str, Any], size: int) -> Answer:
        """Look through a body of ``size`` bytes and decide: ``call`` knows what was found. Nobody is told, asked."""
        held, caller = call.held, call.caller
        assert held is not None
        assert caller is not None
        call.shape.read(body)
        if body.get("stream") and not call.shape.streams:
            raise body_unclear("Answers of this address do not come piece by piece.")
        for name in call.shape.leaves_out:
            body.pop(name, None)
        known = call.caller_known
        scope = held.once((known, "scope"), lambda: scope_of(caller, held.policy)) if known else None
        find = partial(held.detector.find, scope=scope or scope_of(caller, held.policy))
        run = asyncio.to_thread(scan, body, find) if size > IN_A_THREAD else None
        scanned = call.scanned = await run if run else scan(body, find)
        call.model, call.stream = call.shape.model_of(body), body.get("stream") is True
        on = call.on = local_day(call.at, self.settings.zone)
        found = frozenset(scanned.elements)

        def decided() -> tuple[Answer, tuple[str, ...]]:
            question = caller.question(on, found=found, model=call.model)
            return decide(question, held.policy, held.pack.stops), recorded(question.elements or ())

        call.answer, call.elements = held.once((known, on, found, call.model), decided) if known else decided()
        return call.answer

    async def _ground(self, call: Call, decided: Answer) -> None:
        """Put approved passages in, or refuse."""
        if not self.settings.ground_url:
            raise self.refusal(decided)
        assert call.caller is not None
        assert call.scanned is not None
        grounding = call.shape.grounding
        if grounding is None:
            raise no_sentences()
        asked = grounding.asked(call.body)
        try:
            call.sources = await self.content.passages(asked, call.caller.role)
        except NothingApproved as nothing:
            call.gap = nothing.gap if self._gaps.allows() else ""
            raise
        grounding.put_in(call.body, passages_told(call.sources))
        numbered, strict = call.sources.numbered(), any(each.keeps_back_doubt for each in decided.conditions)
        call.bearing = Bearing(lambda: AnswerCheck(numbered, asked, strict))

    def refusal(self, decided: Answer) -> Refused:
        """What is said where a decision lets nothing out."""
        refusal = as_refusal(decided, ask_url=self.settings.ask_url)
        return Refused(refusal.status, refusal.code, str(refusal.message))

    async def _say_instead(self, call: Call, instead: Instead) -> None:
        try:
            await answer_instead(call, instead.text, instead.code)
        except Refused as refused:
            await call.refuse(refused)

    async def _body(self, receive: Receive, headers: dict[str, str]) -> bytes:
        check_form(headers)
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.settings.largest_body:
            raise body_too_large(self.settings.largest_body)
        try:
            async with asyncio.timeout(self.settings.body_seconds):
                return await self._pieces_of_body(receive)
        except TimeoutError:
            raise body_slow() from None

    async def _pieces_of_body(self, receive: Receive) -> bytes:
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


def check_form(headers: dict[str, str]) -> None:
    """Refuse a body that is packed, or says that it is no JSON: what it says could not be looked at."""
    if headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise body_encoded()
    kind = headers.get("content-type", JSON_TYPE).partition(";")[0].strip().lower()
    if kind != JSON_TYPE and not kind.endswith("+json"):
        raise body_not_json(kind)


def _outcome_of(call: Call, refused: Refused) -> Outcome:
    if refused.code == model_cut().code or (call.begun and refused.code in AFTER_BEGINNING):
        return Outcome.CUT
    if refused.code.startswith("model_") and call.goes_out:
        return Outcome.FAILED
    return Outcome.REFUSED
