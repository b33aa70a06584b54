"""The words of holders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chalkline.kernel.sentences import Sentence


@dataclass(frozen=True)
class Holder:
    """Who has a request now: the person, what they have to do, and the day by which."""

    person_id: str
    name: str
    does: Sentence
    due_on: date

    def is_late(self, today: date) -> bool:
        """Whether the day is over."""
        return self.due_on < today
