"""The history of a thing, from the ledger, in sentences with names. Pages check first who may read the thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import history_of
from chalkline.people.api import names_of

ERASED = Sentence("Somebody")


@dataclass(frozen=True)
class Happened:
    """One fact, as a timeline shows it."""

    at: datetime
    text: Sentence
    url: str = ""


def happened_to(kind: str, subject_id: str, *, limit: int = 50) -> list[Happened]:
    """What happened to a thing, newest first."""
    facts = history_of(kind, subject_id, limit=limit)
    names = names_of({fact.actor_id for fact in facts})
    return [Happened(fact.at, fact.sentence(names.get(fact.actor_id) or str(ERASED))) for fact in facts]
