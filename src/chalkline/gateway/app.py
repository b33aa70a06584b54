"""The gateway as an ASGI application: known routes, one pipeline, no way around it."""

from __future__ import annotations

import asyncio
import gc

import orjson

from chalkline.gateway.calling import headers_of
from chalkline.gateway.channel import Channel
from chalkline.gateway.faults import log_fault
from chalkline.gateway.holding import Holder
from chalkline.gateway.identity.callers import Callers
from chalkline.gateway.inbound.call import Call, Send
from chalkline.gateway.inbound.chat import Chat
from chalkline.gateway.inbound.completions import Completions
from chalkline.gateway.inbound.lists import Embeddings, Moderations
from chalkline.gateway.inbound.messages import Messages
from chalkline.gateway.inbound.models_list import AnthropicModels, OpenAIModels
from chalkline.gateway.inbound.pipeline import Pipeline, Receive, Scope
from chalkline.gateway.inbound.responses import Responses
from chalkline.gateway.inbound.shape import Shape
from chalkline.gateway.inbound.stages import Stage
from chalkline.gateway.model_service import ModelService
from chalkline.gateway.refusing import Refused, method_unknown, model_not_here, not_ready, route_unknown
from chalkline.gateway.settings import GatewaySettings
from chalkline.gateway.spool import Spool
from chalkline.gateway.watching.drilling import Drilling
from chalkline.gateway.watching.releasing import STATUS, Releasing, held_unknown
from chalkline.gateway.watching.trying import Trying
from chalkline.kernel.clock import local_day
from chalkline.rulebook.deciding import decide
from chalkline.rulebook.drilling import ADDRESS as DRILL
from chalkline.rulebook.trying import ADDRESS as TRY
from chalkline.rulebook.words import Verdict

MODELS, ONE_MODEL, HEALTH = "/v1/models", "/v1/models/", "/healthz"
SHAPES: tuple[Shape, ...] = (Chat(), Responses(), Embeddings(), Moderations(), Messages(), Completions())


class Gateway:
    """``Gateway(settings, holder, spool, service, *stages)`` answers calls by what ``holder`` holds at that moment."""

    def __init__(
        self,
        settings: GatewaySettings,
        holder: Holder,
        spool: Spool,
        service: ModelService,
        channel: Channel,
        *stages: Stage,
    ) -> None:
        self.settings = settings
        self.holder = holder
        self.spool = spool
        self.service = service
        self.channel = channel
        self.callers = Callers(holder)
        self.pipeline = Pipeline(settings, holder, service, *stages, identify=self.callers.identify)
        self.trying = Trying(self.pipeline)
        self.drilling = Drilling(settings, channel)
        self.shapes = {shape.path: shape for shape in SHAPES}
        self._watch: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.pipeline.open()
                await self.callers.open()
                await asyncio.to_thread(self.holder.look)
                self._watch = asyncio.create_task(self.holder.watch())
                gc.freeze()
                # A call makes a few hundred objects and hardly a cycle: the default looks for some twice a call.
                gc.set_threshold(20_000, 20, 100)
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._watch:
                    self._watch.cancel()
                await self.callers.close()
                await self.pipeline.close()
                await asyncio.to_thread(self.spool.close)
                await asyncio.to_thread(self.channel.close)
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, method = scope["path"], scope["method"]
        call = Call(self.spool, self.holder.clock(), send, method=method, path=path)
        try:
            await self._answer_at(path, method, call, scope, receive)
        except Exception as fault:
            log_fault(fault)
            if not call.begun:
                await call.say(not_ready("gateway_fault", "The gateway itself failed."))

    async def _answer_at(self, path: str, method: str, call: Call, scope: Scope, receive: Receive) -> None:
        shape = self.shapes.get(path)
        if shape and method == "POST":
            call.shape = shape
            await self.pipeline.answer(call, scope, receive)
        elif path == TRY and method == "POST":
            await self.trying.answer(call, headers_of(scope["headers"]), receive)
        elif path == DRILL and method == "POST":
            await self.drilling.answer(call, headers_of(scope["headers"]), receive)
        elif path.startswith(STATUS) and method == "GET":
            await self._held(call, scope, path.removeprefix(STATUS))
        elif path == HEALTH:
            await self._health(call)
        elif (path == MODELS or path.startswith(ONE_MODEL)) and method == "GET":
            await self._models(call, scope, path.removeprefix(MODELS).removeprefix("/"))
        elif shape or path == MODELS or path.startswith(ONE_MODEL):
            await call.say(method_unknown("POST" if shape else "GET"))
        else:
            await call.say(route_unknown(path))

    async def _models(self, call: Call, scope: Scope, name: str) -> None:
        """The models of the caller's use, or the one of this name."""
        headers = headers_of(scope["headers"])
        listing = AnthropicModels() if "anthropic-version" in headers else OpenAIModels()
        call.shape = listing
        try:
            held = call.held = self.holder.snapshot()
            caller = self.pipeline.identify(call, headers, held)
            on = local_day(call.at, self.settings.zone)
            answer = decide(caller.question(on, found=frozenset()), held.policy, held.pack.stops)
            if answer.verdict is Verdict.REFUSE:
                raise self.pipeline.refusal(answer)
            models = sorted(held.policy.by_use[answer.use_id].models)
            if name and name not in models:
                raise model_not_here(name)
        except Refused as refused:
            await call.say(refused)
            return
        await call.say_whole(200, orjson.dumps(listing.one(name) if name else listing.all(models)))

    async def _held(self, call: Call, scope: Scope, held_id: str) -> None:
        """How a held call stands, for the key that made it."""
        try:
            held = call.held = self.holder.snapshot()
            self.pipeline.identify(call, headers_of(scope["headers"]), held)
            stages = (each for each in self.pipeline.stages.all if isinstance(each, Releasing))
            told = next((each.status(held_id, call.key_id, held.pack, call.at) for each in stages), None)
            if told is None:
                raise held_unknown()
        except Refused as refused:
            await call.say(refused)
            return
        await call.say_whole(200, orjson.dumps(told))

    async def _health(self, call: Call) -> None:
        held = call.held = self.holder.peek()
        state = {
            "status": "ready",
            "bundle": held.bundle.revision if held else 0,
            "pack": held.pack.issue if held else 0,
            "roster": held.roster.issue if held else 0,
            "alerts": "named" if held and held.pack.alerts_named else "nobody is named: no student is answered",
            "troubles": dict(sorted(self.holder.troubles.items())),
        }
        if left_alone := self.service.health():
            state["models"] = left_alone
        try:
            self.holder.snapshot()
            if not self.spool.healthy:
                raise not_ready("record_unavailable", "")
        except Refused as refused:
            await call.say_whole(503, orjson.dumps({**state, "status": refused.code}))
            return
        await call.say_whole(200, orjson.dumps(state))
