"""Taking over a list from a file: what happens where something is there already and says something else. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence


class OnConflict(StrEnum):
    """What is done with rows that say something else than what is there. Rows that say the same change nothing."""

    STOP = "stop"
    SKIP = "skip"
    UPDATE = "update"


ON_CONFLICT_NAMES: dict[OnConflict, Sentence] = {
    OnConflict.STOP: Sentence("Take over nothing, so that I can look at them"),
    OnConflict.SKIP: Sentence("Leave those as they are here"),
    OnConflict.UPDATE: Sentence("Change those to what the file says"),
}


class Beside(StrEnum):
    """How a row stands beside what is here."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"


@dataclass(frozen=True)
class TakenOver:
    """What taking over did."""

    new: int = 0
    changed: int = 0
    skipped: int = 0

    @property
    def rows(self) -> int:
        """How many rows did something."""
        return self.new + self.changed


def must_not_conflict(beside: Sequence[Beside], how: OnConflict) -> None:
    """Raise Problem("imports.conflict") where rows differ and the person chose to stop."""
    many = sum(each is Beside.DIFFERS for each in beside)
    if how is OnConflict.STOP and many:
        raise Problem(
            "imports.conflict",
            what=Sentence("Nothing was taken over: {n} rows say something else than what is here.", n=many),
            why=Sentence("You chose to stop in that case."),
            next_step=Sentence("Mend the file, or hand it in again and choose to leave or to change those."),
            kind=Kind.CONFLICT,
        )
