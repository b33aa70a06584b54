"""Asking a model through the district's own gateway, with the key of the use that checking models is."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass

from django.conf import settings

from chalkline.publish.standing_pack.api import post_to_gateway

KEY_FILE = "paired.token"  # in the key folder: a gateway key of the use that checks models
WAIT_SECONDS = 60.0
REPLACED = "x-chalkline-replaced"
LONGEST_NAME = 100


@dataclass(frozen=True)
class Came:
    """One answer. ``why`` is "" where there is one. ``replaced``: the model did not see the name.

    ``made``: what the answer says it comes from, as the provider names it.
    """

    text: str = ""
    why: str = ""
    replaced: bool = False
    made: str = ""


def key_there() -> str:
    """The key; "" where none is set up."""
    file = settings.CHALKLINE.key_folder / KEY_FILE
    return file.read_text(encoding="utf-8").strip() if file.exists() else ""


def ask_gateway(model: str, text: str) -> Came:
    """One request, as any caller makes it."""
    key = key_there()
    if not key:
        return Came(why="no_key")
    body = json.dumps({"model": model, "messages": [{"role": "user", "content": text}]}).encode()
    try:
        came = post_to_gateway("/chat/completions", body, {"authorization": f"Bearer {key}"}, wait=WAIT_SECONDS)
    except (OSError, http.client.HTTPException, ValueError):
        return Came(why="unreachable")
    if came.status != 200:
        return Came(why="refused" if came.status < 500 else "unreachable")
    try:
        answer = json.loads(came.body)
        said = answer["choices"][0]["message"]["content"]
        made = str(answer.get("model") or "")
    except (ValueError, LookupError, TypeError):
        return Came(why="unreachable")
    replaced = came.headers.get(REPLACED, "") not in {"", "0"}
    return Came(str(said or ""), replaced=replaced, made=made.replace(", ", " ")[:LONGEST_NAME])
