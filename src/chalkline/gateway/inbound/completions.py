"""Text completions: POST /v1/completions, the older protocol that some programs still speak, whole and as a stream.

Prompts are texts. A prompt that is cut into tokens already cannot be looked at and is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.chat_stream import LAST, ChatStream, spelled
from chalkline.gateway.inbound.grounded_completions import GroundedCompletions
from chalkline.gateway.inbound.shape import (
    NAMES_THE_CALLER,
    Said,
    Shape,
    Told,
    Unreadable,
    check_frame,
    keep_only,
    read_json,
    restored_elsewhere,
    tokens_of,
    whole_number,
)
from chalkline.gateway.refusing import body_unclear

PLACE = "text"
ANSWER = frozenset({"id", "object", "created", "model", "choices", "usage", "system_fingerprint"})
CHOICE = frozenset({"text", "index", "logprobs", "finish_reason"})


class Completions(Shape):
    """The route of text completions."""

    id = "completions"
    path = "/v1/completions"
    leaves_out = NAMES_THE_CALLER
    grounding = GroundedCompletions()

    def read(self, body: dict[str, Any]) -> None:
        """A prompt, or several, each a text."""
        check_frame(body)
        asked = body.get("prompt")
        if not isinstance(asked, str | list) or not asked:
            raise body_unclear("It has no prompt.")
        if isinstance(asked, list) and not all(isinstance(each, str) for each in asked):
            raise body_unclear("Its prompt is not text. Lists of tokens cannot be looked at; send the text itself.")
        if not isinstance(body.get("suffix"), str | None):
            raise body_unclear("“suffix” is not a text.")

    def said(self, body: dict[str, Any]) -> Iterator[Said]:
        """Each prompt, and what is to follow."""
        asked = body["prompt"]
        for each in (*([asked] if isinstance(asked, str) else asked), body.get("suffix")):
            if each:
                yield Said("user", each, newest=True)

    def tools_of(self, body: dict[str, Any]) -> frozenset[str] | None:
        """None: the protocol has none."""
        return frozenset()

    def read_answer(self, data: bytes) -> tuple[dict[str, Any], int, int]:
        """An object with choices."""
        answer = read_json(data)
        if not isinstance(answer.get("choices"), list):
            raise Unreadable
        return answer, *tokens_of(answer.get("usage"))

    def edit_answer(self, answer: dict[str, Any], channels: Channels) -> None:
        """Each choice's text, what it repeats of the prompt included."""
        keep_only(answer, ANSWER)
        done: set[tuple[int, str]] = set()
        for choice in answer["choices"]:
            text = _text_of(choice)
            choice["text"] = channels.through(text, whole_number(choice.get("index")), Kind.TEXT, PLACE)
            done.add((id(choice), "text"))
        restored_elsewhere(answer, channels, done)

    def stream(self, channels: Channels) -> CompletionsStream:
        """What follows one stream."""
        return CompletionsStream(channels)

    def told(self, told: Told) -> dict[str, Any]:
        """A text of ours as a text completion."""
        usage = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
        return {**_frame(told), "choices": [_choice(told.text, "stop")], "usage": usage}

    def told_stream(self, told: Told) -> bytes:
        """A text of ours as two chunks."""
        choices = (_choice(told.text, None), _choice("", "stop"))
        return b"".join(spelled({**_frame(told), "choices": [each]}) for each in choices) + LAST


@dataclass
class CompletionsStream(ChatStream):
    """Follows one stream of chunks whose choices have a text each."""

    def ending(self) -> bytes:
        """What is still held back, and the word that it is over."""
        rest = [
            {**_choice(text, None), "index": number}
            for number in sorted({number for number, _, _ in self.channels.begun()})
            if (text := self.channels.of(number, Kind.TEXT, PLACE).finish())
        ]
        return (spelled({**self._last, "choices": rest}) if rest else b"") + LAST

    def _edit_choice(self, choice: dict[str, Any]) -> None:
        text = _text_of(choice)
        chain = self.channels.of(whole_number(choice.get("index")), Kind.TEXT, PLACE)
        choice["text"] = chain.feed(text)
        if choice.get("finish_reason") is not None:
            choice["text"] += chain.finish()


def _text_of(choice: Any) -> str:
    """The text of a choice; probabilities of words and what nobody knows are left out of it. Raises Unreadable."""
    if not isinstance(choice, dict) or not isinstance(choice.get("text"), str | None):
        raise Unreadable
    if choice.get("logprobs") is not None:
        choice["logprobs"] = None
    keep_only(choice, CHOICE)
    return choice.get("text") or ""


def _frame(told: Told) -> dict[str, Any]:
    return {"id": f"cmpl-{told.answer_id}", "object": "text_completion", "created": told.created, "model": told.model}


def _choice(text: str, ends: str | None) -> dict[str, Any]:
    return {"text": text, "index": 0, "logprobs": None, "finish_reason": ends}
