"""Grounded chat completions: what is asked, where the passages go, which text of the answer is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from chalkline.gateway.inbound.bearing_out import Bearing, Gate
from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.chat_stream import LAST, ChatStream, spelled
from chalkline.gateway.inbound.grounding import (
    is_text,
    more_than_text,
    no_question,
    other_form,
    own_sources,
    question_of,
    with_orders,
)
from chalkline.gateway.inbound.scanning import text_of
from chalkline.gateway.inbound.shape import Unreadable, restored_elsewhere, whole_number

KEPT = ("id", "object", "created", "model", "usage", "system_fingerprint", "service_tier")
# With any of these the answer could come from elsewhere than the passages.
OTHER_SOURCES = ("tools", "functions", "web_search_options", "plugins", "prediction", "audio")
OTHER_ROLES = frozenset({"tool", "function"})


class GroundedChat:
    """The route of chat completions."""

    def asked(self, body: dict[str, Any]) -> str:
        """The text of the last message. Each call is answered by what it asks itself: earlier turns support nothing."""
        if any(body.get(name) for name in OTHER_SOURCES):
            raise own_sources()
        form = body.get("response_format")
        if form and not (isinstance(form, dict) and form.get("type") == "text"):
            raise other_form()
        messages = body["messages"]
        if any(each.get("role") in OTHER_ROLES or not is_text(each.get("content")) for each in messages):
            raise more_than_text()
        last = messages[-1]
        if last.get("role") != "user":
            raise no_question()
        return question_of(text_of(last.get("content")))

    def put_in(self, body: dict[str, Any], passages: str) -> None:
        """One system message and one user message at the end: every chat template takes that."""
        messages: list[dict[str, Any]] = body["messages"]
        last = messages[-1]
        last["content"] = f"{passages}\n\n{text_of(last['content'])}"
        first = messages[0]
        if first.get("role") in {"system", "developer"}:
            first["content"] = with_orders(text_of(first.get("content")))
        else:
            messages.insert(0, {"role": "system", "content": with_orders("")})

    def bear_out(self, answer: dict[str, Any], channels: Channels, bearing: Bearing) -> dict[str, Any]:
        """A whole answer as it may go out. Raises Unreadable for what is no answer."""
        choices = []
        for choice in answer["choices"]:
            message = choice.get("message") if isinstance(choice, dict) else None
            if not isinstance(message, dict):
                raise Unreadable
            number = whole_number(choice.get("index"))
            check = bearing.of(number)
            said = check.feed(_said(message)) + check.finish()
            told = {"role": "assistant", "content": channels.through(said, number, Kind.TEXT, "content")}
            choices.append({"index": number, "message": told, "finish_reason": finish_of(choice)})
        return {**kept_of(answer, channels), "choices": choices}

    def stream(self, channels: Channels, bearing: Bearing) -> GroundedStream:
        """What follows one stream."""
        return GroundedStream(channels, bearing=bearing)


@dataclass
class GroundedStream(ChatStream):
    """Follows a grounded stream of chunks."""

    place: ClassVar[str] = "content"
    bearing: Bearing = field(kw_only=True)
    _gates: dict[int, Gate] = field(default_factory=dict)
    _spoken: set[int] = field(default_factory=set)

    def edit(self, data: bytes) -> bytes:
        """One event's data in; what may go out of it, nothing while a sentence is not whole. Raises Unreadable."""
        if self.is_last(data):
            return b""
        event = self.read(data)
        choices = [told for each in event["choices"] if (told := self._told(each))]
        if not choices and (event.get("usage") is None or self.bearing.nothing_held):
            return b""
        return spelled({**kept_of(event, self.channels), "choices": choices})

    def ending(self) -> bytes:
        """What is still held back, and the word that it is over."""
        choices = []
        for number, gate in sorted(self._gates.items()):
            text = gate.finish()
            if text and not self.bearing.nothing_held:
                choices.append(self.choice_of(number, text, "stop"))
        rest = {**kept_of(self._last, self.channels), "choices": choices}
        return (spelled(rest) if choices else b"") + LAST

    def _told(self, choice: dict[str, Any]) -> dict[str, Any] | None:
        number, ends = whole_number(choice.get("index")), choice.get("finish_reason") is not None
        gate = self._gates.get(number)
        if gate is None:
            chain = self.channels.of(number, Kind.TEXT, self.place)
            gate = self._gates[number] = Gate(self.bearing.of(number), chain)
        text = gate.feed(self.said_in(choice), ends=ends)
        if gate.check.nothing_held or not (text or ends):
            return None
        return self.choice_of(number, text, finish_of(choice))

    def said_in(self, choice: dict[str, Any]) -> str:
        """What a choice of a chunk says to the reader."""
        return _said(choice.get("delta") or {})

    def choice_of(self, number: int, text: str, ends: str | None) -> dict[str, Any]:
        """A choice of a chunk that says a text."""
        return {"index": number, "delta": self._delta(number, text), "finish_reason": ends}

    def _delta(self, number: int, text: str) -> dict[str, Any]:
        first = number not in self._spoken
        self._spoken.add(number)
        return {"role": "assistant", "content": text} if first else {"content": text} if text else {}


def _said(message: dict[str, Any]) -> str:
    """What a message or a delta says to the reader; a refusal of the model is said to the reader, too."""
    return "".join(text_of(message.get(name)) for name in ("content", "refusal"))


def finish_of(choice: dict[str, Any]) -> str | None:
    """Why a choice ended, where that says nothing else."""
    ends = choice.get("finish_reason")
    if ends is None:
        return None
    return ends if ends in {"stop", "length", "content_filter"} else "stop"


def kept_of(answer: dict[str, Any], channels: Channels) -> dict[str, Any]:
    """What of an answer's frame may go on."""
    kept = {name: answer[name] for name in KEPT if name in answer}
    restored_elsewhere(kept, channels, set())
    return kept
