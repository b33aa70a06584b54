"""What could go on an agenda, gathered from every domain that has something to decide.

A page module registers a function here::

    @may_go_on_agenda
    def requests_reviewed(actor: Actor, meeting: Meeting) -> Iterable[CouldGoOn]: ...

Each asks its domain's api, and puts the thing on the agenda by its domain's own command. The committee's pages
show what all of them give, and know nothing of what it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from chalkline.govern.committees.api import AgendaItem, Meeting
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor

Put = Callable[[Actor, Meeting, datetime], AgendaItem]


@dataclass(frozen=True)
class CouldGoOn:
    """One thing that could be decided. ``id`` is "kind:id"; ``put`` is None where something is lacking: ``why_not``."""

    id: str
    title: Sentence | str
    url: str
    why: Sentence
    put: Put | None = None
    why_not: Sentence | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be put on now. A template would call ``put``."""
        return self.put is not None


Offers = Callable[[Actor, Meeting], Iterable[CouldGoOn]]
_offers: list[Offers] = []


def may_go_on_agenda(offers: Offers) -> Offers:
    """Register a function that says what could go on the agenda of a meeting."""
    _offers.append(offers)
    return offers


def could_go_on(actor: Actor, meeting: Meeting) -> list[CouldGoOn]:
    """Everything that could, what is ready first."""
    found = [each for offers in _offers for each in offers(actor, meeting)]
    return sorted(found, key=lambda each: each.put is None)
