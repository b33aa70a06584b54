"""The answer of a model on its way to the caller: whole or as a stream, through the filters of its channels."""

from __future__ import annotations

import asyncio
import time

import orjson

from chalkline.gateway.inbound.call import Call
from chalkline.gateway.inbound.channels import Channels
from chalkline.gateway.inbound.events import EventReader
from chalkline.gateway.inbound.shape import AnswerStream, Told, Unreadable
from chalkline.gateway.model_service import ModelService
from chalkline.gateway.models.words import ModelCall
from chalkline.gateway.refusing import model_cut, model_nonsense, model_not_borne_out, model_slow
from chalkline.rulebook.wire import Outcome

IN_A_THREAD = 32 * 1024  # bytes of an answer above which its filters leave the event loop


async def answer_whole(call: Call, service: ModelService, asked: ModelCall, channels: Channels) -> None:
    """Ask the model and give its whole answer."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(service.longest(call.model)), service.ask(asked) as answer:
            data = await answer.whole()
    except TimeoutError:
        raise model_slow() from None
    finally:
        call.model_ms = int((time.monotonic() - began) * 1000)
    try:
        is_large = len(data) > IN_A_THREAD
        data = await asyncio.to_thread(_edited, call, data, channels) if is_large else _edited(call, data, channels)
    except (Unreadable, RecursionError):
        raise model_nonsense() from None
    _must_hold(call)
    call.bytes_out = len(data)
    await call.record(Outcome.ANSWERED, 200)
    await call.say_whole(200, data)


def _edited(call: Call, data: bytes, channels: Channels) -> bytes:
    """A whole answer as it goes to the caller. Raises Unreadable, and Refused where a filter does."""
    read, call.tokens_in, call.tokens_out = call.shape.read_answer(data)
    if call.bearing and call.shape.grounding:
        return orjson.dumps(call.shape.grounding.bear_out(read, channels, call.bearing))
    if channels.idle:
        return data
    call.shape.edit_answer(read, channels)
    return orjson.dumps(read)


async def answer_streaming(call: Call, service: ModelService, asked: ModelCall, channels: Channels) -> None:
    """Ask the model and pass its answer on as it comes."""
    began = time.monotonic()
    reader = EventReader()
    grounding = call.shape.grounding if call.bearing else None
    stream = grounding.stream(channels, call.bearing) if grounding and call.bearing else call.shape.stream(channels)
    try:
        async with asyncio.timeout(service.longest(call.model)), service.ask(asked) as answer:
            if not answer.content_type.startswith("text/event-stream"):
                raise model_nonsense()
            async for piece in answer.pieces():
                await _pass_on(call, reader.feed(piece), stream)
                if stream.done:
                    break
    except TimeoutError:
        raise model_slow() from None
    except (Unreadable, RecursionError):
        raise model_nonsense() from None
    finally:
        call.model_ms = int((time.monotonic() - began) * 1000)
        call.tokens_in, call.tokens_out = stream.tokens_in, stream.tokens_out
    if not stream.done and not stream.came_to_its_end:
        raise model_cut()
    last = stream.ending()
    _must_hold(call)
    await _end_stream(call, last)


async def answer_instead(call: Call, text: str, code: str) -> None:
    """Give a text of ours as an answer; no model is asked."""
    told = Told(text, call.model, f"chalkline-{call.decision_id}", int(call.at.timestamp()))
    if call.stream:
        await _end_stream(call, call.shape.told_stream(told), code)
        return
    data = orjson.dumps(call.shape.told(told))
    call.bytes_out = len(data)
    await call.record(Outcome.ANSWERED, 200, code)
    await call.say_whole(200, data)


async def _pass_on(call: Call, events: list[bytes], stream: AnswerStream) -> None:
    """Send the events of one read together."""
    out = []
    for data in events:
        out.append(stream.edit(data))
        if stream.done:
            break
    if text := b"".join(out):
        call.bytes_out += len(text)
        await call.begin_stream()
        await call.send({"type": "http.response.body", "body": text, "more_body": True})


async def _end_stream(call: Call, last: bytes, code: str = "") -> None:
    call.bytes_out += len(last)
    await call.record(Outcome.ANSWERED, 200, code)
    await call.begin_stream()
    await call.send({"type": "http.response.body", "body": last, "more_body": False})


def _must_hold(call: Call) -> None:
    """Refuse a grounded answer of which nothing may go out."""
    if call.bearing and call.bearing.nothing_held:
        raise model_not_borne_out()
