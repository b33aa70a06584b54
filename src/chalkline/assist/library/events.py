"""The facts of the library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("assist.document.added/1", says="{actor} added “{title}”, version {number}. It is not used until it is approved.")
@dataclass(frozen=True)
class DocumentAdded:
    """A version was added; ``document`` carries the digest of its bytes."""

    document: SubjectRef
    version: SubjectRef
    owner: SubjectRef
    title: str
    number: int
    audience: str
    theme: str
    language: str


@fact("assist.document.read/1", says="“{title}”, version {number}, was read: {passages} passages.")
@dataclass(frozen=True)
class DocumentRead:
    """A version was cut into passages. ``concerns`` is how many things its approver must look at."""

    document: SubjectRef
    version: SubjectRef
    title: str
    number: int
    passages: int
    concerns: int


@fact("assist.document.unreadable/1", says="“{title}”, version {number}, could not be read ({code}).")
@dataclass(frozen=True)
class DocumentUnreadable:
    """A version could not be read; ``code`` is the Problem's."""

    document: SubjectRef
    version: SubjectRef
    title: str
    number: int
    code: str


@fact(
    "assist.document.approved/1",
    says="{actor} approved “{title}”, version {number}, until {ends_on}, to be reviewed by {review_on}.",
)
@dataclass(frozen=True)
class DocumentApproved:
    """A second person approved a version."""

    document: SubjectRef
    version: SubjectRef
    owner: SubjectRef
    title: str
    number: int
    begins_on: date
    review_on: date
    ends_on: date


@fact("assist.document.renewed/1", says="{actor} renewed “{title}” until {ends_on}, to be reviewed by {review_on}.")
@dataclass(frozen=True)
class DocumentRenewed:
    """The same version holds longer."""

    document: SubjectRef
    version: SubjectRef
    title: str
    review_on: date
    ends_on: date


@fact("assist.document.sent_back/1", says="{actor} sent “{title}”, version {number}, back: {why}")
@dataclass(frozen=True)
class DocumentSentBack:
    """A version was not approved, and why."""

    document: SubjectRef
    version: SubjectRef
    title: str
    number: int
    why: str


@fact("assist.document.withdrawn/1", says="{actor} withdrew “{title}”: {why}")
@dataclass(frozen=True)
class DocumentWithdrawn:
    """Nothing of a document may be used any more."""

    document: SubjectRef
    title: str
    why: str


@fact("assist.document.handed_over/1", says="{actor} made {name} answer for “{title}”.")
@dataclass(frozen=True)
class DocumentHandedOver:
    """Somebody else answers for a document."""

    document: SubjectRef
    owner: SubjectRef
    title: str
    name: str
