"""What differs between the routes: where texts lie, what a part of a message is, how an error is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from chalkline.gateway.inbound.bearing_out import Bearing
from chalkline.gateway.inbound.channels import Channels
from chalkline.gateway.refusing import Refused, body_unclear, field_outside, tool_outside

JSON = b"application/json"
STREAM = b"text/event-stream; charset=utf-8"
LONGEST_MODEL_NAME = 200
# Fields that say who the caller is, or carry what nobody needs there: they never leave.
NAMES_THE_CALLER = ("user", "safety_identifier", "prompt_cache_key", "metadata")
# Fields by which services behind a gateway let a caller choose another model, another place or another listener, or act
# outside. Each would let something else answer, or be told, than what was approved.
_OUTSIDE = """web_search_options plugins data_sources search_parameters enable_search mcp_servers tool_resources
    models fallbacks context_window_fallbacks content_policy_fallbacks route provider providers model_list
    custom_llm_provider deployment_id user_config api_base base_url api_url api_key api_type api_version
    organization extra_body extra_headers extra_query headers callbacks success_callback failure_callback
    callback_url webhook webhook_url mock_response litellm_params guardrails disable_global_guardrails region_name
    aws_region_name vertex_location vertex_project"""
OUTSIDE = frozenset(_OUTSIDE.split())
OWN_TOOLS = frozenset({"function", "custom"})  # the caller's own program runs them


class Unreadable(Exception):
    """What a model service sent is not an answer of this route."""


@dataclass(frozen=True)
class Said:
    """One text of a conversation, and whose it is: "system", "user", "assistant" or "tool"."""

    role: str
    text: str
    newest: bool = False  # stands in the last turn of the conversation


@dataclass(frozen=True)
class Told:
    """A text of ours that is given as if a model had said it (help for a student, for example)."""

    text: str
    model: str
    answer_id: str
    created: int


class AnswerStream(Protocol):
    """Follows one stream of a route: reads events, sends their texts through the channels, knows the end."""

    tokens_in: int
    tokens_out: int
    done: bool  # the model said that it is done; what it said last is kept for ``ending``

    def edit(self, data: bytes) -> bytes:
        """One event's data in; the events that may go to the caller now, out. Raises Unreadable."""

    @property
    def came_to_its_end(self) -> bool:
        """Whether everything that began has finished, though the model may not have said so."""

    def ending(self) -> bytes:
        """The last bytes: what was held back, and how this route says that it is over."""


class Grounding(Protocol):
    """How a route gives answers from approved content only."""

    def asked(self, body: dict[str, Any]) -> str:
        """What is asked, without stand-ins. Raises Refused where it could not be answered so, or not be checked."""

    def put_in(self, body: dict[str, Any], passages: str) -> None:
        """Put the passages before the question, and the rules behind the caller's own instructions."""

    def bear_out(self, answer: dict[str, Any], channels: Channels, bearing: Bearing) -> dict[str, Any]:
        """A whole answer as it may go out. Raises Unreadable."""

    def stream(self, channels: Channels, bearing: Bearing) -> AnswerStream:
        """What follows one stream."""


