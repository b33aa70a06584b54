"""The adopted strategy on the review calendar: it is looked at again before its last day, and ends by its own terms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.api import Offered, reviewable
from chalkline.people.api import system_actor
from chalkline.report.strategy.queries import adopted

AHEAD = timedelta(days=60)


def strategy_offered(on: date) -> Iterator[Offered]:
    """The version that is in force, if there is one."""
    version = adopted(system_actor("calendar"), on)
    if version and version.adopted_on and version.until:
        title = str(Sentence("The strategy for AI, version {n}", n=version.number))
        first = max(version.adopted_on, version.until - AHEAD)
        yield Offered("strategy", str(version.pk), title, first, version.until, str(version.proposed_by_id))


reviewable(
    "strategy",
    Sentence("Strategy"),
    offer=strategy_offered,
    page="report.strategy_version",
    if_missed=Sentence("If nobody looks at it by {day}, it holds to its last day, {last}, and then there is none."),
)
