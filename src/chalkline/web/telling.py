"""Facts of the ledger as pages tell them: in sentences, with names, leading to what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalkline.kernel.sentences import Sentence
from chalkline.ledger.api import Told
from chalkline.people.api import names_of


@dataclass(frozen=True)
class Event:
    """One line of a history, as <c-timeline> draws it."""

    at: datetime
    text: Sentence
    url: str = ""
    place: int = 0
    id: str = ""


def events_of(told: Iterable[Told]) -> list[Event]:
    """Lines of a history, names looked up at once. Somebody erased is called "somebody"."""
    facts = list(told)
    names = names_of({fact.actor_id for fact in facts})
    somebody = str(Sentence("Somebody"))
    return [
        Event(fact.at, fact.sentence(names.get(fact.actor_id, "") or somebody), place=fact.place, id=fact.id)
        for fact in facts
    ]
