"""What is asked of a model and what came of it: frozen values without a client and without a clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

MILLION = 1_000_000


class Route(StrEnum):
    """In which shape a caller asks, and wants its answer."""

    CHAT = "chat"  # POST /v1/chat/completions
    RESPONSES = "responses"  # POST /v1/responses
    EMBEDDINGS = "embeddings"  # POST /v1/embeddings
    MODERATIONS = "moderations"  # POST /v1/moderations
    MESSAGES = "messages"  # POST /v1/messages
    COMPLETIONS = "completions"  # POST /v1/completions


class Provider(StrEnum):
    """Whose way of speaking a deployment understands."""

    OPENAI = "openai"  # and whatever is compatible with it
    AZURE = "azure"
    ANTHROPIC = "anthropic"
    GEMINI = "gemini"
    OLLAMA = "ollama"
    VLLM = "vllm"


@dataclass(frozen=True)
class Price:
    """Micro-dollars a million tokens, from a day on. A dollar a million tokens is 1,000,000."""

    since_on: date
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True)
class Waits:
    """Seconds of each phase: to connect, to the answer's first byte, between two pieces, in all."""

    connect: float = 5.0
    first_byte: float = 60.0
    between: float = 30.0
    longest: float = 600.0


@dataclass(frozen=True)
class Deployment:
    """One address that answers for a model's name. ``secret`` is never shown.

    ``model`` is the name the provider knows ("" sends the caller's own). ``rank`` orders: the lowest is asked first,
    those of one rank share by ``weight``. ``idempotency`` names the header by which the provider promises to do a
    thing once; "" where it promises nothing.
    """

    name: str
    provider: Provider
    address: str
    model: str = ""
    secret: str = field(default="", repr=False)
    prices: tuple[Price, ...] = ()
    waits: Waits = Waits()
    rank: int = 1
    weight: int = 1
    api_version: str = ""
    idempotency: str = ""
    routes: frozenset[Route] = frozenset()  # which of the caller's shapes it speaks itself; empty: as the provider does
    largest_output: int = 4096  # tokens, where the provider must be told and the caller did not say


@dataclass(frozen=True)
class Models:
    """Every name with its deployments. ``rest`` answers for names not listed (a plain CHALKLINE_MODELS_URL)."""

    by_name: Mapping[str, tuple[Deployment, ...]]
    rest: Deployment | None = None

    def deployments(self, name: str) -> tuple[Deployment, ...]:
        """Those that answer for a name; empty when none does."""
        found = self.by_name.get(name)
        if found is not None:
            return found
        return (self.rest,) if self.rest else ()


@dataclass(slots=True)
class Spent:
    """What a call came to so far. ``estimated``: the provider gave no count of tokens, or one that cannot be true."""

    provider: str = ""
    deployment: str = ""
    attempts: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int = 0
    estimated: bool = False


@dataclass
class ModelCall:
    """One call to a model, and how it goes.

    ``route`` is a Route by its value. ``body`` is what goes out, in the caller's shape: parsed, or as JSON. ``model``
    is the name as the caller said it. ``spent`` is kept up to date while the answer is read, and is what goes into the
    record whatever becomes of the call.
    """

    route: str
    model: str
    body: dict[str, Any] | bytes
    stream: bool = False
    on: date | None = None  # the day whose price counts; None: today
    spent: Spent = field(default_factory=Spent)
