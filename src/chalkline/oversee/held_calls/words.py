"""The words of held calls: how one stands, and what may follow."""

from __future__ import annotations

from datetime import timedelta

from chalkline.kernel.business_days import Limit
from chalkline.kernel.sentences import Sentence
from chalkline.rulebook.pack import HoldState

DUE = Limit(days=1, business=True)  # the next day of work ends it
WAITS_FOR = timedelta(days=7)
GOOD_FOR = timedelta(hours=24)  # after a release
KEPT_FOR = timedelta(days=30)  # the text, once it is settled
LONGEST_WORDS = 500
FEWEST_WORDS = 3  # of a human decision

STATE_NAMES: dict[HoldState, Sentence] = {
    HoldState.WAITING: Sentence("Waits for a person"),
    HoldState.RELEASED: Sentence("Released, not sent yet"),
    HoldState.REFUSED: Sentence("Refused"),
    HoldState.EXPIRED: Sentence("Lapsed"),
    HoldState.SENT: Sentence("Released and sent"),
}
MAY_BECOME: dict[HoldState, frozenset[HoldState]] = {
    HoldState.WAITING: frozenset({HoldState.RELEASED, HoldState.REFUSED, HoldState.EXPIRED}),
    HoldState.RELEASED: frozenset({HoldState.SENT, HoldState.EXPIRED}),
    HoldState.REFUSED: frozenset(),
    HoldState.EXPIRED: frozenset(),
    HoldState.SENT: frozenset(),
}
