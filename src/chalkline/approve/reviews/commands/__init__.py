"""Writes of reviews: opening, answering, asking back, giving to somebody else, reminding."""

from chalkline.approve.reviews.commands.answering import answer_review, keep_review, review_again
from chalkline.approve.reviews.commands.asking_back import (
    ask_for_change,
    ask_for_information,
    give_information,
    note_changed,
)
from chalkline.approve.reviews.commands.handing_over import name_anew, note_reminded, reassign_review
from chalkline.approve.reviews.commands.opening import open_reviews

__all__ = [
    "answer_review",
    "ask_for_change",
    "ask_for_information",
    "give_information",
    "keep_review",
    "name_anew",
    "note_changed",
    "note_reminded",
    "open_reviews",
    "reassign_review",
    "review_again",
]
