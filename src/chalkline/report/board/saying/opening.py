"""A sentence whose every number opens to one source. Pure."""

from __future__ import annotations

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.report.documents.api import Line, Words


def opened(words: Words, source: SubjectRef) -> Line:
    """The sentence; values that are or hold a number open to ``source``."""
    if not isinstance(words, Sentence):
        return Line(words)
    return Line(words, **{name: source for name, value in words.values if holds_number(value)})


def holds_number(value: object) -> bool:
    """Whether a value is read as a number, or as a text with one: dates are not."""
    return isinstance(value, int | str | Sentence) and any(letter.isdigit() for letter in str(value))
