"""Grounded text completions: one prompt that is a question, and the text of each choice judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from chalkline.gateway.inbound.bearing_out import Bearing
from chalkline.gateway.inbound.channels import Channels, Kind
from chalkline.gateway.inbound.grounded_chat import GroundedStream, finish_of, kept_of
from chalkline.gateway.inbound.grounding import question_of, text_only, with_orders
from chalkline.gateway.inbound.shape import Unreadable, whole_number

PLACE = "text"


class GroundedCompletions:
    """The route of text completions."""

    def asked(self, body: dict[str, Any]) -> str:
        """The prompt."""
        if body.get("echo") or body.get("suffix"):
            raise text_only("It asks for its own words again, or for words between others.")
        prompt = body["prompt"]
        if isinstance(prompt, list) and len(prompt) > 1:
            raise text_only("It asks several things at once.")
        return question_of(prompt if isinstance(prompt, str) else prompt[0])

    def put_in(self, body: dict[str, Any], passages: str) -> None:
        """The rules and the passages before the prompt."""
        prompt = body["prompt"] if isinstance(body["prompt"], str) else body["prompt"][0]
        body["prompt"] = f"{with_orders('')}\n\n{passages}\n\n{prompt}\n\n"

    def bear_out(self, answer: dict[str, Any], channels: Channels, bearing: Bearing) -> dict[str, Any]:
        """A whole answer as it may go out. Raises Unreadable for what is no answer."""
        choices = []
        for choice in answer["choices"]:
            if not isinstance(choice, dict):
                raise Unreadable
            number = whole_number(choice.get("index"))
            check = bearing.of(number)
            said = channels.through(check.feed(said_in(choice)) + check.finish(), number, Kind.TEXT, PLACE)
            choices.append({"text": said, "index": number, "logprobs": None, "finish_reason": finish_of(choice)})
        return {**kept_of(answer, channels), "choices": choices}

    def stream(self, channels: Channels, bearing: Bearing) -> GroundedCompletionsStream:
        """What follows one stream."""
        return GroundedCompletionsStream(channels, bearing=bearing)


@dataclass
class GroundedCompletionsStream(GroundedStream):
    """Follows a grounded stream of chunks whose choices have a text each."""

    place: ClassVar[str] = PLACE

    def said_in(self, choice: dict[str, Any]) -> str:
        """What a choice of a chunk says to the reader."""
        return said_in(choice)

    def choice_of(self, number: int, text: str, ends: str | None) -> dict[str, Any]:
        """A choice of a chunk that says a text."""
        return {"text": text, "index": number, "logprobs": None, "finish_reason": ends}


def said_in(choice: dict[str, Any]) -> str:
    """The text of a choice."""
    text = choice.get("text")
    return text if isinstance(text, str) else ""
