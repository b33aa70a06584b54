"""The models behind the gateway: which deployment is asked, whether another may be, and what it came to.

A call is put to another deployment only where the first certainly did no work: nobody was reached, or it answered that
it is too busy, or that it does not know us. What broke off after it was sent may have cost something; it is not asked
twice, unless the provider promises by a header to do it once.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

import aiohttp

from chalkline.gateway.models import routing
from chalkline.gateway.models.answer import ModelAnswer, No, Site
from chalkline.gateway.models.breaker import State
from chalkline.gateway.models.choosing import in_order
from chalkline.gateway.models.configuration import read_models
from chalkline.gateway.models.money import cost
from chalkline.gateway.models.speaking import CannotAsk, Outgoing, fault_words
from chalkline.gateway.models.transport import NotStarted, Transport
from chalkline.gateway.models.words import Deployment, ModelCall, Models, Provider, Waits
from chalkline.gateway.refusing import (
    Refused,
    model_refused,
    model_unavailable,
    model_unknown,
)
from chalkline.gateway.settings import GatewaySettings
from chalkline.kernel.ids import new_id

CALLERS_FAULT = frozenset({400, 409, 413, 415, 422})
NOT_KNOWN_THERE = frozenset({401, 403, 404})  # the key or the name of the model is wrong: nothing was done
BUSY = frozenset({429, 503, 529})
LONGEST_RETRY = 10.0  # seconds for which a busy provider is waited for, when no other answers
MOST_LEFT_ALONE = 60.0  # seconds for which one that says it is busy is not asked


class ModelService:
    """``async with service.ask(call) as answer`` gives an answer that has begun, or raises Refused."""

    def __init__(self, settings: GatewaySettings) -> None:
        self.settings = settings
        self.models = models_of(settings)
        self.transport = Transport(settings.largest_answer)
        self._sites: dict[str, Site] = {}
        self._ending: set[asyncio.Future[None]] = set()
        self._chance = random.Random()  # noqa: S311  (shares work among deployments; nothing secret)

    async def open(self) -> None:
        """Make the pool."""
        await self.transport.open()

    async def close(self) -> None:
        """Let every connection go."""
        await self.transport.close()

    def estimate(self, model: str, on: date | None, tokens_in: int, tokens_out: int) -> int:
        """Micro-dollars that so many tokens may cost with a model: by the dearest of its deployments."""
        day = on or datetime.now(UTC).date()
        dear = [cost(each.prices, day, tokens_in, tokens_out) for each in self.models.deployments(model)]
        return max(dear, default=0)

    def longest(self, model: str) -> float:
        """Seconds that an answer of a model may take in all: by the most patient of its deployments."""
        patient = (each.waits.longest for each in self.models.deployments(model))
        return max(patient, default=self.settings.longest_seconds)

    def health(self) -> dict[str, str]:
        """Deployments that are left alone just now, with the state of their breakers."""
        now = time.monotonic()
        states = {name: site.breaker.state(now) for name, site in self._sites.items()}
        return {name: state.value for name, state in sorted(states.items()) if state is not State.CLOSED}

    @asynccontextmanager
    async def ask(self, call: ModelCall) -> AsyncIterator[ModelAnswer]:
        """Put a call. The answer has status 200 and its headers have come."""
        answer = await self._first_answer(call)
        breaker = answer.site.breaker
        try:
            yield answer
        except Refused as refused:
            if not answer.read and refused.code.startswith("model_") and refused.code != "model_not_borne_out":
                breaker.failed(time.monotonic())
            raise
        finally:
            if answer.read:
                breaker.succeeded()
            else:
                breaker.let_go()
            answer.count()
            if ending := answer.let_go():
                self._ending.add(ending)
                ending.add_done_callback(self._ending.discard)

    async def _first_answer(self, call: ModelCall) -> ModelAnswer:
        """The first answer among a name's deployments. Raises Refused: the last reason why none answers."""
        deployments = self.models.deployments(call.model)
        if not deployments:
            raise model_unknown(call.model)
        why: Refused | None = None
        several = deployments if len(deployments) == 1 else in_order(deployments, self._chance)
        sites = [self._site(each, call) for each in several]
        for place, site in enumerate(sites):
            try:
                out = routing.outgoing(call, site.deployment)
            except CannotAsk as cannot:
                why = cannot
                continue
            if not self._may_ask(site):
                why = _worse(why, model_unavailable(_seconds_left(site)))
                continue
            found = await self._try(call, site, out, is_last=place == len(sites) - 1)
            if isinstance(found, ModelAnswer):
                return found
            why = found
        raise why or model_unavailable()

    def _may_ask(self, site: Site) -> bool:
        now = time.monotonic()
        return now >= site.busy_until and site.breaker.allows(now)

    def _site(self, deployment: Deployment, call: ModelCall) -> Site:
        # A plain address answers for many names, and one that fails says nothing of the others.
        name = deployment.name if deployment.model else f"{deployment.name}#{call.model}"
        site = self._sites.get(name)
        if site is None:
            site = self._sites[name] = Site(deployment, routing.headers(deployment))
        return site

    async def _try(self, call: ModelCall, site: Site, out: Outgoing, *, is_last: bool) -> ModelAnswer | Refused:
        """One deployment's answer, or why the next one may be asked. Raises Refused where nobody else may be."""
        deployment, until = site.deployment, time.monotonic() + site.deployment.waits.longest
        promise = {deployment.idempotency: new_id()} if deployment.idempotency else {}
        sent = site.headers | promise if promise else site.headers
        for tries_left in (1, 0):
            self._attempt(call, deployment)
            try:
                said = await self.transport.post(site.url(out.path), sent, out.body, deployment.waits)
            except NotStarted:
                site.breaker.failed(time.monotonic())
                return model_unavailable()
            except Refused as refused:
                site.breaker.failed(time.monotonic())
                no = No(refused, may_have_begun=True)
            except BaseException:
                site.breaker.let_go()
                raise
            else:
                if said.status == 200:
                    return ModelAnswer(self.transport, call, site, said, out.reader, until, len(out.body))
                no = await self._no_of(site, said)
            again = bool(tries_left) and time.monotonic() < until
            if no.may_have_begun:
                if promise and again and not no.is_final:
                    continue  # asked again under the same key: it is done once
                raise no.why
            if not (again and is_last and no.wait is not None and no.wait <= LONGEST_RETRY):
                return no.why
            await asyncio.sleep(no.wait)
        return model_unavailable()

    def _attempt(self, call: ModelCall, deployment: Deployment) -> None:
        spent = call.spent
        spent.provider, spent.deployment = deployment.provider.value, deployment.name
        spent.attempts += 1

    async def _no_of(self, site: Site, said: aiohttp.ClientResponse) -> No:
        """What another status than 200 means."""
        try:
            data = await self.transport.fault_text(said, site.deployment.waits.between)
        finally:
            said.close()
        words, now, status = fault_words(data), time.monotonic(), said.status
        after = _retry_after(said.headers.get("retry-after", ""))
        if status in CALLERS_FAULT:
            site.breaker.succeeded()
            return No(model_refused(status, words), may_have_begun=True, is_final=True)
        if status in BUSY and (status != 503 or after is not None):
            site.breaker.let_go()
            site.busy_until = now + min(after or 0.0, MOST_LEFT_ALONE)
            return No(model_refused(429, words, retry_after=int(after or 0)), wait=after)
        site.breaker.failed(now)
        if status in NOT_KNOWN_THERE or 300 <= status < 400:
            return No(model_refused(404, words) if status == 404 else model_unavailable())
        return No(model_unavailable(), may_have_begun=True)


def models_of(settings: GatewaySettings) -> Models:
    """The models of the file, or whatever a plain address answers for. Raises Problem for a file with faults."""
    plain = None
    waits = Waits(
        settings.connect_seconds, settings.first_byte_seconds, settings.between_seconds, settings.longest_seconds
    )
    if settings.models_url:
        plain = Deployment(
            "models", Provider.OPENAI, settings.models_base, secret=settings.provider_token(), waits=waits
        )
    if settings.models_file is None:
        return Models({}, plain)
    return replace(read_models(settings.models_file, settings.keys, waits), rest=plain)


def _retry_after(text: str) -> float | None:
    """Seconds that a provider asks to wait; None where it does not say, or says a day of the calendar."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86400 else None


def _seconds_left(site: Site) -> int:
    now = time.monotonic()
    return max(1, int(max(site.busy_until, site.breaker.until) - now) + 1)


def _worse(why: Refused | None, other: Refused) -> Refused:
    """The reason that tells more."""
    return why if why and why.code in {"model_refused", "model_cannot"} else other
