"""Grounded answers of every text route: cut anywhere, the same bytes; a stream says what a whole answer says; nothing
but judged sentences comes through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkline.gateway.inbound.bearing_out import Bearing
from chalkline.gateway.inbound.events import EventReader
from chalkline.gateway.inbound.shape import Unreadable
from chalkline.protect.borne_out.answers import AnswerCheck
from chalkline.protect.borne_out.words import Source
from property.gateway.test_every_shape import PHONE, Route, channels, every_text, heard, message, shouting, strings

HELD = "Wait at the stop for 15 minutes, or call [PHONE_1]. [1]"
INVENTED = "Rides on the moon cost 99 dollars. [1]"
SOURCES = {1: Source(1, "If the bus is late", "Wait at the stop for 15 minutes, or call [PHONE_1].")}
sentences = st.lists(st.sampled_from([HELD, INVENTED, "Hello!", "Thank you.", "\n\n"]), max_size=6).map(" ".join)


def bearing() -> Bearing:
    return Bearing(lambda: AnswerCheck(SOURCES, "When does a late bus come?", False))


def follow(route: Route, pieces: Iterable[bytes], judged: Bearing, *makers: Callable[..., Any]) -> bytes:
    """What the caller reads, as the gateway follows a grounded stream."""
    assert route.shape.grounding
    reader, stream, out = EventReader(), route.shape.grounding.stream(channels(*makers), judged), b""
    for piece in pieces:
        for event in reader.feed(piece):
            out += stream.edit(event)
            if stream.done:
                assert stream.tokens_out in {0, 9}
                return out + stream.ending()
    raise AssertionError("it did not come to its end")


@every_text
@given(sentences, st.data())
def test_cutting_a_grounded_stream_anywhere_changes_no_byte(route: Route, text: str, data: st.DataObject) -> None:
    whole = route.streamed(message(text, "I think " + INVENTED, INVENTED))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=12)))
    pieces = [whole[start:end] for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    out = follow(route, pieces, bearing(), shouting)
    assert out == follow(route, [whole], bearing(), shouting)
    assert b"moon" not in out.lower() and set(heard(out)) <= {"content"}


@every_text
@given(sentences)
def test_a_grounded_stream_says_what_a_grounded_answer_says(route: Route, text: str) -> None:
    said = message(text, "I think " + INVENTED, INVENTED)
    streamed, whole = bearing(), bearing()
    out = follow(route, [route.streamed(said)], streamed)
    assert route.shape.grounding
    answer, _in, _out = route.shape.read_answer(json.dumps(route.whole(said)).encode())
    told = route.shape.grounding.bear_out(answer, channels(keeps=False), whole)
    went_out = whole.of(0).held + whole.of(0).doubted
    assert streamed.of(0).held + streamed.of(0).doubted == went_out == text.count(HELD)
    assert "moon" not in json.dumps(told) and "[PHONE_1]" not in json.dumps(told)
    if whole.nothing_held:
        return  # refused, whichever way it came
    content = heard(out).get("content", "")
    assert content in ("", *strings(told)) and (PHONE in content) == (HELD in text)


@every_text
@pytest.mark.parametrize("data", [b"", b"[]", b'{"type":"error","error":{}}', b'{"type":7}', b"hello"])
def test_what_is_no_event_of_a_grounded_stream_is_not_passed_on(route: Route, data: bytes) -> None:
    assert route.shape.grounding
    with pytest.raises(Unreadable):
        route.shape.grounding.stream(channels(), bearing()).edit(data)
