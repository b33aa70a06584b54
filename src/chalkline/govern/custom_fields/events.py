"""The facts of custom fields."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("govern.field.added/1", says="{actor} added the field “{name}”.")
@dataclass(frozen=True)
class FieldAdded:
    """The district wants to know something more."""

    field: SubjectRef
    about: str
    field_kind: str
    name: str
    is_required: bool
    choices: tuple[str, ...]


@fact("govern.field.retired/1", says="{actor} retired the field “{name}”.")
@dataclass(frozen=True)
class FieldRetired:
    """A field is no longer asked; what was entered stays."""

    field: SubjectRef
    name: str


@fact("govern.field.filled_in/1", says="{actor} filled in “{name}” of {of}.")
@dataclass(frozen=True)
class FieldFilledIn:
    """What is entered of one thing changed; the words themselves can be erased."""

    subject: SubjectRef
    field: SubjectRef
    name: str
    of: str
    before: str = part("words")
    after: str = part("words")
