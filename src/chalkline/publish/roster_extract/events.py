"""The facts of the roster extract."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("publish.extract.built/1", says="{actor} told the gateways who is on the roster: {people} people.")
@dataclass(frozen=True)
class ExtractBuilt:
    """What gateways know of people changed. Counts only, no names."""

    extract: SubjectRef
    people: int
    digest: str


@fact("people.nickname.added/1", says="{actor} added a name by which somebody is called.")
@dataclass(frozen=True)
class NicknameAdded:
    """The gateway notices this name too."""

    person: SubjectRef
    nickname: str = part("name")


@fact("people.nickname.removed/1", says="{actor} removed a name by which somebody was called.")
@dataclass(frozen=True)
class NicknameRemoved:
    """The gateway notices this name no more."""

    person: SubjectRef
    nickname: str = part("name")
