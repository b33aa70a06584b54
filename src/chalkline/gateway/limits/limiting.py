"""The limits as a stage of every call: before the model, and when the call is written down."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from chalkline.gateway.channel import Channel
from chalkline.gateway.holding import Holder
from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.stages import Stage
from chalkline.gateway.limits.counting import Counts, Standing, counted, taken_over
from chalkline.gateway.limits.siblings import Seen, Siblings, entry_of
from chalkline.gateway.model_service import ModelService
from chalkline.gateway.refusing import Refused
from chalkline.gateway.settings import GatewaySettings
from chalkline.kernel.clock import local_day
from chalkline.rulebook.limits import MONTHLY, LimitKind, LimitScope, Who, span_of
from chalkline.rulebook.pack import StandingPack
from chalkline.rulebook.wire import ChannelKind, SpoolRecord
from chalkline.rulebook.words import Unknown

log = logging.getLogger("chalkline.gateway.limits")
USUAL_ANSWER = 1000  # tokens that an answer is expected to have where the call does not say
BYTES_A_TOKEN = 4
SAID_BY_CALL = ("max_completion_tokens", "max_tokens", "max_output_tokens")
NAMES = {
    LimitKind.CALLS_MINUTE: "calls in a minute",
    LimitKind.TOKENS_DAY: "tokens for today",
    LimitKind.TOKENS_MONTH: "tokens for this month",
    LimitKind.DOLLARS_MONTH: "money for this month",
}
OF = {
    LimitScope.DISTRICT: "the district", LimitScope.USE: "this approved use", LimitScope.SCHOOL: "this school",
    LimitScope.ROLE: "this role", LimitScope.PERSON: "this person",
}  # fmt: skip
Held = tuple[tuple[tuple[str, str], int], ...]


class Limiting(Stage):
    """Counts every call, and refuses those that a limit leaves no room for."""

    def __init__(self, settings: GatewaySettings, holder: Holder, channel: Channel, service: ModelService) -> None:
        self.settings, self.holder, self.channel, self.service = settings, holder, channel, service
        self.siblings = Siblings(settings.spool_folder.parent, settings.node, settings.zone)
        self.counts = Counts()
        self._before = self.siblings.read_own()  # while its newest file is still there: nothing is written to it yet
        self._pack: StandingPack | None = None
        self._told: set[tuple[str, str, str, str]] = set()
        self._watch: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Take over what was used before."""
        await self._look()
        self._watch = asyncio.create_task(self._follow())

    async def close(self) -> None:
        """Stop following."""
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch

    async def before(self, call: Call) -> None:
        """Refuse a call that no room is left for; tell where little is left. Raises Refused."""
        counts = self.counts
        if not counts.limits:
            return
        who, now = who_calls(call), time.monotonic()
        if not counts.matching(who):
            return
        over = counts.over(who, now)
        if over:
            call.noted["limit"] = over.limit.limit_id
            await self._tell(call, over, "stop")
            raise self._refusal(over, call, now)
        for standing in counts.standing(who, now):
            if standing.percent >= standing.limit.warn_percent:
                told = f"{standing.limit.kind}; of={standing.limit.scope}; used={standing.percent}%"
                call.more_headers.append((b"x-chalkline-budget", told.encode()))
                await self._tell(call, standing, "warn")
        held = counts.begin(who, *self._expected(call), now)
        call.on_recorded = partial(self._count, held)

    def _count(self, held: Held, record: SpoolRecord) -> None:
        self.counts.end(held)
        if entry := entry_of(record, self.settings.zone):
            self.counts.add(record.node, entry)

    def _expected(self, call: Call) -> tuple[int, int]:
        said = [call.body.get(name) for name in SAID_BY_CALL]
        out = next((each for each in said if isinstance(each, int) and each > 0), USUAL_ANSWER)
        tokens_in = call.bytes_in // BYTES_A_TOKEN
        return tokens_in + out, self.service.estimate(call.model, call.on, tokens_in, out)

    async def _tell(self, call: Call, standing: Standing, level: str) -> None:
        """Tell the control plane once: by limit, subject, span and level."""
        limit, day = standing.limit, call.on or self.counts.day
        if limit.kind is LimitKind.CALLS_MINUTE:
            return
        mark = (limit.limit_id, standing.subject, span_of(limit.kind, day), level)
        if mark in self._told:
            return
        self._told.add(mark)
        about: dict[str, str | int] = {
            "limit_id": limit.limit_id, "level": level, "span": mark[2], "used": standing.used, "most": limit.most,
        }  # fmt: skip
        await self.channel.tell(
            ChannelKind.LIMIT, call.decision_id, at=call.at, about=about, data=standing.subject.encode()
        )

    def _refusal(self, over: Standing, call: Call, now: float) -> Refused:
        limit = over.limit
        is_money = limit.kind is LimitKind.DOLLARS_MONTH
        if limit.kind is LimitKind.CALLS_MINUTE:
            after, ends = self.counts.free_in((limit.limit_id, over.subject), now), "in a minute"
        else:
            after = _seconds_left(limit.kind, call.at, self.settings.zone)
            ends = "next month" if limit.kind in MONTHLY else "tomorrow"
        message = (
            f"This call was not sent. The {NAMES[limit.kind]} that {OF[limit.scope]} may use are used up. It goes on "
            f"{ends}; whoever keeps the limits can raise them before."
        )
        if is_money:
            return Refused(429, "budget_spent", message, retry_after=after)
        return Refused(429, "limit_reached", message, retry_after=after)

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self.settings.poll_seconds)
            try:
                await self._look()
            except Exception:  # whatever it is, the next look may be good
                log.exception("looking at what was used failed")

    async def _look(self) -> None:
        """Take over a new pack, a new day, and what other nodes wrote."""
        held = self.holder.peek()
        if held is None:
            return
        pack, day = held.pack, local_day(self.holder.clock(), self.settings.zone)
        if pack.limits:
            if not self.counts.limits:  # the first limit: what was answered since the start counts too
                self._before += await asyncio.to_thread(self.siblings.read_own)
            self._add(await asyncio.to_thread(self.siblings.read))
        if pack is not self._pack or day != self.counts.day:
            kept = {node: list(each) for node, each in self.counts.entries.items()} if pack.limits else {}
            for seen in self._before if pack.limits else ():
                kept.setdefault(seen.node, []).append(seen.entry)
            self._before = []
            new = await asyncio.to_thread(counted, pack.limits, pack.totals, day, kept)
            self.counts, self._pack = taken_over(new, self.counts), pack
            self._told = {each for each in self._told if _is_now(each[2], day)}

    def _add(self, seen: list[Seen]) -> None:
        now, wall = time.monotonic(), datetime.now(UTC)
        for each in seen:
            self.counts.add(each.node, each.entry)
            if wall - (each.at if each.at.tzinfo else each.at.replace(tzinfo=UTC)) < timedelta(minutes=1):
                self.counts.note_call(each.who, now)


def who_calls(call: Call) -> Who:
    """Whose call it is, as its record will say."""
    caller = call.caller
    assert caller is not None
    school = "" if isinstance(caller.school, Unknown) else caller.school
    return Who(caller.key.use_id, school, caller.role or caller.key.role, caller.recorded)


def _is_now(span: str, day: date) -> bool:
    return day.isoformat().startswith(span)


def _seconds_left(kind: LimitKind, at: datetime, zone: str) -> int:
    """Seconds until a day or month of the district is over."""
    here = at.astimezone(ZoneInfo(zone))
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    if kind in MONTHLY:
        midnight = (here.replace(day=28, hour=0, minute=0, second=0, microsecond=0) + timedelta(days=4)).replace(day=1)
    return max(1, int((midnight - here).total_seconds()))
