"""The facts of systems."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("data.system.recorded/1", says="{actor} put the system {name} on the map.")
@dataclass(frozen=True)
class SystemRecorded:
    """A system with what it holds and who answers for it."""

    system: SubjectRef
    owner: SubjectRef
    name: str
    system_kind: str
    hosting: str
    elements: tuple[str, ...]


@fact("data.system.revised/1", says="{actor} corrected what is said of the system {name}.")
@dataclass(frozen=True)
class SystemRevised:
    """What is said of a system now."""

    system: SubjectRef
    owner: SubjectRef
    name: str
    system_kind: str
    hosting: str
    elements: tuple[str, ...]


@fact("data.system.retired/1", says="{actor} said that the system {name} is no longer in use.")
@dataclass(frozen=True)
class SystemRetired:
    """A system that holds nothing any more."""

    system: SubjectRef
    name: str
