"""The words of the review calendar: what stands on it, what comes of a review, how long before notice is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence

NOTICE_DAYS = (30, 14, 3)
LEAST_NOTICE = timedelta(days=3)
BEFORE_THE_END = timedelta(days=30)
# Days between reviews by light, as review_cycles of law/vocabulary/roles.yaml has them (a test compares).
CYCLE_DAYS = {"green": 730, "yellow": 365, "red": 182}


class ReviewOutcome(StrEnum):
    """What came of a review. Missed is never chosen: it is what happens when there was none."""

    GOES_ON = "goes_on"
    RENEW = "renew"
    END = "end"
    MISSED = "missed"


OUTCOME_NAMES: dict[ReviewOutcome, Sentence] = {
    ReviewOutcome.GOES_ON: Sentence("It goes on as decided"),
    ReviewOutcome.RENEW: Sentence("It should be renewed: a new decision is asked for"),
    ReviewOutcome.END: Sentence("It ends now"),
    ReviewOutcome.MISSED: Sentence("Nobody reviewed it"),
}


@dataclass(frozen=True)
class Offered:
    """A thing a domain puts on the calendar. ``first_review_on``: when to look again first.

    ``ends_on``: its last day by its own terms, None when it has none. ``owner_id``: who is told first ("" nobody).
    ``asked_anew_on``: since when a review that was held before counts no more, as the thing is another one.
    """

    kind: str
    id: str
    title: str
    first_review_on: date
    ends_on: date | None = None
    owner_id: str = ""
    asked_anew_on: date | None = None


@dataclass(frozen=True)
class Entry:
    """A thing on the calendar as it stands. ``review_on`` None: it was looked at, and ends on ``ends_on``."""

    thing: Offered
    review_on: date | None
    last_outcome: ReviewOutcome | None = None
    last_on: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether its review was missed and it has not ended by that."""
        return self.last_outcome is ReviewOutcome.MISSED

    @property
    def notice_on(self) -> date | None:
        """The day notice is given of: its review; where there is none to come, or it was missed, its own last day."""
        settled = self.review_on is None or self.is_late
        return self.thing.ends_on if settled and self.thing.ends_on else self.review_on

    @property
    def next_on(self) -> date:
        """The next day something is due or happens."""
        days = [day for day in (self.review_on, self.thing.ends_on) if day]
        return min(days) if days else date.max
