"""The public door of reviews."""

from chalkline.approve.reviews.commands import (
    answer_review,
    ask_for_information,
    give_information,
    keep_review,
    open_reviews,
    review_again,
)
from chalkline.approve.reviews.following import send_to_reviewers
from chalkline.approve.reviews.kinds import KINDS, ReviewKind, ReviewQuestion
from chalkline.approve.reviews.models import Question, Review
from chalkline.approve.reviews.queries import (
    answer_of,
    is_overdue,
    kinds_needed_by,
    may_answer,
    question_by_id,
    questions_of,
    review_by_id,
    reviewers_for,
    reviews,
    reviews_of,
    reviews_waiting_for,
)
from chalkline.approve.reviews.words import (
    RECOMMENDATION_NAMES,
    SEVERITY_NAMES,
    Finding,
    Recommendation,
    Replied,
    Reply,
    ReviewAnswer,
    ReviewState,
    Severity,
)

__all__ = [
    "KINDS",
    "RECOMMENDATION_NAMES",
    "SEVERITY_NAMES",
    "Finding",
    "Question",
    "Recommendation",
    "Replied",
    "Reply",
    "Review",
    "ReviewAnswer",
    "ReviewKind",
    "ReviewQuestion",
    "ReviewState",
    "Severity",
    "answer_of",
    "answer_review",
    "ask_for_information",
    "give_information",
    "is_overdue",
    "keep_review",
    "kinds_needed_by",
    "may_answer",
    "open_reviews",
    "question_by_id",
    "questions_of",
    "review_again",
    "review_by_id",
    "reviewers_for",
    "reviews",
    "reviews_of",
    "reviews_waiting_for",
    "send_to_reviewers",
]
