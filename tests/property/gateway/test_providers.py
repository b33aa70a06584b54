"""Streams of every provider: wherever the network cuts them, callers of every shape read the same."""

from __future__ import annotations

import contextlib
import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalkline.gateway.models import routing
from chalkline.gateway.models.framing import Nonsense
from chalkline.gateway.models.speaking import CannotAsk
from chalkline.gateway.models.words import Deployment, ModelCall, Provider
from chalkline.gateway.refusing import Refused
from providers import Providers

RANDOM = re.compile(rb'"(?:created|created_at)":\d+|(?:msg|resp|fc|call|chatcmpl)[_-][0-9a-f-]{32,36}')
CHAT: dict[str, Any] = {
    "model": "m",
    "messages": [{"role": "user", "content": "Ünïcode 👩‍🏫 and [PHONE_1]"}],
    "stream": True,
}
TOOLS = [{"type": "function", "function": {"name": "f", "parameters": {}}}]
BODIES: dict[str, dict[str, Any]] = {
    "chat": CHAT,
    "messages": CHAT | {"max_tokens": 9},
    "responses": {"model": "m", "input": "Ünïcode 👩‍🏫 and [PHONE_1]", "stream": True},
    "completions": {"model": "m", "prompt": "Ünïcode 👩‍🏫 and [PHONE_1]", "stream": True},
}


def stream_of(provider: Provider, tools: bool) -> bytes:
    said = Providers()
    if provider is Provider.ANTHROPIC:
        body = {"model": "m", "messages": CHAT["messages"], **({"tools": [{"name": "f"}]} if tools else {})}
        return b"".join(said._messages(body, True))
    if provider is Provider.GEMINI:
        declared = {"tools": [{"functionDeclarations": [{"name": "f"}]}]} if tools else {}
        body = {"contents": [{"parts": [{"text": CHAT["messages"][0]["content"]}]}], **declared}
        return b"".join(said._gemini(body, True))
    return b"".join(
        said._chat(CHAT | {"stream_options": {"include_usage": True}} | ({"tools": TOOLS} if tools else {}), True)
    )


def told(provider: Provider, route: str, pieces: list[bytes]) -> bytes:
    deployment = Deployment("d", provider, "https://x.example", "m")
    reader = routing.outgoing(ModelCall(route, "m", BODIES[route], True), deployment).reader
    return RANDOM.sub(b"#", b"".join(map(reader.feed, pieces)) + reader.finish())


PASSES = {(Provider.OPENAI, "responses"), (Provider.OPENAI, "completions"), (Provider.VLLM, "completions")}


@pytest.mark.parametrize("provider", [Provider.OPENAI, Provider.ANTHROPIC, Provider.GEMINI, Provider.VLLM])
@pytest.mark.parametrize("route", list(BODIES))
@settings(max_examples=30)
@given(cuts=st.lists(st.integers(0, 4000), max_size=25), tools=st.booleans())
def test_every_split_reads_the_same(provider: Provider, route: str, cuts: list[int], tools: bool) -> None:
    if (provider, route) in PASSES:
        return  # passes as it is, and the stub speaks chat there
    stream = stream_of(provider, tools)
    places = sorted({min(each, len(stream)) for each in cuts} | {0, len(stream)})
    pieces = [stream[first:last] for first, last in pairwise(places)]
    assert told(provider, route, pieces) == told(provider, route, [stream])


@pytest.mark.parametrize("provider", [Provider.ANTHROPIC, Provider.GEMINI, Provider.VLLM])
@settings(max_examples=30)
@given(noise=st.binary(max_size=200), at=st.integers(0, 2000), route=st.sampled_from(sorted(BODIES)))
def test_a_stream_with_noise_in_it_is_read_or_refused(provider: Provider, noise: bytes, at: int, route: str) -> None:
    stream = stream_of(provider, False)
    with contextlib.suppress(Nonsense, Refused):
        told(provider, route, [stream[:at], noise, stream[at:]])


WORDS = ["user", "text", "function", "tool", "image_url"]
NAMES = ["role", "content", "type", "text", "tools", "function", "input", "tool_calls", "name", "source"]
FIELDS = ["messages", "input", "tools", "system", "tool_choice", "stop", "response_format", "instructions", "text"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("provider", [Provider.ANTHROPIC, Provider.GEMINI, Provider.OLLAMA])
@settings(max_examples=30)
@given(route=st.sampled_from(sorted(BODIES)), odd=st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4))
def test_odd_bodies_are_put_or_refused_and_never_a_fault(provider: Provider, route: str, odd: dict[str, Any]) -> None:
    call = ModelCall(route, "m", BODIES[route] | odd)
    with contextlib.suppress(CannotAsk):
        routing.outgoing(call, Deployment("d", provider, "https://x.example", "m"))
