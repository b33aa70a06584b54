"""How a domain puts its things on the calendar.

A kind is declared once, in a module called ``reviewables`` of a later step (loaded when Django starts), or in
offers.py for the steps before this one, which may not know of the calendar::

    reviewable("phase", Sentence("Rollout phase"), offer=phases_on, end=end_a_phase, page="rollout.phase")

``offer(on)`` gives what stands on a day; ``end(actor, id, reason, now)`` ends one by its own domain's command.
Without ``end`` a missed review is shown as late and ends nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.words import Offered
from chalkline.people.api import Actor

Offer = Callable[[date], Iterable[Offered]]
End = Callable[[Actor, str, str, datetime], object]


@dataclass(frozen=True)
class ReviewableKind:
    """A kind of thing on the calendar. ``is_party``: who may not review it because they asked for it."""

    kind: str
    name: Sentence
    offer: Offer
    end: End | None
    page: str
    is_party: Callable[[str, str], bool]


_kinds: dict[str, ReviewableKind] = {}


def _nobody(_person_id: str, _subject_id: str) -> bool:
    return False


def reviewable(
    kind: str,
    name: Sentence,
    *,
    offer: Offer,
    end: End | None = None,
    page: str = "",
    is_party: Callable[[str, str], bool] = _nobody,
) -> None:
    """Declare a kind. ``page``: the name of the page that shows one, by its id. Raises ValueError when it is taken."""
    known = _kinds.get(kind)
    if known and known.offer is not offer:
        raise ValueError(f"{kind} is on the calendar already")
    _kinds[kind] = ReviewableKind(kind, name, offer, end, page, is_party)


def kinds() -> dict[str, ReviewableKind]:
    """Every declared kind."""
    return dict(_kinds)
