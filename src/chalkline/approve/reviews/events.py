"""The facts of reviews."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("approve.review.opened/1", says="The {kind_name} of “{title}” was opened, due {due_on}.")
@dataclass(frozen=True)
class ReviewOpened:
    """A review waits for somebody with the role for its kind."""

    review: SubjectRef
    request: SubjectRef
    kind: str
    kind_name: str
    title: str
    version: int
    due_on: str


@fact("approve.review.answered/1", says="{actor} sent the {kind_name} of “{title}”: {recommendation_said}.")
@dataclass(frozen=True)
class ReviewAnswered:
    """A review was sent. ``review.digest`` is the digest of all it says."""

    review: SubjectRef
    request: SubjectRef
    kind: str
    kind_name: str
    title: str
    version: int
    recommendation: str
    recommendation_said: str
    findings: int
    red_flags: int
    conditions: tuple[str, ...]
    summary: str = part("words")


@fact("approve.review.superseded/1", says="The {kind_name} of “{title}” is to be done again: {reason}")
@dataclass(frozen=True)
class ReviewSuperseded:
    """A review no longer counts; a later version takes its place."""

    review: SubjectRef
    request: SubjectRef
    kind: str
    kind_name: str
    title: str
    reason: str


@fact("approve.review.reassigned/1", says="{actor} gave the {kind_name} of “{title}” to {to_name}.")
@dataclass(frozen=True)
class ReviewReassigned:
    """A review has another name on it."""

    review: SubjectRef
    request: SubjectRef
    person: SubjectRef
    kind: str
    kind_name: str
    title: str
    to_name: str
    reason: str = part("words")


@fact("approve.review.change_wanted/1", says="{actor} asked that “{title}” be changed.")
@dataclass(frozen=True)
class ChangeWanted:
    """The request goes back to whoever asked, and returns."""

    review: SubjectRef
    request: SubjectRef
    title: str
    text: str = part("words")


@fact("approve.review.question_asked/1", says="{actor} asked a question about “{title}”.")
@dataclass(frozen=True)
class QuestionAsked:
    """A reviewer needs to know something from the person who asked."""

    review: SubjectRef
    request: SubjectRef
    title: str
    text: str = part("words")


@fact("approve.review.question_answered/1", says="{actor} answered a question about “{title}”.")
@dataclass(frozen=True)
class QuestionAnswered:
    """The person who asked answered; the review goes on."""

    review: SubjectRef
    request: SubjectRef
    title: str
    text: str = part("words")
