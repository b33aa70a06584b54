"""/api/v1/reviews: what privacy, curriculum and security found about a request."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.approve.reviews.api import (
    Finding,
    Question,
    Recommendation,
    Replied,
    Reply,
    Review,
    ReviewAnswer,
    ReviewState,
    Severity,
    answer_review,
    ask_for_change,
    ask_for_information,
    give_information,
    question_by_id,
    reassign_review,
    review_again,
    review_by_id,
    reviews,
    reviews_waiting_for,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import person_by_id
from chalkline.rest.lists import Listing, chosen, listed
from chalkline.rest.shapes import (
    REFUSALS,
    ConditionSent,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Text,
    Why,
    created,
    like,
    who,
)
from chalkline.tools.register.api import only_tools_like

router = Place(tags=["reviews"])
REVIEW_SORTS = {"kind": "kind", "state": "state", "due": "due_on", "by": "answered_by__family_name"}


class ReplyGiven(Sent):
    """The answer to one question of the kind's list."""

    question: Id
    reply: Reply
    note: Text = ""


class FindingGiven(Sent):
    """One thing that was found."""

    severity: Severity
    text: Text


class ReviewSent(Sent):
    """All that a review says."""

    model_config = like(
        recommendation="support_with_conditions",
        summary="No student data is needed; keep it so.",
        replies=[{"question": "data_minimal", "reply": "yes", "note": ""}],
        findings=[{"severity": "note", "text": "The free tier trains on what is typed."}],
        conditions=[{"kind": "review", "text": "The teacher reads every passage before students see it."}],
    )

    recommendation: Recommendation
    summary: Text
    replies: list[ReplyGiven] = Field([], max_length=100)
    findings: list[FindingGiven] = Field([], max_length=100)
    conditions: list[ConditionSent] = Field([], max_length=50)

    def answer(self) -> ReviewAnswer:
        """As the command takes it."""
        return ReviewAnswer(
            recommendation=self.recommendation,
            summary=self.summary,
            replies=tuple(Replied(each.question, each.reply, each.note) for each in self.replies),
            findings=tuple(Finding(each.severity, each.text) for each in self.findings),
            conditions=tuple(each.condition() for each in self.conditions),
        )


class TextSent(Sent):
    """A question to the person who asked, or the answer to one."""

    model_config = like(text="Will students type into it, or only you?")

    text: Text


class ReviewGiven(Sent):
    """Whose name a review gets, and why."""

    model_config = like(person_id="2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11", reason="I am away next week.")

    person_id: UUID
    reason: Text = ""


