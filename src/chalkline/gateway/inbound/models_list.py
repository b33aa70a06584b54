"""The models of a use, as two libraries list them: GET /v1/models."""

from __future__ import annotations

from typing import Any

from chalkline.gateway.inbound.messages import Messages
from chalkline.gateway.inbound.shape import Shape


class OpenAIModels(Shape):
    """As OpenAI's libraries read it."""

    id = "models"

    def one(self, name: str) -> dict[str, Any]:
        """One model."""
        return {"id": name, "object": "model", "created": 0, "owned_by": "district"}

    def all(self, names: list[str]) -> dict[str, Any]:
        """All of them."""
        return {"object": "list", "data": [self.one(each) for each in names]}


class AnthropicModels(Messages):
    """As Anthropic's libraries read it; its errors, too."""

    id = "models"

    def one(self, name: str) -> dict[str, Any]:
        """One model."""
        return {"type": "model", "id": name, "display_name": name, "created_at": "1970-01-01T00:00:00Z"}

    def all(self, names: list[str]) -> dict[str, Any]:
        """All of them."""
        ends = {"first_id": names[0], "last_id": names[-1]} if names else {"first_id": None, "last_id": None}
        return {"data": [self.one(each) for each in names], "has_more": False, **ends}
