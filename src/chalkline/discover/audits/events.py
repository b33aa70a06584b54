"""The facts of audits. Counts are of tools and sources; people are never told here."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact(
    "discover.audit.taken/1",
    says="{actor} took audit {number} of AI in use: {tools} tools, by {sources} sources up to {last_on}.",
)
@dataclass(frozen=True)
class AuditTaken:
    """What was known on a day was frozen. Digests are of the contents, of each source's file, and of the policy."""

    audit: SubjectRef
    number: int
    digest: str
    tools: int
    sources: int
    source_digests: tuple[str, ...]
    first_on: str
    last_on: str
    catalogue_version: int
    policy_digest: str
    policy_revision: int
    note: str = part("words")
