"""One call from its first byte to its record: what is known of it so far, and its headers, refusal and record.

The record is durable before the last byte of the answer leaves. If the caller goes, the model is asked no
further; if the model breaks off, the caller is told inside the stream; either way there is a record.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Hashable, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from chalkline.gateway.calling import Caller
from chalkline.gateway.holding import Snapshot
from chalkline.gateway.inbound.bearing_out import Bearing
from chalkline.gateway.inbound.chat import Chat
from chalkline.gateway.inbound.grounding import Sources
from chalkline.gateway.inbound.scanning import NOTHING_REPLACED, Scanned
from chalkline.gateway.inbound.shape import JSON, STREAM, Shape
from chalkline.gateway.models.words import ModelCall, Spent
from chalkline.gateway.refusing import Refused, record_unavailable
from chalkline.gateway.spool import Spool
from chalkline.kernel.ids import new_id
from chalkline.protect.redacting import StandIns
from chalkline.rulebook.asking import Answer
from chalkline.rulebook.trying import SafetySeen
from chalkline.rulebook.wire import Outcome, SpoolRecord
from chalkline.rulebook.words import Unknown, Verdict

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
GOES_OUT = frozenset({Verdict.ALLOW, Verdict.REDACT, Verdict.GROUND})
NOTHING = Spent()
CHAT = Chat()  # how an error is said where the route is not known


@dataclass
class Call:
    """What is known of a call so far. Lives as long as the call; what it holds of texts is written nowhere."""

    spool: Spool
    at: datetime
    send: Send
    shape: Shape = CHAT
    held: Snapshot | None = None
    caller: Caller | None = None
    scanned: Scanned | None = None
    answer: Answer | None = None
    released: bool = False  # a person has released it: the verdict HOLD lets it out
    stand_ins: StandIns = field(default_factory=lambda: NOTHING_REPLACED)
    model: str = ""
    stream: bool = False
    bytes_in: int = 0
    bytes_out: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    model_ms: int = 0
    key_id: str = ""
    caller_known: Hashable = None  # by what the caller is remembered, where nobody else is behind the key
    elements: tuple[str, ...] = ()
    on: date | None = None  # the day of the call in the district
    asked: ModelCall | None = None
    sources: Sources | None = None
    bearing: Bearing | None = None
    gap: str = ""
    noted: dict[str, Any] = field(default_factory=dict)  # fields of the record that stages fill
    more_headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    on_recorded: Callable[[SpoolRecord], None] | None = None  # told what is written, once
    before_record: Callable[[Call, Outcome], Awaitable[None]] | None = None
    kept: object = None  # what is kept of its texts so far, of the stage that keeps them
    is_trial: bool = False  # a person only tries a text out: nothing of it is kept
    safety: SafetySeen | None = None  # of a trial: what would follow
    decision_id: str = field(default_factory=new_id)
    begun: bool = False
    recorded: bool = False
    method: str = ""
    path: str = ""
    _started: float = field(default_factory=time.monotonic)

    @property
    def body(self) -> dict[str, Any]:
        """The body as it was sent, or as it goes out once it was redacted."""
        return self.scanned.body if self.scanned else {}

    @property
    def goes_out(self) -> bool:
        """Whether what was decided lets it out."""
        return self.answer is not None and (self.answer.verdict in GOES_OUT or self.released)

    async def record(self, outcome: Outcome, status: int, code: str = "") -> None:
        """Write the call down, once. Raises Refused("record_unavailable") when it cannot be."""
        if self.recorded:
            return
        if self.before_record:
            telling, self.before_record = self.before_record, None
            await telling(self, outcome)
        self.recorded = True
        entry = self._entry(outcome, status, code)
        if self.on_recorded:
            self.on_recorded(entry)
        try:
            await self.spool.write(entry)
        except OSError:
            raise record_unavailable() from None

    def _entry(self, outcome: Outcome, status: int, code: str) -> SpoolRecord:
        caller, answer, held = self.caller, self.answer, self.held
        verdict = answer.verdict if answer else Verdict.REFUSE
        if verdict is Verdict.CANNOT_TELL:
            verdict = Verdict.REFUSE
        key = caller.key if caller else None
        held_out, marked, left_out = self.bearing.counts if self.bearing else (0, 0, 0)
        spent = self.asked.spent if self.asked else NOTHING
        return SpoolRecord(
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
            role=caller.role if caller else "",
            grade_band=_text(caller.grade_band) if caller else "",
            school=_text(caller.school) if caller else "",
            model=self.model if self.goes_out else "",
            elements=self.elements,
            replaced=dict(sorted(self.stand_ins.counts.items())),
            sources=self.sources.recorded() if self.sources else (),
            held=held_out,
            marked=marked,
            left_out=left_out,
            gap=self.gap,
            stream=self.stream,
            bytes_in=self.bytes_in,
            bytes_out=self.bytes_out,
            tokens_in=spent.tokens_in,
            tokens_out=spent.tokens_out,
            provider=spent.provider,
            attempts=spent.attempts,
            cost_micros=spent.cost_micros,
            estimated=spent.estimated,
            took_ms=int((time.monotonic() - self._started) * 1000),
            model_ms=self.model_ms,
            person=caller.recorded if caller else "",
            record_id=caller.record.record_id if caller and caller.record else "",
            **self.noted,
        )

    def headers(self, content_type: bytes, length: int | None = None) -> list[tuple[bytes, bytes]]:
        """The headers of every answer: which decision, by which policy."""
        headers = [
            (b"content-type", content_type),
            (b"cache-control", b"no-store"),
            (b"x-chalkline-decision", self.decision_id.encode()),
            (b"x-chalkline-bundle", str(self.held.bundle.revision if self.held else 0).encode()),
            *self.more_headers,
        ]
        if replaced := self.stand_ins.counts:
            told = ", ".join(f"{element}={count}" for element, count in sorted(replaced.items()))
            headers.append((b"x-chalkline-replaced", told.encode()))
        if self.sources:
            headers.append((b"x-chalkline-sources", self.sources.header()))
        if self.bearing and self.bearing.checks:
            held_out, marked, left_out = self.bearing.counts
            counts = f"held={held_out}, marked={marked}, left-out={left_out}"
            headers.append((b"x-chalkline-sentences", counts.encode()))
        if length is not None:
            headers.append((b"content-length", str(length).encode()))
        return headers

    async def refuse(self, refused: Refused, outcome: Outcome = Outcome.REFUSED) -> None:
        """Answer no. The caller's library is told not to try again by itself."""
        try:
            await self.record(outcome, refused.status, refused.code)
        except Refused as other:
            refused = other
        await self.say(refused)

    async def say(self, refused: Refused) -> None:
        """Send a refusal, recorded or not worth a record."""
        if self.begun:
            event = self.shape.error_event(refused, self.decision_id)
            await self.send({"type": "http.response.body", "body": event, "more_body": False})
            return
        body = self.shape.error(refused, self.decision_id)
        headers = [*self.headers(JSON, len(body)), (b"x-should-retry", b"false")]
        if refused.retry_after:
            headers.append((b"retry-after", str(refused.retry_after).encode()))
        await self.send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})

    async def begin_stream(self) -> None:
        """Send the head of a stream, once."""
        if self.begun:
            return
        self.begun = True
        headers = [*self.headers(STREAM), (b"x-accel-buffering", b"no")]
        await self.send({"type": "http.response.start", "status": 200, "headers": headers})

    async def say_whole(self, status: int, body: bytes) -> None:
        """Send a whole answer."""
        await self.send({"type": "http.response.start", "status": status, "headers": self.headers(JSON, len(body))})
        await self.send({"type": "http.response.body", "body": body})


def _text(value: str | Unknown) -> str:
    return "" if isinstance(value, Unknown) else value
