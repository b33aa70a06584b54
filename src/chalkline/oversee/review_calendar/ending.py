"""A review and the end that follows from it, in one transaction: the calendar's command, then the domain's own."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from chalkline.oversee.review_calendar.commands import hold_review, note_missed
from chalkline.oversee.review_calendar.models import PeriodicReview
from chalkline.oversee.review_calendar.queries import kind_of, missed_because
from chalkline.oversee.review_calendar.registering import kinds
from chalkline.oversee.review_calendar.words import Entry, ReviewOutcome
from chalkline.people.api import Actor

REASON_LIMIT = 2000  # as long as the reason for ending a use may be


def review_again(
    actor: Actor,
    kind: str,
    subject_id: str,
    outcome: ReviewOutcome,
    *,
    summary: str,
    next_on: date | None = None,
    now: datetime,
) -> PeriodicReview:
    """Hold a review; what is to end ends at once, with what was found as the reason."""
    with transaction.atomic():
        held = hold_review(actor, kind, subject_id, outcome, summary=summary, next_on=next_on, now=now)
        of = kinds()[kind]
        if outcome is ReviewOutcome.END and of.end:
            of.end(actor, subject_id, held.summary[:REASON_LIMIT], now)
        if outcome is ReviewOutcome.GOES_ON and of.go_on and held.next_on:
            of.go_on(actor, subject_id, held.next_on, now)
    return held


def end_if_missed(actor: Actor, entry: Entry, *, now: datetime) -> PeriodicReview | None:
    """Say that a review was missed, and do what follows from that. Twice changes nothing."""
    with transaction.atomic():
        missed = note_missed(actor, entry, now=now)
        follows = kind_of(entry).missed
        if missed and follows:
            follows(actor, entry.thing.id, str(missed_because(entry)), now)
    return missed
