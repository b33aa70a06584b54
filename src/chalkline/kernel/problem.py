"""The one error type. Browser, API and command line show the same four parts of it.

A Problem is something a person can act on: what happened, why, what to do next. Anything else that
goes wrong is a fault of ours and says nothing to the outside but that it was ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from chalkline.kernel.sentences import Sentence, Translate, plain

Words = Sentence | str


class Kind(Enum):
    """How a door should answer: the HTTP status is decided by this and by nothing else."""

    INVALID = 422
    SIGN_IN = 401
    NOT_ALLOWED = 403
    NOT_FOUND = 404
    CONFLICT = 409
    TOO_LARGE = 413
    UNAVAILABLE = 503


@dataclass
class Problem(Exception):
    """``Problem("requests.no_problem", what=..., why=..., next_step=..., kind=Kind.CONFLICT)``.

    ``code`` is stable and has an entry in docs/reference/problems.md (checked by a test).
    ``fields`` maps a form field to what is wrong with it, for the error summary.
    """

    code: str
    what: Words
    why: Words = ""
    next_step: Words = ""
    kind: Kind = Kind.INVALID
    fields: dict[str, Words] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(self.code)

    def said(self, translate: Translate = plain) -> dict[str, object]:
        """The four parts in the reader's language."""
        return {
            "code": self.code,
            "what": in_words(self.what, translate),
            "why": in_words(self.why, translate),
            "next_step": in_words(self.next_step, translate),
            "fields": {name: in_words(words, translate) for name, words in self.fields.items()},
        }

    def __str__(self) -> str:
        said = " ".join(part for part in (str(self.what), str(self.why), str(self.next_step)) if part)
        return f"{said} ({self.code})"


def in_words(words: Words, translate: Translate = plain) -> str:
    """A sentence or a plain text, in the reader's language."""
    if isinstance(words, Sentence):
        return words.said(translate)
    return translate(words) if words else ""


def not_found(thing: Words = "page") -> Problem:
    """The answer both for what does not exist and for what this reader may not know exists."""
    return Problem(
        "not_found",
        what=Sentence("There is no such {thing} here.", thing=thing),
        why=Sentence("It may have been withdrawn, or it is not shared with you."),
        next_step=Sentence("Check the address, or search for it by name."),
        kind=Kind.NOT_FOUND,
    )
