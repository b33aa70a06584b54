"""Facts of the ledger as pages tell them: in sentences, with names. Pages check first who may read the thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import Told, history_of
from chalkline.people.api import names_of

ERASED = Sentence("Somebody")


@dataclass(frozen=True)
class Happened:
    """One fact, as a timeline shows it. ``place`` is its place in the log, 0 while it waits for one."""

    at: datetime
    text: Sentence
    url: str = ""
    place: int = 0
    id: str = ""


def as_happened(told: Iterable[Told]) -> list[Happened]:
    """Facts with their names looked up at once, in the order given."""
    facts = list(told)
    names = names_of({fact.actor_id for fact in facts})
    return [
        Happened(fact.at, fact.sentence(names.get(fact.actor_id) or str(ERASED)), place=fact.place, id=fact.id)
        for fact in facts
    ]


def happened_to(kind: str, subject_id: str, *, limit: int = 50) -> list[Happened]:
    """What happened to a thing, newest first."""
    return as_happened(history_of(kind, subject_id, limit=limit))
