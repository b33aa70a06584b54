"""How a deployment is spoken to: what goes out, and how what comes back is read. Translators do nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

from chalkline.gateway.models.framing import DONE, Frames, Nonsense, events_in, spelled
from chalkline.gateway.refusing import Refused, model_cut
from chalkline.protect.links import LinkFilter

Json = dict[str, Any]
LONGEST_WORDS = 500  # characters of what a provider says about a fault


class CannotAsk(Refused):
    """This call cannot be put to this provider without losing what it says."""

    def __init__(self, what: str) -> None:
        super().__init__(400, "model_cannot", f"This call was not sent. {what} Leave it out, or choose another model.")


@dataclass
class Usage:
    """Tokens as the provider counted them; 0 where it did not."""

    tokens_in: int = 0
    tokens_out: int = 0

    def note(self, tokens_in: Any, tokens_out: Any) -> None:
        """Take what looks like a count."""
        self.tokens_in = count(tokens_in) or self.tokens_in
        self.tokens_out = count(tokens_out) or self.tokens_out


class Reader(Protocol):
    """Reads one answer. ``size``: about how many bytes of text it has, where nobody counts tokens."""

    usage: Usage
    size: int
    done: bool  # whether a stream has said that it is over

    def whole(self, data: bytes) -> bytes:
        """A whole answer, in the caller's shape. Raises Nonsense."""

    def feed(self, piece: bytes) -> bytes:
        """A piece of a stream, in the caller's shape. Raises Nonsense."""

    def finish(self) -> bytes:
        """What is left at the stream's end. Raises Refused where it is not the end."""


@dataclass(frozen=True)
class Outgoing:
    """What is sent: the path below the deployment's address, the body, and who reads the answer."""

    path: str
    body: bytes
    reader: Reader


class Back(Protocol):
    """Turns what one provider answers into chat completions."""

    usage: Usage
    finished: bool

    def whole(self, answer: Json) -> Json:
        """A whole answer."""

    def event(self, event: Json) -> list[Json]:
        """The chunks that one event of a stream makes. The last one carries ``usage``."""


class Front(Protocol):
    """Turns chat completions into the shape of a caller."""

    def whole(self, completion: Json) -> Json:
        """A whole answer."""

    def chunk(self, chunk: Json) -> bytes:
        """The events that one chunk makes; may be none."""

    def finish(self) -> bytes:
        """The last events."""


@dataclass
class ChatFront:
    """A caller who speaks chat completions: nothing to turn, but the count of tokens goes only to who asked for it."""

    wants_usage: bool

    def whole(self, completion: Json) -> Json:
        """As it is."""
        return completion

    def chunk(self, chunk: Json) -> bytes:
        """One event."""
        if not chunk.get("choices") and not self.wants_usage:
            return b""
        return spelled(orjson.dumps(chunk))

    def finish(self) -> bytes:
        """The end as the protocol says it."""
        return spelled(DONE)


@dataclass
class OpenAIBack:
    """A provider that speaks chat completions: nothing to turn."""

    usage: Usage = field(default_factory=Usage)
    finished: bool = False

    def whole(self, answer: Json) -> Json:
        """As it is."""
        if not isinstance(answer.get("choices"), list):
            raise Nonsense
        self._note(answer)
        return answer

    def event(self, event: Json) -> list[Json]:
        """As it is."""
        if "error" in event or not isinstance(event.get("choices"), list):
            raise Nonsense
        self._note(event)
        self.finished = self.finished or any(each.get("finish_reason") for each in event["choices"])
        return [event]

    def _note(self, said: Json) -> None:
        usage = said.get("usage")
        if isinstance(usage, dict):
            self.usage.note(usage.get("prompt_tokens"), usage.get("completion_tokens"))


@dataclass
class Translating:
    """Reads a provider's answer through a Back and gives it through a Front."""

    back: Back
    front: Front
    usage: Usage = field(init=False)
    size: int = 0
    done: bool = False
    _frames: Frames = field(default_factory=Frames)

    def __post_init__(self) -> None:
        self.usage = self.back.usage

    def whole(self, data: bytes) -> bytes:
        """A whole answer."""
        self.size = len(data)
        said: Json = shaped(self.back.whole, json_of(data))
        return orjson.dumps(shaped(self.front.whole, said))

    def feed(self, piece: bytes) -> bytes:
        """A piece of a stream."""
        return b"".join(self._told(data) for data in events_in(self._frames.feed(piece)))

    def finish(self) -> bytes:
        """The end, if it is one."""
        if not self.back.finished:
            raise model_cut()
        self.done = True
        return self.front.finish()

    def _told(self, data: bytes) -> bytes:
        if data.strip() == DONE:
            return b""
        self.size += 4  # about a token
        return b"".join(map(self.front.chunk, shaped(self.back.event, json_of(data))))


def shaped(turn: Any, said: Json) -> Any:
    """``turn(said)``; what a translator stumbles over is nonsense of the provider's."""
    try:
        return turn(said)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as fault:
        raise Nonsense from fault


def json_of(data: bytes) -> Json:
    """A JSON object. Raises Nonsense."""
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise Nonsense from None
    if not isinstance(said, dict):
        raise Nonsense
    return said


def count(value: Any) -> int:
    """``value`` if it is a whole number of tokens, else 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**12 else 0


def fault_words(data: bytes) -> str:
    """The beginning of what a provider says about a fault, whichever way it says it; without links."""
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError:
        return ""
    if isinstance(said, list) and said:
        said = said[0]
    if not isinstance(said, dict):
        return ""
    found = said.get("error", said)
    if isinstance(found, dict):
        found = found.get("message", "")
    if not isinstance(found, str):
        return ""
    links = LinkFilter()
    return links.feed(found[:LONGEST_WORDS]) + links.finish()
