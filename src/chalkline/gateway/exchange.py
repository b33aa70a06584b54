"""One call, from its first byte to its record: check, ask, answer, write down, finish.

The record is durable before the last byte of the answer leaves. If the caller goes, the model is asked no
further; if the model breaks off, the caller is told inside the stream; either way there is a record.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalkline.gateway.bearing_out import Bearing, GroundedEditor, bear_out
from chalkline.gateway.calling import Caller
from chalkline.gateway.events import DONE, EventReader, StreamEditor, Unreadable, restore_answer
from chalkline.gateway.grounding import Sources
from chalkline.gateway.holding import Snapshot
from chalkline.gateway.model_service import ModelService
from chalkline.gateway.refusing import (
    Refused,
    model_cut,
    model_nonsense,
    model_not_borne_out,
    model_slow,
    record_unavailable,
)
from chalkline.gateway.scanning import Scanned, refuse_unfound
from chalkline.gateway.spool import Spool
from chalkline.kernel.ids import new_id
from chalkline.protect.redacting import StandIns
from chalkline.rulebook.asking import Answer
from chalkline.rulebook.readings import as_refusal
from chalkline.rulebook.wire import Outcome, SpoolRecord
from chalkline.rulebook.words import Unknown, Verdict

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
JSON = b"application/json"
STREAM = b"text/event-stream; charset=utf-8"
GOES_OUT = frozenset({Verdict.ALLOW, Verdict.REDACT, Verdict.GROUND})


@dataclass
class Exchange:
    """What is known of a call so far, and the way to answer it. Holds no text of the call."""

    spool: Spool
    at: datetime
    held: Snapshot | None = None
    caller: Caller | None = None
    answer: Answer | None = None
    model: str = ""
    stream: bool = False
    bytes_in: int = 0
    bytes_out: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    model_ms: int = 0
    key_id: str = ""
    elements: tuple[str, ...] = ()
    replaced: dict[str, int] = field(default_factory=dict)
    sources: Sources | None = None
    bearing: Bearing | None = None
    gap: str = ""
    decision_id: str = field(default_factory=new_id)
    begun: bool = False
    recorded: bool = False
    _started: float = field(default_factory=time.monotonic)

    async def record(self, outcome: Outcome, status: int, code: str = "") -> None:
        """Write the call down, once. Raises Refused("record_unavailable") when it cannot be."""
        if self.recorded:
            return
        self.recorded = True
        caller, answer, held = self.caller, self.answer, self.held
        verdict = answer.verdict if answer else Verdict.REFUSE
        if answer and verdict not in GOES_OUT:
            verdict = Verdict.REFUSE if verdict is Verdict.CANNOT_TELL else verdict
        key = caller.key if caller else None
        held_out, marked, left_out = self.bearing.counts if self.bearing else (0, 0, 0)
        entry = SpoolRecord(
            decision_id=self.decision_id,
            node=self.spool.folder.name,
            sequence=self.spool.next_sequence(),
            at=self.at,
            bundle_revision=held.bundle.revision if held else 0,
            bundle_digest=held.bundle.digest if held else "",
            pack_issue=held.pack.issue if held else 0,
            verdict=verdict.value,
            outcome=outcome,
            status=status,
            code=code,
            standing=answer.standing.value if answer else "",
            rules=answer.rule_ids if answer else (),
            key_id=key.key_id if key else self.key_id,
            use_id=key.use_id if key else "",
            tool=caller.tool if caller else "",
            purpose=_text(caller.purpose) if caller else "",
            holder_kind=key.holder_kind.value if key else "",
            role=key.role if key else "",
            grade_band=_text(caller.grade_band) if caller else "",
            school=_text(caller.school) if caller else "",
            model=self.model if answer and verdict in GOES_OUT else "",
            elements=self.elements,
            replaced=self.replaced,
            sources=self.sources.recorded() if self.sources else (),
            held=held_out,
            marked=marked,
            left_out=left_out,
            gap=self.gap,
            stream=self.stream,
            bytes_in=self.bytes_in,
            bytes_out=self.bytes_out,
            tokens_in=self.tokens_in,
            tokens_out=self.tokens_out,
            took_ms=int((time.monotonic() - self._started) * 1000),
            model_ms=self.model_ms,
        )
        try:
            await self.spool.write(entry)
        except OSError:
            raise record_unavailable() from None

    def let_through(self, scanned: Scanned, answer: Answer, ask_url: str) -> StandIns:
        """Refuse, or replace what must be replaced. Gives the stand-ins of the call."""
        self.answer = answer
        if answer.verdict not in GOES_OUT:
            refusal = as_refusal(answer, ask_url=ask_url)
            raise Refused(refusal.status, refusal.code, str(refusal.message))
        refuse_unfound(answer.redact, scanned)
        stand_ins = scanned.redact(answer.redact)
        self.replaced = dict(sorted(stand_ins.counts.items()))
        return stand_ins

    def headers(self, content_type: bytes, length: int | None = None) -> list[tuple[bytes, bytes]]:
        """The headers of every answer: which decision, by which policy."""
        headers = [
            (b"content-type", content_type),
            (b"cache-control", b"no-store"),
            (b"x-chalkline-decision", self.decision_id.encode()),
            (b"x-chalkline-bundle", str(self.held.bundle.revision if self.held else 0).encode()),
        ]
        if self.sources:
            headers.append((b"x-chalkline-sources", self.sources.header()))
        if self.bearing and self.bearing.checks:
            held_out, marked, left_out = self.bearing.counts
            counts = f"held={held_out}, marked={marked}, left-out={left_out}"
            headers.append((b"x-chalkline-sentences", counts.encode()))
        if length is not None:
            headers.append((b"content-length", str(length).encode()))
        return headers

    async def refuse(self, refused: Refused, send: Send, outcome: Outcome = Outcome.REFUSED) -> None:
        """Answer no. The caller's library is told not to try again by itself."""
        try:
            await self.record(outcome, refused.status, refused.code)
        except Refused as other:
            refused = other
        await self.say(refused, send)

    async def say(self, refused: Refused, send: Send) -> None:
        """Send a refusal, recorded or not worth a record."""
        if self.begun:
            await send({"type": "http.response.body", "body": refused.event(), "more_body": False})
            return
        body = refused.body()
        headers = [*self.headers(JSON, len(body)), (b"x-should-retry", b"false")]
        await send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def answer_whole(self, service: ModelService, body: bytes, stand_ins: StandIns, send: Send) -> None:
        """Ask the model and give its whole answer."""
        asked = time.monotonic()
        try:
            async with asyncio.timeout(service.settings.longest_seconds), service.ask(body) as answer:
                data = await service.whole(answer)
        except TimeoutError:
            raise model_slow() from None
        self.model_ms = int((time.monotonic() - asked) * 1000)
        try:
            restored, self.tokens_in, self.tokens_out = (
                bear_out(data, stand_ins, self.bearing) if self.bearing else restore_answer(data, stand_ins)
            )
        except Unreadable:
            raise model_nonsense() from None
        self._must_hold()
        self.bytes_out = len(restored)
        await self.record(Outcome.ANSWERED, 200)
        await send({"type": "http.response.start", "status": 200, "headers": self.headers(JSON, len(restored))})
        await send({"type": "http.response.body", "body": restored})

    async def answer_streaming(self, service: ModelService, body: bytes, stand_ins: StandIns, send: Send) -> None:
        """Ask the model and pass its answer on as it comes."""
        asked = time.monotonic()
        reader, bearing = EventReader(), self.bearing
        editor = GroundedEditor(stand_ins, bearing=bearing) if bearing else StreamEditor(stand_ins)
        try:
            async with asyncio.timeout(service.settings.longest_seconds), service.ask(body) as answer:
                if not answer.headers.get("content-type", "").lower().startswith("text/event-stream"):
                    raise model_nonsense()
                done = False
                async for piece in service.pieces(answer):
                    done = await self._pass_on(reader.feed(piece), editor, send)
                    if done:
                        break
        except TimeoutError:
            raise model_slow() from None
        except Unreadable:
            raise model_nonsense() from None
        finally:
            self.model_ms = int((time.monotonic() - asked) * 1000)
            self.tokens_in, self.tokens_out = editor.tokens_in, editor.tokens_out
        if not done and not editor.came_to_its_end:
            raise model_cut()
        rest = editor.rest()
        self._must_hold()
        last = rest + b"data: " + DONE + b"\n\n"
        self.bytes_out += len(last)
        await self.record(Outcome.ANSWERED, 200)
        await self._begin(send)
        await send({"type": "http.response.body", "body": last, "more_body": False})

    async def _pass_on(self, events: list[bytes], editor: StreamEditor, send: Send) -> bool:
        """Send the events of one read together. True when the model said that it is done."""
        out = []
        done = False
        for data in events:
            if data.strip() == DONE:
                done = True
                break
            out.append(editor.edit(data))
        if text := b"".join(out):
            self.bytes_out += len(text)
            await self._begin(send)
            await send({"type": "http.response.body", "body": text, "more_body": True})
        return done

    def _must_hold(self) -> None:
        """Refuse a grounded answer of which nothing may go out."""
        if self.bearing and self.bearing.nothing_held:
            raise model_not_borne_out()

    async def _begin(self, send: Send) -> None:
        if self.begun:
            return
        self.begun = True
        headers = [*self.headers(STREAM), (b"x-accel-buffering", b"no")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def _text(value: str | Unknown) -> str:
    return "" if isinstance(value, Unknown) else value
