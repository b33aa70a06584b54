"""The assessment on the review calendar: a year after it was finished it is time for the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.api import Offered, reviewable
from chalkline.report.readiness.queries import due_again

AHEAD = timedelta(days=30)


def assessments_offered(on: date) -> Iterator[Offered]:
    """The one that was finished last, unless the next is under way."""
    due = due_again(on)
    if due:
        last, until = due
        title = str(Sentence("How ready we are for AI"))
        yield Offered("assessment", str(last.pk), title, until - AHEAD, until, str(last.begun_by_id))


reviewable(
    "assessment",
    Sentence("Readiness"),
    offer=assessments_offered,
    page="readiness.show",
    if_missed=Sentence("If nobody looks by {day}, what it says is older than a year on {last}, and counts no more."),
)
