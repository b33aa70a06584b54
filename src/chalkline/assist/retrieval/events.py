"""The facts of retrieval."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact(
    "assist.shelf.changed/1",
    says="What can be found follows what is approved. Passages added: {added}; taken away: {removed}.",
)
@dataclass(frozen=True)
class ShelfChanged:
    """What can be found follows what is live. A passage that is not live is never found, even before this."""

    shelf: SubjectRef
    added: int
    removed: int