class ReviewTold(Schema):
    """A review: open, answered or superseded by a later version. ``answer`` is empty until it was sent."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", request_id="2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11", kind="privacy",
        version=1, state="open", due_on="2026-12-01", answered_by=None, answered_at=None, answer={}, digest="",
        assigned_to=None,
    )  # fmt: skip

    id: str
    request_id: str
    kind: str
    version: int
    state: str
    due_on: date
    answered_by: Named | None
    answered_at: datetime | None
    answer: dict[str, Any]
    digest: str
    assigned_to: Named | None = Field(description="Whose name is on it.")


class ReviewPage(Page[ReviewTold]):
    """Reviews."""


class ReviewQuestionTold(Schema):
    """What a reviewer asked, and the answer."""

    id: str
    review_id: str
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


@router.get("/reviews", response={200: ReviewPage, REFUSALS: ProblemDocument})
def list_reviews(
    request: HttpRequest, listing: Query[Listing], waiting_for_me: bool = False, state: Id = "", kind: Id = ""
) -> object:
    """Reviews that count; with ``waiting_for_me`` those one may answer now, the first due first. ``state``, ``kind``;
    ``q``: of tools that are called so. They are sorted by kind, state, due or by.
    """
    actor = who(request)
    rows = reviews_waiting_for(actor) if waiting_for_me else reviews(actor)
    if chosen("state", state, ReviewState):
        rows = rows.filter(state=state)
    if kind:
        rows = rows.filter(kind=kind)
    if listing.q.strip():
        rows = only_tools_like(rows, listing.q, tool="request__tool")
    return listed(rows, listing, REVIEW_SORTS, review_told)


@router.get("/reviews/{review_id}", response={200: ReviewTold, REFUSALS: ProblemDocument})
def read_review(request: HttpRequest, review_id: UUID) -> object:
    """One review."""
    return review_told(review_by_id(who(request), str(review_id)))


@router.post("/reviews/{review_id}/answer", response={200: ReviewTold, REFUSALS: ProblemDocument})
def answer_a_review(request: HttpRequest, review_id: UUID, sent: ReviewSent) -> object:
    """Send a review. Nobody reviews what they ask for."""
    actor = who(request)
    return review_told(answer_review(actor, review_by_id(actor, str(review_id)), sent.answer(), now=utc_now()))


@router.post("/reviews/{review_id}/again", response={200: ReviewTold, REFUSALS: ProblemDocument})
def do_a_review_again(request: HttpRequest, review_id: UUID, why: Why) -> object:
    """Do a sent review again because something has changed; the sent one stays readable."""
    actor = who(request)
    return review_told(review_again(actor, review_by_id(actor, str(review_id)), reason=why.reason, now=utc_now()))


@router.post("/reviews/{review_id}/change", response={201: ReviewQuestionTold, REFUSALS: ProblemDocument})
def ask_that_it_be_changed(request: HttpRequest, review_id: UUID, sent: TextSent) -> object:
    """Send the request back for a change; it returns to the reviewer."""
    actor = who(request)
    asked = ask_for_change(actor, review_by_id(actor, str(review_id)), sent.text, now=utc_now())
    return created(_question(asked))


@router.post("/reviews/{review_id}/give", response={200: ReviewTold, REFUSALS: ProblemDocument})
def give_a_review_to_somebody_else(request: HttpRequest, review_id: UUID, given: ReviewGiven) -> object:
    """Put somebody else's name on an open review, with a reason."""
    actor = who(request)
    person = person_by_id(str(given.person_id))
    if person is None:
        raise not_found(Sentence("person"))
    review = review_by_id(actor, str(review_id))
    return review_told(reassign_review(actor, review, person, reason=given.reason, now=utc_now()))


@router.post("/reviews/{review_id}/questions", response={201: ReviewQuestionTold, REFUSALS: ProblemDocument})
def ask_the_person_who_asked(request: HttpRequest, review_id: UUID, sent: TextSent) -> object:
    """Ask the person who asked something, while reviewing."""
    actor = who(request)
    asked = ask_for_information(actor, review_by_id(actor, str(review_id)), sent.text, now=utc_now())
    return created(_question(asked))


@router.post("/questions/{question_id}/answer", response={200: ReviewQuestionTold, REFUSALS: ProblemDocument})
def answer_a_reviewers_question(request: HttpRequest, question_id: UUID, sent: TextSent) -> object:
    """Answer a reviewer's question; the review goes on."""
    actor = who(request)
    return _question(give_information(actor, question_by_id(actor, str(question_id)), sent.text, now=utc_now()))


def review_told(review: Review) -> ReviewTold:
    """A review as it is told, here and with its request."""
    by = Named(id=str(review.answered_by_id), name=str(review.answered_by)) if review.answered_by else None
    return ReviewTold(
        id=str(review.pk),
        request_id=str(review.request_id),
        kind=review.kind,
        version=review.version,
        state=review.state,
        due_on=review.due_on,
        answered_by=by,
        answered_at=review.answered_at,
        answer=review.answer,
        digest=review.digest,
        assigned_to=Named(id=str(review.assigned_to_id), name=str(review.assigned_to)) if review.assigned_to else None,
    )


def _question(question: Question) -> ReviewQuestionTold:
    return ReviewQuestionTold(
        id=str(question.pk),
        review_id=str(question.review_id),
        text=question.text,
        asked_at=question.asked_at,
        answer=question.answer,
        answered_at=question.answered_at,
    )
