"""The facts of the review calendar."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part

OUTCOMES = {
    "goes_on": Sentence("it goes on"),
    "renew": Sentence("it should be renewed"),
    "end": Sentence("it ends"),
}


@fact("oversee.review.held/1", says="{actor} looked again at {title}: {outcome}.", words={"outcome": OUTCOMES.get})
@dataclass(frozen=True)
class ReviewHeld:
    """Something that stands on the calendar was looked at again. ``next_on`` "" when none follows."""

    subject: SubjectRef
    title: str
    due_on: str
    outcome: str
    next_on: str
    summary: str = part("words")


@fact("oversee.review.missed/1", says="Nobody looked again at {title}, which was due on {due_on}.")
@dataclass(frozen=True)
class ReviewMissed:
    """Its day passed, with notice before. What can end ended."""

    subject: SubjectRef
    title: str
    due_on: str


@fact("oversee.review.notice_given/1", says="Notice was given: {title} has to be looked at again by {due_on}.")
@dataclass(frozen=True)
class NoticeGiven:
    """The owner and those who review were told."""

    subject: SubjectRef
    title: str
    due_on: str
    days: int


@fact("oversee.end.notice_given/1", says="Notice was given: {title} ends on {ends_on}.")
@dataclass(frozen=True)
class EndNoticeGiven:
    """The owner and those who review were told that its last day comes, and nothing follows it yet."""

    subject: SubjectRef
    title: str
    ends_on: str
    days: int


@fact("oversee.feed.made/1", says="{actor} made a calendar link.")
@dataclass(frozen=True)
class FeedMade:
    """A person's calendar program may read what is due."""

    person: SubjectRef


@fact("oversee.feed.ended/1", says="{actor} ended a calendar link.")
@dataclass(frozen=True)
class FeedEnded:
    """The link works no more."""

    person: SubjectRef


@fact("oversee.review.asked_anew/1", says="{title} is to be looked at again by {due_on}: {why}")
@dataclass(frozen=True)
class ReviewAskedAnew:
    """Something about it is new, so its review comes before its day."""

    subject: SubjectRef
    title: str
    due_on: str
    why: str
