"""Reading the ledger: the history of a thing, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalkline.kernel.sentences import Sentence
from chalkline.ledger.events import sentence_of
from chalkline.ledger.models import Fact


@dataclass(frozen=True)
class Told:
    """A fact as it is shown: who by id, when, and the values its sentence needs."""

    number: int
    id: str
    kind: str
    at: datetime
    actor_id: str
    values: dict[str, Any]

    def sentence(self, actor_name: str) -> Sentence:
        """What people read. The name is looked up by the reader's page, not kept in the fact."""
        return sentence_of(self.kind, {**self.values, "actor": actor_name})


def history_of(subject_kind: str, subject_id: str, *, limit: int = 200) -> list[Told]:
    """Every fact that mentions a subject, newest first."""
    facts = Fact.objects.filter(mentions__kind=subject_kind, mentions__subject_id=str(subject_id))
    return told(facts.order_by("-number").distinct()[:limit])


def latest(*, limit: int = 50, before: int | None = None) -> list[Told]:
    """The newest facts of the governance log."""
    facts = Fact.objects.filter(log="governance").order_by("-number")
    return told((facts.filter(number__lt=before) if before else facts)[:limit])


def facts_after(number: int, *, limit: int = 500) -> list[Told]:
    """Facts recorded after a place in the order of recording: what reactions read."""
    return told(Fact.objects.filter(number__gt=number, log="governance").order_by("number")[:limit])


def told(facts: Iterable[Fact]) -> list[Told]:
    """Facts with the values of those parts that have not been erased."""
    rows = facts.prefetch_related("parts") if hasattr(facts, "prefetch_related") else facts
    return [Told(fact.number, str(fact.id), fact.kind, fact.at, fact.actor, _values(fact)) for fact in rows]


def _values(fact: Fact) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in fact.parts.all():
        if part.payload is not None:
            values.update(json.loads(bytes(part.payload)))
    return values
