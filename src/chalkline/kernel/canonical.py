"""Bytes that everyone computes alike: canonical JSON (RFC 8785) and digests of it.

Only what has one spelling is admitted: text, whole numbers, true, false, null, lists and maps with
text keys. Floating-point numbers are refused: RFC 8785 gives them a spelling, but two systems that
reckon differently would still disagree, and nothing we sign needs them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

PLAIN = json.JSONEncoder(ensure_ascii=False).encode  # made once: a standing pack spells a million texts
LARGEST = 2**53 - 1  # beyond this, JSON numbers lose digits in other languages (RFC 8785, 3.2.2.3)


def canonical_json(value: Any) -> bytes:
    """RFC 8785 bytes of ``value``. Raises TypeError or ValueError for what has no single spelling."""
    return _spell(as_plain(value)).encode("utf-8")


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def as_plain(value: Any) -> Any:
    """Turn our own value types into JSON ones: dates and instants as ISO text, sets sorted."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Enum):
        return as_plain(value.value)
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is too large for JSON numbers; keep it as text")
        return value
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {_key(name): as_plain(item) for name, item in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted((as_plain(item) for item in value), key=canonical_json)
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [as_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical spelling")


def instant_text(at: datetime) -> str:
    """An instant in UTC with six decimals: 2026-11-21T19:40:06.123456Z."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _key(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError("canonical JSON has only text keys")
    return name


def _spell(value: Any) -> str:
    if isinstance(value, dict):
        # RFC 8785, 3.2.3: keys are ordered by their UTF-16 code units.
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(key)}:{_spell(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_spell(item) for item in value) + "]"
    if isinstance(value, str):
        return _text(value)
    return PLAIN(value)


def _text(value: str) -> str:
    value.encode("utf-8")  # a lone surrogate has no bytes and is refused here
    return PLAIN(value)
