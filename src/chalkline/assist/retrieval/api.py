"""The public door of retrieval."""

from chalkline.assist.retrieval.queries import can_match_meaning, find
from chalkline.assist.retrieval.rules import cover_of
from chalkline.assist.retrieval.shelving import follow_library, keep_shelf_right
from chalkline.assist.retrieval.words import Found, Hit
from chalkline.protect.borne_out.terms import language_of, terms_of, words_of

__all__ = [
    "Found",
    "Hit",
    "can_match_meaning",
    "cover_of",
    "find",
    "follow_library",
    "keep_shelf_right",
    "language_of",
    "terms_of",
    "words_of",
]