class Shape:
    """One route. What a route does not say otherwise is as in the OpenAI API.

    What raises NotImplementedError here every route says for itself that is asked for it: lists of models are never
    asked for texts, and only what ``streams`` is asked for a stream.
    """

    id = ""
    path = ""
    streams = True  # whether an answer may come piece by piece
    repeats = False  # whether a stream says its texts again whole
    grounding: Grounding | None = None  # how answers from approved content only are given, where they can be
    leaves_out: tuple[str, ...] = ()  # fields that say who the caller is: they never leave

    def read(self, body: dict[str, Any]) -> None:
        """Check the form of a body, as far as it must be known to look into it. Raises Refused."""
        raise NotImplementedError

    def model_of(self, body: dict[str, Any]) -> str:
        """The model that is asked for."""
        return str(body["model"])

    def said(self, body: dict[str, Any]) -> Iterator[Said]:
        """The texts of the conversation, first to last."""
        raise NotImplementedError

    def tools_of(self, body: dict[str, Any]) -> frozenset[str] | None:
        """The names of the tools that the caller offers; a call of any other is left out. None: it cannot be told."""
        return None

    def read_answer(self, data: bytes) -> tuple[dict[str, Any], int, int]:
        """A whole answer with its tokens in and out. Raises Unreadable."""
        raise NotImplementedError

    def edit_answer(self, answer: dict[str, Any], channels: Channels) -> None:
        """Send every text of a whole answer through its channel, in place. Raises Unreadable."""
        raise NotImplementedError

    def stream(self, channels: Channels) -> AnswerStream:
        """What follows one stream."""
        raise NotImplementedError

    def told(self, told: Told) -> dict[str, Any]:
        """A text of ours as a whole answer."""
        raise NotImplementedError

    def told_stream(self, told: Told) -> bytes:
        """A text of ours as a whole stream."""
        raise NotImplementedError

    def error(self, refused: Refused, decision_id: str) -> bytes:
        """A refusal as this route says errors."""
        return refused.body()

    def error_event(self, refused: Refused, decision_id: str) -> bytes:
        """The same inside a stream that has begun."""
        return refused.event()


def check_frame(body: dict[str, Any]) -> None:
    """What every route has: a model's name, "stream" as yes or no, and nothing that leads outside. Raises Refused."""
    model = body.get("model")
    if not isinstance(model, str) or not model or len(model) > LONGEST_MODEL_NAME:
        raise body_unclear("It does not name a model.")
    if not OUTSIDE.isdisjoint(body):
        for name in OUTSIDE & body.keys():
            if body[name] not in (None, False, []):  # an empty object asks for it, too
                raise field_outside(name)
    if not isinstance(body.get("stream", False), bool | None):
        raise body_unclear("“stream” is neither true nor false.")


def names_of(tools: Any) -> frozenset[str]:
    """The names of tools that say them at their top."""
    listed = tools if isinstance(tools, list) else ()
    return frozenset(str(each.get("name")) for each in listed if isinstance(each, dict))


def refuse_tools(tools: Any) -> None:
    """Refuse tools that act at the provider or elsewhere; what the caller's own program runs may pass."""
    if tools is None:
        return
    if not isinstance(tools, list) or not all(isinstance(each, dict) for each in tools):
        raise body_unclear("“tools” is not a list of tools.")
    for tool in tools:
        kind = tool.get("type", "function")
        if not isinstance(kind, str) or kind not in OWN_TOOLS:
            raise tool_outside(str(tool.get("type"))[:40])


def read_json(data: bytes) -> dict[str, Any]:
    """An answer or event as a JSON object. Raises Unreadable."""
    try:
        answer = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise Unreadable from None
    if not isinstance(answer, dict):
        raise Unreadable
    return answer


def whole_number(value: Any) -> int:
    """``value`` if it is a whole number from 0, else 0."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def tokens_of(usage: Any, names: tuple[str, str] = ("prompt_tokens", "completion_tokens")) -> tuple[int, int]:
    """Tokens in and out as a model service counted them; 0 for what makes no sense."""
    if not isinstance(usage, dict):
        return 0, 0
    return whole_number(usage.get(names[0])), whole_number(usage.get(names[1]))


def keep_only(holder: dict[str, Any], known: frozenset[str]) -> None:
    """Leave out every field but the known ones."""
    if not holder.keys() <= known:
        for name in holder.keys() - known:
            del holder[name]


def restored_elsewhere(value: Any, channels: Channels, done: set[tuple[int, str]]) -> Any:
    """Stand-ins put back in every text of an answer that belongs to no channel. ``done``: (id of holder, field)."""
    if isinstance(value, str):
        return channels.restored(value)
    if isinstance(value, dict):
        for key, each in value.items():
            if (id(value), key) not in done:
                value[key] = restored_elsewhere(each, channels, done)
    elif isinstance(value, list):
        for place, each in enumerate(value):
            value[place] = restored_elsewhere(each, channels, done)
    return value
