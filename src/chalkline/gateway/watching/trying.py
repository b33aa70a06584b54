"""A person tries out what would become of a text: the same look, the same decision, the same model, told in full.

Only the district's own pages come through this door (``rulebook/trying.py``). Nothing is decided anew here: the call is
made as any other would be, and stopped before the model unless the person has a key of the use and asked to send it.
What is only looked at leaves no record; what is sent leaves one, as every call does. Safety tells what it would do and
does nothing of it: whoever tries out a cry for help does not cry for help, and what would be answered with help or not
at all is not sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import msgspec
import orjson

from chalkline.gateway.calling import caller_of
from chalkline.gateway.inbound.answering import answer_whole
from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.channels import AnswerChannel, Channels, Kind, TextFilter
from chalkline.gateway.inbound.chat import Chat
from chalkline.gateway.inbound.pipeline import Pipeline, must_ground
from chalkline.gateway.inbound.scanning import refuse_unfound
from chalkline.gateway.models.words import ModelCall
from chalkline.gateway.refusing import Refused, body_unclear
from chalkline.gateway.said import GRADE, PURPOSE, RECORD, SCHOOL
from chalkline.gateway.watching.door import Door, Message, Receive
from chalkline.rulebook.grounding import Kind as StampOf
from chalkline.rulebook.pack import HolderKind, PackKey
from chalkline.rulebook.trying import LARGEST, Piece, Seen, Tried, read_tried, spell
from chalkline.rulebook.words import NO_CLASS, Verdict


@dataclass
class _Heard:
    """Takes what would go to a caller."""

    status: int = 0
    body: bytearray = field(default_factory=bytearray)

    async def send(self, message: Message) -> None:
        self.status = message.get("status", self.status)
        self.body += message.get("body", b"")


class _Listening(TextFilter):
    """Passes text on and remembers it: what a model said, before stand-ins are put back."""

    def __init__(self, into: list[str]) -> None:
        self.into = into

    def feed(self, text: str) -> str:
        self.into.append(text)
        return text

    def finish(self) -> str:
        return ""


class Trying:
    """``await trying.answer(call, headers, receive)`` answers one trial."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self._door = Door(pipeline.settings, StampOf.TRIED, StampOf.SEEN, LARGEST)

    async def answer(self, call: Call, headers: dict[str, str], receive: Receive) -> None:
        """Look at what the body of the request holds, and tell."""
        await self._door.answer(call, headers, receive, self._spelled)

    async def _spelled(self, call: Call, body: bytes) -> bytes:
        return spell(await self._seen(call, body))

    async def _seen(self, outer: Call, body: bytes) -> Seen:
        try:
            tried = read_tried(body)
        except ValueError:
            raise body_unclear("It is no trial.") from None
        heard = _Heard()
        call = Call(outer.spool, outer.at, heard.send, Chat(), is_trial=True)
        try:
            return await self._made(call, tried, heard)
        except Refused as refused:
            return self._told(call, refused)
        finally:
            self.pipeline.stages.forget(call)

    async def _made(self, call: Call, tried: Tried, heard: _Heard) -> Seen:
        held = call.held = self.pipeline.holder.snapshot()
        key = replace(_key_of(tried, held.pack.keys), people_sign_in=False)  # nobody else is behind a trial
        call.key_id = key.key_id
        said = {GRADE: tried.grade_band, SCHOOL: tried.school, PURPOSE: tried.purpose, RECORD: tried.record_id}
        call.caller = caller_of(key, {name: text for name, text in said.items() if text}, held)
        body = {"model": tried.model or "none", "messages": [{"role": "user", "content": tried.text}]}
        decided = await self.pipeline.look(call, body, len(tried.text))
        assert call.scanned is not None
        asks = bool(tried.sends and tried.key_id and call.goes_out and not must_ground(decided))
        call.safety = await self.pipeline.stages.preview(call, asks=asks)
        if call.goes_out or decided.verdict is Verdict.HOLD:
            refuse_unfound(decided.redact, call.scanned)
            call.stand_ins = call.scanned.redact(decided.redact)
        told = self._told(call, None)
        if not asks or (call.safety and call.safety.instead):
            return told
        said_by_model: list[str] = []

        def listen(channel: AnswerChannel) -> TextFilter | None:
            return _Listening(said_by_model) if channel.kind is Kind.TEXT else None

        channels = Channels(call.stand_ins, (*self.pipeline.stages.filters(call), listen), ())
        asked = call.asked = ModelCall(call.shape.id, call.model, call.scanned.body, False, call.on)
        await answer_whole(call, self.pipeline.service, asked, channels)
        return _with_answer(told, "".join(said_by_model), _content(bytes(heard.body)))

    def _told(self, call: Call, refused: Refused | None) -> Seen:
        decided = call.answer
        shown = call.goes_out or (decided is not None and decided.verdict is Verdict.HOLD)
        if refused is None and decided is not None and not call.goes_out:
            refused = self.pipeline.refusal(decided)
        return Seen(
            verdict=decided.verdict.value if decided else Verdict.REFUSE.value,
            revision=call.held.bundle.revision if call.held else 0,
            code=refused.code if refused else "",
            message=refused.message if refused else "",
            elements=call.elements,
            pieces=_pieces(call),
            sent=str(call.body["messages"][-1]["content"]) if shown and call.scanned else "",
            safety=call.safety,
        )


def _key_of(tried: Tried, keys: tuple[PackKey, ...]) -> PackKey:
    """The person's own key, or one that opens the use as theirs would: it exists for this trial alone."""
    if tried.key_id:
        found = next((each for each in keys if each.key_id == tried.key_id and each.use_id == tried.use_id), None)
        if found is None:
            raise Refused(401, "key_unknown", "The gateway does not know this key yet. Try again in a few seconds.")
        return found
    bands = frozenset({tried.grade_band or NO_CLASS})
    training = frozenset(tried.training)
    return PackKey("", "", tried.use_id, HolderKind.PERSON, tried.role, bands, tried.school, training)


def _pieces(call: Call) -> tuple[Piece, ...]:
    """What was found, with what takes its place."""
    if call.scanned is None:
        return ()
    names = call.stand_ins.by_value
    return tuple(
        Piece(
            start=each.start,
            end=each.end,
            element=each.element,
            stand_in=names.get((each.word, slot.text[each.start : each.end]), ""),
        )
        for slot in call.scanned.slots
        if slot.key == "content"
        for each in slot.found
    )


def _content(answer: bytes) -> str:
    try:
        return str(orjson.loads(answer)["choices"][0]["message"]["content"] or "")
    except (orjson.JSONDecodeError, LookupError, TypeError):
        return ""


def _with_answer(told: Seen, answered: str, restored: str) -> Seen:
    return msgspec.structs.replace(told, answered=answered, restored=restored)
