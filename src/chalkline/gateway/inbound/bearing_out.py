"""A grounded answer on its way out: each sentence against the approved passages, whole answers and streams alike.

Only what can be checked goes out: the text of each choice. Reasoning, calls of tools, probabilities of words and
whatever else a model service adds could say what the sentences may not. Sentences are judged by
``protect.borne_out``, before stand-ins are put back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.chat_stream import LAST, ChatStream
from chalkline.gateway.inbound.scanning import text_of
from chalkline.gateway.inbound.shape import Unreadable, whole_number
from chalkline.protect.borne_out.answers import AnswerCheck

KEPT = ("id", "object", "created", "model", "usage", "system_fingerprint", "service_tier")


@dataclass
class Bearing:
    """How the sentences of one call are judged, and how many held. ``checks`` by choice."""

    new_check: Callable[[], AnswerCheck]
    checks: dict[int, AnswerCheck] = field(default_factory=dict)

    def of(self, choice: int) -> AnswerCheck:
        """The check of one choice."""
        if choice not in self.checks:
            self.checks[choice] = self.new_check()
        return self.checks[choice]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Sentences that held, that went out with a mark, that were left out."""
        found = list(self.checks.values())
        return (
            sum(each.held for each in found),
            sum(each.doubted for each in found),
            sum(each.left_out for each in found),
        )

    @property
    def nothing_held(self) -> bool:
        """Whether nothing of what any choice stated may go out."""
        return bool(self.checks) and all(each.nothing_held for each in self.checks.values())


def bear_out(answer: dict[str, Any], channels: Channels, bearing: Bearing) -> dict[str, Any]:
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
        choices.append({"index": number, "message": told, "finish_reason": _finish(choice)})
    return {**_kept(answer), "choices": choices}


@dataclass
class GroundedStream(ChatStream):
    """Follows a grounded stream: one sentence of each choice is held back until it was judged.

    A choice begins with its first sentence that may go out: until then its greeting waits, and so do its notes, because
    an answer of which nothing holds is refused instead.
    """

    bearing: Bearing = field(kw_only=True)
    _waiting: dict[int, str] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)
    _spoken: set[int] = field(default_factory=set)

    def edit(self, data: bytes) -> bytes:
        """One event's data in; what may go out of it, nothing while a sentence is not whole. Raises Unreadable."""
        if self.is_last(data):
            return b""
        event = self.read(data)
        choices = [told for each in event["choices"] if (told := self._told(each))]
        if not choices and (event.get("usage") is None or self.bearing.nothing_held):
            return b""
        return b"data: " + orjson.dumps({**_kept(event), "choices": choices}) + b"\n\n"

    def ending(self) -> bytes:
        """What is still held back, and the word that it is over."""
        choices = []
        for number in sorted(self._seen):
            text = self._waiting.pop(number, "") + self._finished(number)
            if text and not self.bearing.nothing_held:
                choices.append({"index": number, "delta": self._delta(number, text), "finish_reason": "stop"})
        return (b"data: " + orjson.dumps({**self._last, "choices": choices}) + b"\n\n" if choices else b"") + LAST

    def _told(self, choice: dict[str, Any]) -> dict[str, Any] | None:
        number, ends = whole_number(choice.get("index")), choice.get("finish_reason") is not None
        self._seen.add(number)
        check = self.bearing.of(number)
        said = check.feed(_said(choice.get("delta") or {}))
        text = self._waiting.pop(number, "") + self.channels.of(number, Kind.TEXT, "content").feed(said)
        if ends:
            text += self._finished(number)
        if check.nothing_held or not (ends or check.held or check.doubted):
            self._waiting[number] = text
            return None
        if not text and not ends:
            return None
        return {"index": number, "delta": self._delta(number, text), "finish_reason": _finish(choice)}

    def _finished(self, number: int) -> str:
        chain = self.channels.of(number, Kind.TEXT, "content")
        return chain.feed(self.bearing.of(number).finish()) + chain.finish()

    def _delta(self, number: int, text: str) -> dict[str, Any]:
        first = number not in self._spoken
        self._spoken.add(number)
        return {"role": "assistant", "content": text} if first else {"content": text} if text else {}


def _said(message: dict[str, Any]) -> str:
    """What a message or a delta says to the reader; a refusal of the model is said to the reader, too."""
    return "".join(text_of(message.get(name)) for name in ("content", "refusal"))


def _finish(choice: dict[str, Any]) -> str | None:
    ends = choice.get("finish_reason")
    if ends is None:
        return None
    return ends if ends in {"stop", "length", "content_filter"} else "stop"


def _kept(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: answer[name] for name in KEPT if name in answer}
