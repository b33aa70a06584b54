"""Grounded responses: what is asked, where the passages go, which text of the answer is judged.

Of what a model service sends, only the text that is meant for the reader is read. What goes out is put together here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from chalkline.gateway.inbound.bearing_out import Bearing, Gate
from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.grounding import (
    is_text,
    more_than_text,
    no_question,
    other_form,
    own_sources,
    question_of,
    with_orders,
)
from chalkline.gateway.inbound.media import kind_of
from chalkline.gateway.inbound.responses_said import INCOMPLETE, SaidEvents, response_of
from chalkline.gateway.inbound.responses_stream import LAST
from chalkline.gateway.inbound.scanning import text_of
from chalkline.gateway.inbound.shape import Told, Unreadable, read_json, tokens_of, whole_number

TOKENS = ("input_tokens", "output_tokens")
READ = {"output_text": "text", "refusal": "refusal"}  # parts of a message for the reader, with the field of their text
DELTAS = frozenset(f"response.{each}.delta" for each in READ)
DONE = {f"response.{kind}.done": of for kind, of in READ.items()}
BETWEEN = "\n\n"  # two texts of one answer are two paragraphs


class GroundedResponses:
    """The route of responses."""

    def asked(self, body: dict[str, Any]) -> str:
        """The input, or the text of its last message."""
        if body.get("tools"):
            raise own_sources()
        said = body.get("text")
        form = said.get("format") if isinstance(said, dict) else None
        if form and not (isinstance(form, dict) and form.get("type") == "text"):
            raise other_form()
        items = body["input"]
        if isinstance(items, str):
            return question_of(items)
        if any(kind_of(each, without="message") != "message" or not is_text(each.get("content")) for each in items):
            raise more_than_text()
        if items[-1].get("role") != "user":
            raise no_question()
        return question_of(text_of(items[-1].get("content")))

    def put_in(self, body: dict[str, Any], passages: str) -> None:
        """Before the input, or before the text of its last message."""
        body["instructions"] = with_orders(body.get("instructions") or "")
        if isinstance(body["input"], str):
            body["input"] = f"{passages}\n\n{body['input']}"
            return
        last = body["input"][-1]
        last["content"] = f"{passages}\n\n{text_of(last.get('content'))}"

    def bear_out(self, answer: dict[str, Any], channels: Channels, bearing: Bearing) -> dict[str, Any]:
        """A response with one message: what may go out of the texts of all."""
        check, texts = bearing.of(0), []
        for item in answer["output"]:
            for part in (item.get("content") or ()) if kind_of(item) == "message" else ():
                of = READ.get(kind_of(part))
                if of and isinstance(part.get(of), str):
                    texts.append(part[of])
        text = check.feed(BETWEEN.join(texts)) + check.finish()
        told = replace(_frame(answer, channels), text=channels.through(text, 0, Kind.TEXT, "content"))
        return _whole(told, answer)

    def stream(self, channels: Channels, bearing: Bearing) -> GroundedResponsesStream:
        """What follows one stream."""
        return GroundedResponsesStream(channels, bearing)


@dataclass
class GroundedResponsesStream:
    """Follows a grounded stream of a response."""

    channels: Channels
    bearing: Bearing
    tokens_in: int = 0
    tokens_out: int = 0
    done: bool = False
    came_to_its_end: bool = False  # only its last event says that a response is over
    _gate: Gate = field(init=False)
    _said: SaidEvents | None = None
    _last: dict[str, Any] = field(default_factory=dict)
    _out: list[str] = field(default_factory=list)
    _heard: set[tuple[int, int]] = field(default_factory=set)  # texts that came in pieces

    def __post_init__(self) -> None:
        self._gate = Gate(self.bearing.of(0), self.channels.of(0, Kind.TEXT, "content"))

    def edit(self, data: bytes) -> bytes:
        """One event's data in; what may go out of it, nothing while a sentence is not whole. Raises Unreadable."""
        event = read_json(data)
        kind = event.get("type")
        if not isinstance(kind, str) or kind in {"error", "response.failed"}:
            raise Unreadable
        if isinstance(event.get("response"), dict):
            self._last = event["response"]
        if kind in LAST:
            self.done = True
            self.tokens_in, self.tokens_out = tokens_of(self._last.get("usage"), TOKENS)
            return b""
        if kind in DELTAS:
            return self._piece(event, event.get("delta"))
        place = _place(event)
        if kind in DONE and place not in self._heard:
            return self._piece(event, event.get(DONE[kind]))
        return b""

    def ending(self) -> bytes:
        """What is still held back, and the response whole."""
        rest = self._gate.finish()
        before = self._told(rest) if rest or self._said is None else b""
        assert self._said is not None
        told = replace(self._said.told, text="".join(self._out))
        return before + self._said.closing(_whole(told, self._last))

    def _piece(self, event: dict[str, Any], text: Any) -> bytes:
        if not isinstance(text, str):
            raise Unreadable
        place = _place(event)
        begins = bool(self._heard) and place not in self._heard
        self._heard.add(place)
        told = self._gate.feed(BETWEEN + text if begins else text)
        return self._told(told) if told else b""

    def _told(self, text: str) -> bytes:
        before = b""
        if self._said is None:
            self._said = SaidEvents(_frame(self._last, self.channels))
            before = self._said.opening()
        self._out.append(text)
        return before + self._said.piece(text)


def _place(event: dict[str, Any]) -> tuple[int, int]:
    return whole_number(event.get("output_index")), whole_number(event.get("content_index"))


def _frame(response: dict[str, Any], channels: Channels) -> Told:
    """Which response of which model it is; nothing else of its frame goes on."""
    answer_id = str(response.get("id") or "")[:200].removeprefix("resp_")
    model = str(response.get("model") or "")[:200]
    created = whole_number(response.get("created_at"))
    return Told("", channels.restored(model), channels.restored(answer_id), created)


def _whole(told: Told, response: dict[str, Any]) -> dict[str, Any]:
    details = response.get("incomplete_details")
    why = str(details.get("reason")) if isinstance(details, dict) else ""
    cut = response.get("status") == "incomplete"
    return response_of(
        told,
        status="incomplete" if cut else "completed",
        tokens=tokens_of(response.get("usage"), TOKENS),
        why_incomplete=why if cut and why in INCOMPLETE else "",
    )
