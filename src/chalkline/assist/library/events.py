"""The facts of the library. Everybody of the district reads the ledger, and not everybody every document: no fact has
a title, a text or a reason in it, only which document it is, and what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.assist.library.words import THEME_NAMES
from chalkline.kernel.sentences import lowered
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact

THEMES = {each.value: lowered(name) for each, name in THEME_NAMES.items()}


@fact(
    "assist.document.added/1",
    says="{actor} added a document about {theme}, version {number}. It is not used until it is approved.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentAdded:
    """A version was added; ``document`` carries the digest of its bytes."""

    document: SubjectRef
    version: SubjectRef
    owner: SubjectRef
    theme: str
    number: int
    audience: str
    language: str


@fact(
    "assist.document.read/1",
    says="Version {number} of a document about {theme} was read. Passages: {passages}.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentRead:
    """A version was cut into passages. ``concerns`` is how many things its approver must look at."""

    document: SubjectRef
    version: SubjectRef
    theme: str
    number: int
    passages: int
    concerns: int


@fact(
    "assist.document.unreadable/1",
    says="Version {number} of a document about {theme} could not be read ({code}).",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentUnreadable:
    """A version could not be read; ``code`` is the Problem's."""

    document: SubjectRef
    version: SubjectRef
    theme: str
    number: int
    code: str


@fact(
    "assist.document.approved/1",
    says="{actor} approved version {number} of a document about {theme} until {ends_on}, for review by {review_on}.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentApproved:
    """A second person approved a version."""

    document: SubjectRef
    version: SubjectRef
    owner: SubjectRef
    theme: str
    number: int
    begins_on: date
    review_on: date
    ends_on: date


@fact(
    "assist.document.renewed/1",
    says="{actor} renewed a document about {theme} until {ends_on}, to be reviewed by {review_on}.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentRenewed:
    """The same version holds longer."""

    document: SubjectRef
    version: SubjectRef
    theme: str
    review_on: date
    ends_on: date


@fact(
    "assist.document.sent_back/1",
    says="{actor} sent version {number} of a document about {theme} back.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentSentBack:
    """A version was not approved, and why."""

    document: SubjectRef
    version: SubjectRef
    theme: str
    number: int


@fact("assist.document.withdrawn/1", says="{actor} withdrew a document about {theme}.", words={"theme": THEMES.get})
@dataclass(frozen=True)
class DocumentWithdrawn:
    """Nothing of a document may be used any more."""

    document: SubjectRef
    theme: str


@fact(
    "assist.document.handed_over/1",
    says="{actor} made {name} answer for a document about {theme}.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentHandedOver:
    """Somebody else answers for a document."""

    document: SubjectRef
    owner: SubjectRef
    theme: str
    name: str


@fact(
    "assist.document.doubted/1",
    says="{actor} sent a document about {theme} back for review: it misled somebody. It is not used until then.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentDoubted:
    """An approved version misled somebody, and waits to be approved anew or replaced."""

    document: SubjectRef
    version: SubjectRef
    owner: SubjectRef
    theme: str


@fact(
    "assist.document.ended/1",
    says="A document about {theme} ended on {ends_on}: its review was missed, or ended it.",
    words={"theme": THEMES.get},
)
@dataclass(frozen=True)
class DocumentEnded:
    """Nobody looked at a version again when that was due and notice had been given, or the review said to end it."""

    document: SubjectRef
    version: SubjectRef
    theme: str
    ends_on: date
