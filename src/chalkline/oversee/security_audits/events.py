"""The facts of security audits. What is weak stands in the audit, not in the ledger that many read."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("oversee.security_audit.begun/1", says="{actor} began a security audit.")
@dataclass(frozen=True)
class SecurityAuditBegun:
    """The checklist is gone through; what the product knows itself is answered."""

    audit: SubjectRef
    checklist: str


@fact("oversee.security_audit.answered/1", says="{actor} answered a question of a security audit.")
@dataclass(frozen=True)
class ItemAnswered:
    """One item, with its evidence. ``file_digest`` is "" without a file."""

    audit: SubjectRef
    item: str
    verdict: str
    file_digest: str


@fact("oversee.security_audit.finished/1", says="{actor} finished a security audit.")
@dataclass(frozen=True)
class SecurityAuditFinished:
    """Every item has an answer."""

    audit: SubjectRef


@fact("oversee.weakness.noted/1", says="{actor} noted a weakness that a security audit found.")
@dataclass(frozen=True)
class WeaknessNoted:
    """With somebody who sees to it and a day."""

    audit: SubjectRef
    weakness: SubjectRef
    severity: str


@fact("oversee.weakness.mended/1", says="{actor} mended a weakness.")
@dataclass(frozen=True)
class WeaknessMended:
    """It waits to be tried again by somebody else."""

    weakness: SubjectRef


@fact("oversee.weakness.retested/1", says="{actor} tried a mended weakness again: {result}.")
@dataclass(frozen=True)
class WeaknessRetested:
    """``result`` is closed or open."""

    weakness: SubjectRef
    result: str
