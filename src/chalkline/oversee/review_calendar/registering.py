"""How a domain puts its things on the calendar.

A kind is declared once, in a module called ``reviewables`` of a later step (loaded when Django starts), or in
offers.py for the steps before this one, which may not know of the calendar::

    reviewable("phase", Sentence("Rollout phase"), offer=phases_on, end=end_a_phase, page="rollout.phase")

``offer(on)`` gives what stands on a day; ``end(actor, id, reason, now)`` ends one by its own domain's command, when
a review says so. ``missed`` is what follows when nobody looked, and is ``end`` when nothing else is said; ``if_missed``
says it in a sentence with {day} (the review) and {last} (its last day), ``because`` why it happened. ``go_on`` tells
the domain of the next review, for those who may ``needs``. Where neither ``end`` nor ``missed`` is given, its own last
day ends it, and ``if_missed`` has to say so.
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
GoOn = Callable[[Actor, str, date, datetime], object]
IF_MISSED = Sentence("If nobody looks at it by {day}, it ends by itself.")
BECAUSE = Sentence(
    "Its review was due on {day} and nobody held it, so it ended by itself. A new request brings it back."
)


@dataclass(frozen=True)
class ReviewableKind:
    """A kind of thing on the calendar. ``is_party``: who may not review it because they asked for it."""

    kind: str
    name: Sentence
    offer: Offer
    end: End | None
    page: str
    is_party: Callable[[str, str], bool]
    missed: End | None
    if_missed: Sentence
    because: Sentence
    go_on: GoOn | None
    needs: str


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
    missed: End | None = None,
    if_missed: Sentence = IF_MISSED,
    because: Sentence = BECAUSE,
    go_on: GoOn | None = None,
    needs: str = "calendar.hold_review",
) -> None:
    """Declare a kind. ``page``: the name of the page that shows one, by its id. Raises ValueError when it is taken."""
    known = _kinds.get(kind)
    if known and known.offer is not offer:
        raise ValueError(f"{kind} is on the calendar already")
    _kinds[kind] = ReviewableKind(
        kind, name, offer, end, page, is_party, missed or end, if_missed, because, go_on, needs
    )


def kinds() -> dict[str, ReviewableKind]:
    """Every declared kind."""
    return dict(_kinds)
