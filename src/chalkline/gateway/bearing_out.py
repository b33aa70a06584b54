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

from chalkline.gateway.events import StreamEditor, Unreadable, read_answer, whole_number
from chalkline.gateway.grounding import text_of
from chalkline.protect.borne_out.answers import AnswerCheck
from chalkline.protect.redacting import StandIns, StreamRestorer

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


def bear_out(data: bytes, stand_ins: StandIns, bearing: Bearing) -> tuple[bytes, int, int]:
    """A whole answer as it may go out, with its tokens in and out. Raises Unreadable for what is no answer."""
    answer, *tokens = read_answer(data)
    choices = []
    for choice in answer["choices"]:
        message = choice.get("message") if isinstance(choice, dict) else None
        if not isinstance(message, dict):
            raise Unreadable
        number = whole_number(choice.get("index"))
        check = bearing.of(number)
        said = check.feed(_said(message)) + check.finish()
        told = {"role": "assistant", "content": stand_ins.restore(said)}
        choices.append({"index": number, "message": told, "finish_reason": _finish(choice)})
    return orjson.dumps({**_kept(answer), "choices": choices}), tokens[0], tokens[1]


@dataclass
class GroundedEditor(StreamEditor):
    """Follows a grounded stream: one sentence of each choice is held back until it was judged.

    A choice begins with its first sentence that may go out: until then its greeting waits, and so do its notes, because
    an answer of which nothing holds is refused instead.
    """

    bearing: Bearing = field(kw_only=True)
    _restorers: dict[int, StreamRestorer] = field(default_factory=dict)
    _waiting: dict[int, str] = field(default_factory=dict)
    _spoken: set[int] = field(default_factory=set)

    def edit(self, data: bytes) -> bytes:
        """One event's data in; what may go out of it, nothing while a sentence is not whole. Raises Unreadable."""
        event = self._read(data)
        choices = [told for each in event["choices"] if (told := self._told(each))]
        if not choices and (event.get("usage") is None or self.bearing.nothing_held):
            return b""
        return b"data: " + orjson.dumps({**_kept(event), "choices": choices}) + b"\n\n"

    def rest(self) -> bytes:
        """An event with whatever is still held back, or nothing."""
        choices = []
        for number in sorted(self._restorers):
            text = self._waiting.pop(number, "") + self._finished(number)
            if text and not self.bearing.nothing_held:
                choices.append({"index": number, "delta": self._delta(number, text), "finish_reason": "stop"})
        return b"data: " + orjson.dumps({**self._last, "choices": choices}) + b"\n\n" if choices else b""

    def _told(self, choice: dict[str, Any]) -> dict[str, Any] | None:
        number, ends = whole_number(choice.get("index")), choice.get("finish_reason") is not None
        check = self.bearing.of(number)
        restorer = self._restorers.setdefault(number, StreamRestorer(self.stand_ins))
        text = self._waiting.pop(number, "") + restorer.feed(check.feed(_said(choice.get("delta") or {})))
        if ends:
            text += self._finished(number)
        if check.nothing_held or not (ends or check.held or check.doubted):
            self._waiting[number] = text
            return None
        if not text and not ends:
            return None
        return {"index": number, "delta": self._delta(number, text), "finish_reason": _finish(choice)}

    def _finished(self, number: int) -> str:
        restorer = self._restorers[number]
        return restorer.feed(self.bearing.of(number).finish()) + restorer.finish()

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
