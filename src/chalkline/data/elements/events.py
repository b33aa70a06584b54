"""The facts of elements."""

from __future__ import annotations

from dataclasses import dataclass

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import fact


@fact("data.element.noted/1", says="{actor} noted about {name}: {note}")
@dataclass(frozen=True)
class ElementNoted:
    """The district's own words about a kind of data."""

    element: SubjectRef
    name: str
    note: str
