"""A chunk of a streamed chat completion that says a piece of text and nothing else, read and spelled at once.

Nine in ten chunks are such. Whatever has a field more inside its choice is none, and is read the long way.
"""

from __future__ import annotations

from typing import Any

import msgspec


class PlainDelta(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """What is said. Some services repeat the role in every chunk."""

    content: str
    role: str | None = None
    refusal: None = None


class PlainChoice(msgspec.Struct, forbid_unknown_fields=True):
    """Of which choice."""

    index: int
    delta: PlainDelta
    logprobs: None = None
    finish_reason: None = None
    content_filter_results: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


class PlainChunk(msgspec.Struct, omit_defaults=True):
    """The frame; its other fields are left out, as in every chunk."""

    id: str
    object: str
    created: int
    model: str
    choices: tuple[PlainChoice]
    system_fingerprint: str | None = None
    service_tier: str | None = None
    prompt_filter_results: None = None
    error: None = None
    usage: None = None


_decode = msgspec.json.Decoder(PlainChunk).decode
spell_plain = msgspec.json.Encoder().encode


def read_plain(data: bytes) -> PlainChunk | None:
    """The chunk, None where it is not so plain."""
    if b'"finish_reason":"' in data or b'"finish_reason": "' in data:
        return None
    try:
        return _decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
