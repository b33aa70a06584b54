"""A second look at what a student writes, by a model service that judges content (the moderations of the OpenAI API).

Asked only where the words and patterns found nothing that stops, within ``seconds``, through the same service and its
same limits as every other call. What it says adds signals and takes none away. When it fails the record says so, and
the first stage stands or the call is refused: as the setting of the band and the use says, and the operator may
tighten. An answer that is not of the published shape has failed: where nothing can be read, nothing was found safe.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import orjson

from chalkline.gateway.model_service import ModelService
from chalkline.gateway.models.words import ModelCall, Route
from chalkline.gateway.refusing import Refused
from chalkline.protect.safety.words import Category, Severity, Signal

log = logging.getLogger("chalkline.gateway")
LONGEST = 8000  # characters that are asked about: the newest
MEANT: dict[str, tuple[Category, Severity]] = {
    "self-harm": (Category.SELF_HARM, Severity.CONCERN),
    "self-harm/intent": (Category.SELF_HARM, Severity.DANGER),
    "self-harm/instructions": (Category.SELF_HARM, Severity.DANGER),
    "harassment": (Category.HARASSMENT, Severity.CONCERN),
    "harassment/threatening": (Category.THREAT, Severity.DANGER),
    "hate": (Category.HARASSMENT, Severity.CONCERN),
    "hate/threatening": (Category.THREAT, Severity.DANGER),
    "sexual": (Category.SEXUAL, Severity.CONCERN),
    "sexual/minors": (Category.SEXUAL, Severity.DANGER),
    "violence": (Category.VIOLENCE, Severity.MENTION),  # books and history are full of it
    "violence/graphic": (Category.VIOLENCE, Severity.CONCERN),
    "illicit": (Category.DRUGS, Severity.CONCERN),
    "illicit/violent": (Category.WEAPONS, Severity.CONCERN),
}


class LookFailed(Exception):
    """The second look gave nothing that can be read."""


class Moderating:
    """``await moderating.signals(text)``. ``must_answer``: any student's call is refused where the look fails."""

    def __init__(self, service: ModelService, model: str, seconds: float, *, must_answer: bool = False) -> None:
        self.service = service
        self.model = model
        self.seconds = seconds
        self.must_answer = must_answer
        self.failed = 0

    async def signals(self, text: str) -> tuple[Signal, ...]:
        """What the service found. Raises LookFailed."""
        body = orjson.dumps({"model": self.model, "input": text[-LONGEST:]})
        try:
            async with (
                asyncio.timeout(self.seconds),
                self.service.ask(ModelCall(Route.MODERATIONS.value, self.model, body)) as answer,
            ):
                return read_moderation(await answer.whole(), len(text))
        except (TimeoutError, Refused, ValueError) as fault:
            self.failed += 1
            log.warning("the second look at a text failed: %s", type(fault).__name__)
            raise LookFailed from None


def read_moderation(data: bytes, length: int) -> tuple[Signal, ...]:
    """Signals of an answer of the moderations route. Raises ValueError for what is none.

    ``categories`` says true, false, or null where a model does not judge something; what is not known yet is left out.
    """
    told: Any = orjson.loads(data)
    results = told.get("results") if isinstance(told, dict) else None
    if not isinstance(results, list) or not results:
        raise ValueError("no moderation")
    found: set[str] = set()
    for each in results:
        categories = each.get("categories") if isinstance(each, dict) else None
        if not isinstance(categories, dict) or not MEANT.keys() & categories.keys():
            raise ValueError("no moderation")
        if not all(flagged is None or isinstance(flagged, bool) for flagged in categories.values()):
            raise ValueError("no moderation")
        found.update(name for name, flagged in categories.items() if flagged)
    return tuple(
        Signal(*MEANT[name], 0, length, f"moderation.{name.replace('/', '_')}") for name in sorted(found & set(MEANT))
    )
