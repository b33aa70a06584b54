"""The facts of access requests. Neither the child nor the asker is named in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("data.access.asked/1", says="A family asked to see what is held about its child; to be answered by {due_on}.")
@dataclass(frozen=True)
class AccessWasAsked:
    """A request was received; its limit runs."""

    access: SubjectRef
    due_on: date


@fact("data.access.identified/1", says="{actor} made sure who asks to see a child's data.")
@dataclass(frozen=True)
class AskerIdentified:
    """Somebody checked that the asker is the parent or the eligible student."""

    access: SubjectRef


@fact("data.access.exported/1", says="{actor} took out what is held about a child, to answer its family.")
@dataclass(frozen=True)
class HeldExported:
    """What Chalkline holds about the child was taken out."""

    access: SubjectRef
    digest: str


@fact("data.access.answered/1", says="{actor} answered a family that asked to see its child's data.")
@dataclass(frozen=True)
class AccessAnswered:
    """The family has what it asked for."""

    access: SubjectRef
    settled_on: date


@fact("data.access.closed/1", says="{actor} closed a request to see a child's data without an answer.")
@dataclass(frozen=True)
class AccessClosed:
    """The request was withdrawn, or was not the asker's to make."""

    access: SubjectRef
    settled_on: date
