"""The facts of limits."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("publish.limit.set/1", says="{actor} set a limit on calls to models.")
@dataclass(frozen=True)
class LimitSet:
    """A limit is in force; gateways obey it within seconds. ``subject`` is "" for each one apart."""

    limit: SubjectRef
    kind: str
    scope: str
    subject: str
    most: int
    warn_percent: int
    reason: str = part("words")


@fact("publish.limit.lifted/1", says="{actor} lifted a limit on calls to models.")
@dataclass(frozen=True)
class LimitLifted:
    """A limit is no longer in force."""

    limit: SubjectRef
    kind: str
    scope: str
    subject: str


@fact("publish.limit.reached/1", says="A limit on calls to models is used to {percent} percent.")
@dataclass(frozen=True)
class LimitReached:
    """Most of a limit is used (warn), or all of it (stop). Whose it is stands in the notice, not here."""

    limit: SubjectRef
    kind: str
    scope: str
    level: str
    span: str
    percent: int
