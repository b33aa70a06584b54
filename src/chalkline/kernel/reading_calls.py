"""What a person reads of a call to a model: its messages in order, whatever shape it came in. Pure.

Bodies come from outside: anything unexpected is shown as it is, never followed, and cut at a length.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

MOST_PARTS, LONGEST_PART = 200, 40_000


@dataclass(frozen=True)
class Part:
    """One message. ``role``: system, user, assistant, tool; of an answer the channel: text, reasoning, arguments."""

    role: str
    text: str


def parts_of(body: Any) -> tuple[Part, ...]:
    """The texts of a body, first to last."""
    if not isinstance(body, dict):
        return (Part("user", str(body)[:LONGEST_PART]),)
    parts = [Part("system", text) for text in _texts(body.get("system") or body.get("instructions"))]
    turns = body.get("messages", body.get("input", body.get("prompt")))
    for turn in turns if isinstance(turns, list) else [turns]:
        role = str(turn.get("role", "user"))[:20] if isinstance(turn, dict) else "user"
        content = turn.get("content", turn) if isinstance(turn, dict) else turn
        parts += [Part(role, text) for text in _texts(content)]
    parts += [Part("user", text) for text in _texts(body.get("suffix"))]
    return tuple(parts[:MOST_PARTS])


def _texts(content: Any) -> list[str]:
    if content is None:
        return []
    if isinstance(content, str):
        return [content[:LONGEST_PART]]
    if isinstance(content, list):
        return [text for each in content for text in _texts(each)]
    if isinstance(content, dict):
        if isinstance(content.get("text"), str):
            return [content["text"][:LONGEST_PART]]
        return [json.dumps(content, ensure_ascii=False)[:LONGEST_PART]]
    return [str(content)]
