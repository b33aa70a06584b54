"""A caller who speaks text completions, in front of a model that speaks chat completions.

One prompt becomes one message. What only a model that continues a text can do is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from chalkline.gateway.models.framing import DONE, spelled
from chalkline.gateway.models.speaking import CannotAsk, Json

SAME = ("temperature", "top_p", "n", "stop", "seed", "presence_penalty", "frequency_penalty", "stream")
ONLY_THERE = ("suffix", "echo", "logprobs", "best_of")
USUAL_LENGTH = 16  # tokens, where the caller does not say: what the protocol says
FRAME = ("id", "created", "model", "system_fingerprint")
ENDS = frozenset({"stop", "length", "content_filter"})


def to_chat(body: Json) -> Json:
    """A text completion's request as a chat completion's. Raises CannotAsk for what that cannot say."""
    for name in ONLY_THERE:
        if body.get(name):
            raise CannotAsk(f"The model behind this name answers messages and does not know “{name}”.")
    prompt = body["prompt"]
    if isinstance(prompt, list):
        if len(prompt) != 1:
            raise CannotAsk("The model behind this name takes one prompt at a time.")
        prompt = prompt[0]
    said: Json = {"model": body.get("model"), "messages": [{"role": "user", "content": prompt}]}
    said |= {name: body[name] for name in SAME if body.get(name) is not None}
    said["max_completion_tokens"] = body.get("max_tokens") or USUAL_LENGTH
    return said


@dataclass
class CompletionsFront:
    """Turns chat completions into text completions. The count of tokens of a stream goes only to who asked for it."""

    wants_usage: bool

    def whole(self, completion: Json) -> Json:
        """A whole answer."""
        choices = [_choice(each, each["message"]) for each in completion["choices"]]
        return {**_frame(completion), "choices": choices, "usage": completion.get("usage")}

    def chunk(self, chunk: Json) -> bytes:
        """One event."""
        choices = [_choice(each, each.get("delta") or {}) for each in chunk.get("choices") or []]
        if not choices and not self.wants_usage:
            return b""
        usage = {"usage": chunk["usage"]} if chunk.get("usage") and self.wants_usage else {}
        return spelled(orjson.dumps({**_frame(chunk), "choices": choices, **usage}))

    def finish(self) -> bytes:
        """The end as the protocol says it."""
        return spelled(DONE)


def _frame(said: Json) -> Json:
    return {**{name: said[name] for name in FRAME if name in said}, "object": "text_completion"}


def _choice(choice: Json, said: Json) -> Json:
    ends = choice.get("finish_reason")
    text = (said.get("content") or "") + (said.get("refusal") or "")
    ends = ends if ends is None or ends in ENDS else "stop"
    return {"text": text, "index": choice.get("index") or 0, "logprobs": None, "finish_reason": ends}
