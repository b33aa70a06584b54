"""When to look again, when notice is given, when a thing ends because nobody looked; what a review must say. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.review_calendar.words import (
    BEFORE_THE_END,
    CYCLE_DAYS,
    LEAST_NOTICE,
    NOTICE_DAYS,
    Entry,
    ReviewOutcome,
)

TEXT_LIMIT = 5000


def first_review(since: date, ends_on: date, *, cycle: timedelta) -> date:
    """One cycle after it began, and at the latest 30 days before its end; half-way when its term is short."""
    last = ends_on - BEFORE_THE_END
    if last - since < BEFORE_THE_END:
        last = since + (ends_on - since) / 2
    return min(since + cycle, last)


def cycle_of(light: str) -> timedelta:
    """How long until a use of this light is looked at again; the shortest for a light nobody knows."""
    return timedelta(days=CYCLE_DAYS.get(light, min(CYCLE_DAYS.values())))


def notices_due(entry: Entry, given: Collection[int], today: date) -> tuple[int, ...]:
    """Which notices have come due and were not given yet. Several at once count as one: the nearest is said."""
    if entry.notice_on is None:
        return ()
    left = (entry.notice_on - today).days
    return tuple(days for days in NOTICE_DAYS if left <= days and days not in given)


def is_missed(entry: Entry, first_notice_on: date | None, today: date) -> bool:
    """Whether its review was missed: its day has passed, and notice was given at least three days before."""
    if entry.review_on is None or first_notice_on is None or entry.is_late:
        return False
    return today > entry.review_on and today > first_notice_on + LEAST_NOTICE


def check_review(outcome: ReviewOutcome, summary: str, next_on: date | None, entry: Entry, *, today: date) -> str:
    """The summary as said. Raises a Problem when the review does not say enough, or a day that cannot be."""
    said = summary.strip()
    if not said or len(said) > TEXT_LIMIT or outcome is ReviewOutcome.MISSED:
        raise Problem(
            "calendar.say_what_was_seen",
            what=Sentence("Please say what you looked at and what you found."),
            why=Sentence("Whoever looks again next time begins from it."),
            next_step=Sentence("Write a sentence or two, at most 5,000 characters."),
            fields={"summary": Sentence("Write a sentence or two.")},
        )
    ends_on = entry.thing.ends_on
    if outcome is ReviewOutcome.GOES_ON and not _fits(next_on, ends_on, today):
        raise Problem(
            "calendar.next_day",
            what=Sentence("Choose the day of the next review."),
            why=Sentence("Everything that goes on is looked at again, and nothing goes on past its last day."),
            next_step=Sentence("Choose a day after today and not after its last day ({day}).", day=ends_on)
            if ends_on
            else Sentence("Choose a day after today, at most three years from now."),
            fields={"next_on": Sentence("Choose such a day.")},
        )
    return said


def _fits(next_on: date | None, ends_on: date | None, today: date) -> bool:
    if next_on is None:
        return ends_on is not None
    return today < next_on <= (ends_on or today + timedelta(days=1096))


def own_thing() -> Problem:
    return Problem(
        "calendar.own",
        what=Sentence("You cannot review this yourself."),
        why=Sentence("You asked for it; somebody else looks whether it should go on."),
        next_step=Sentence("Ask somebody else who may review it. You can tell them what you have seen."),
        kind=Kind.NOT_ALLOWED,
    )


def cannot_end() -> Problem:
    return Problem(
        "calendar.cannot_end",
        what=Sentence("This cannot be ended from here."),
        why=Sentence("A policy is replaced by the next one; a charter lapses when nobody looks at it."),
        next_step=Sentence("Say that it goes on, with the day of the next review, and ask for the change."),
        fields={"outcome": Sentence("Choose another outcome.")},
    )
