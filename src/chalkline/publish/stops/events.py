"""The facts of stops."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("publish.stop.made/1", says="{actor} stopped {called} for the whole district: {reason}")
@dataclass(frozen=True)
class StopMade:
    """A tool or a model was stopped, by one person, at once. ``tools`` are those it touches."""

    stop: SubjectRef
    of: str
    subject: str
    called: str
    tools: tuple[SubjectRef, ...]
    uses: tuple[SubjectRef, ...]
    look_by: str
    instead: str
    reason: str = part("words")


@fact("publish.stop.drilled/1", says="A drill stopped {called} for a key that nobody holds. Nobody's work was touched.")
@dataclass(frozen=True)
class StopDrilled:
    """A tool or a model was stopped for one key that nobody has, to see how fast gateways obey."""

    stop: SubjectRef
    of: str
    subject: str
    called: str
    key: SubjectRef


@fact("publish.stop.restore_asked/1", says="{actor} asked that {called} may go on: {reason}")
@dataclass(frozen=True)
class RestoreAsked:
    """The first of two people says what was done about the reason for the stop."""

    stop: SubjectRef
    of: str
    subject: str
    called: str
    tools: tuple[SubjectRef, ...]
    reason: str = part("words")


@fact("publish.stop.restored/1", says="{actor} agreed that {called} may go on.")
@dataclass(frozen=True)
class StopRestored:
    """A second person agreed; the stop is over."""

    stop: SubjectRef
    of: str
    subject: str
    called: str
    tools: tuple[SubjectRef, ...]
    asked_by: SubjectRef
