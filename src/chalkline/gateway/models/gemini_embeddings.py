"""Gemini's batchEmbedContents: embeddings to it and back. From its published format; not tried live."""

from __future__ import annotations

import base64
import struct
from dataclasses import dataclass, field
from typing import Any

import orjson

from chalkline.gateway.models.framing import Nonsense
from chalkline.gateway.models.speaking import CannotAsk, Json, Usage
from chalkline.gateway.models.words import Deployment


def embedding_request(body: Json, deployment: Deployment) -> Json:
    """A request for embeddings. Raises CannotAsk for texts that are given as numbers of tokens."""
    given = body.get("input")
    texts = [given] if isinstance(given, str) else given
    if not isinstance(texts, list) or not texts or not all(isinstance(each, str) for each in texts):
        raise CannotAsk("The model behind this name takes texts, not numbers of tokens (“input”).")
    model = f"models/{deployment.model}"
    size = {"outputDimensionality": body["dimensions"]} if isinstance(body.get("dimensions"), int) else {}
    return {"requests": [{"model": model, "content": {"parts": [{"text": each}]}, **size} for each in texts]}


@dataclass
class EmbeddingsReader:
    """Turns what batchEmbedContents answers into embeddings as OpenAI says them."""

    model: str
    as_base64: bool
    usage: Usage = field(default_factory=Usage)
    size: int = 0
    done: bool = False

    def whole(self, data: bytes) -> bytes:
        """A whole answer."""
        try:
            vectors = [each["values"] for each in orjson.loads(data)["embeddings"]]
            told = [
                {"object": "embedding", "index": at, "embedding": self._spelled(each)}
                for at, each in enumerate(vectors)
            ]
        except (ValueError, KeyError, TypeError, struct.error) as fault:
            raise Nonsense from fault
        usage = {"prompt_tokens": 0, "total_tokens": 0}
        return orjson.dumps({"object": "list", "data": told, "model": self.model, "usage": usage})

    def feed(self, piece: bytes) -> bytes:
        """Embeddings do not come as a stream."""
        raise Nonsense

    def finish(self) -> bytes:
        """Embeddings do not come as a stream."""
        raise Nonsense

    def _spelled(self, vector: list[float]) -> Any:
        return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode() if self.as_base64 else vector
