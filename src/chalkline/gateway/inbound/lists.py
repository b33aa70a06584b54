"""Embeddings and moderations: POST /v1/embeddings and /v1/moderations. Texts go out; numbers come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chalkline.gateway.inbound.channels import Channels
from chalkline.gateway.inbound.media import PART_ELEMENTS, PART_TEXTS, kind_of
from chalkline.gateway.inbound.shape import (
    NAMES_THE_CALLER,
    Said,
    Shape,
    Unreadable,
    check_frame,
    read_json,
    restored_elsewhere,
    tokens_of,
)
from chalkline.gateway.refusing import body_unclear

MODERATION_MODEL = "omni-moderation-latest"  # what the provider takes where a call names none


class _Inputs(Shape):
    """A route with ``input`` and without a conversation."""

    streams = False
    leaves_out = NAMES_THE_CALLER
    listed = ""

    def said(self, body: dict[str, Any]) -> Iterator[Said]:
        """Each text of the input."""
        asked = body["input"]
        for each in [asked] if isinstance(asked, str) else asked:
            text = each if isinstance(each, str) else str(each.get("text") or "")
            if text:
                yield Said("user", text, newest=True)

    def read_answer(self, data: bytes) -> tuple[dict[str, Any], int, int]:
        """An object with its list."""
        answer = read_json(data)
        if not isinstance(answer.get(self.listed), list):
            raise Unreadable
        return answer, *tokens_of(answer.get("usage"))

    def edit_answer(self, answer: dict[str, Any], channels: Channels) -> None:
        """No text of a model's own is in it."""
        frame = {name: each for name, each in answer.items() if name != self.listed}
        answer.update(restored_elsewhere(frame, channels, set()))


class Embeddings(_Inputs):
    """The route of embeddings."""

    id = "embeddings"
    path = "/v1/embeddings"
    listed = "data"

    def read(self, body: dict[str, Any]) -> None:
        """Texts, not tokens: what is already cut into numbers cannot be looked at."""
        check_frame(body)
        asked = body.get("input")
        if not isinstance(asked, str | list) or not asked:
            raise body_unclear("It has no input.")
        if isinstance(asked, list) and not all(isinstance(each, str) for each in asked):
            raise body_unclear("Its input is not text. Lists of tokens cannot be looked at; send the text itself.")


class Moderations(_Inputs):
    """The route of moderations."""

    id = "moderations"
    path = "/v1/moderations"
    listed = "results"

    def read(self, body: dict[str, Any]) -> None:
        """Texts, or parts of kinds that are known."""
        body.setdefault("model", MODERATION_MODEL)
        check_frame(body)
        asked = body.get("input")
        if not isinstance(asked, str | list) or not asked:
            raise body_unclear("It has no input.")
        for each in asked if isinstance(asked, list) else ():
            kind = kind_of(each)
            if not isinstance(each, str) and kind not in PART_ELEMENTS and kind not in PART_TEXTS:
                raise body_unclear("Its input has a part of a kind that this gateway does not know.")
