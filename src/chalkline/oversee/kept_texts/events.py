"""The facts of kept texts. No word of a text is in them."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact, part


@fact("oversee.kept_text.read/1", says="{actor} read a kept text of a call.")
@dataclass(frozen=True)
class KeptTextRead:
    """``concerned`` is whose key it was, where the decision says that they are told; else the use."""

    exchange: SubjectRef
    use: SubjectRef
    concerned: SubjectRef
    reason: str = part("words")


@fact("oversee.kept_text.purged/1", says="Kept texts whose time was over were removed: {count}.")
@dataclass(frozen=True)
class KeptTextsPurged:
    """``before``: their last day lay before it, in ISO text."""

    purge: SubjectRef
    count: int
    before: str
