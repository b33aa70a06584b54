"""The words of readiness: levels, questions, what answers them, where a domain and a step stand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef

A_YEAR = timedelta(days=365)  # evidence that is older counts no more (readiness.yaml, scoring)
NOTE, EVIDENCE, STEP = 2000, 500, 300  # characters


class Level(IntEnum):
    """How far something is; the four of readiness.yaml."""

    NOT_STARTED = 0
    EMERGING = 1
    DEVELOPING = 2
    MATURE = 3


LEVEL_NAMES: dict[Level, Sentence] = {
    Level.NOT_STARTED: Sentence("Not started"),
    Level.EMERGING: Sentence("Emerging"),
    Level.DEVELOPING: Sentence("Developing"),
    Level.MATURE: Sentence("Mature"),
}
LEVEL_MEANINGS: dict[Level, Sentence] = {
    Level.NOT_STARTED: Sentence("Nothing in place, or unknown"),
    Level.EMERGING: Sentence("Some people do it, by hand, with little on paper"),
    Level.DEVELOPING: Sentence("Written, owned, used in most cases; first measures exist"),
    Level.MATURE: Sentence("Routine, measured, looked at again regularly, and improved"),
}
DOMAIN_NAMES: dict[str, Sentence] = {
    "CM-exec": Sentence("Leadership"),
    "CM-ops": Sentence("How things are run"),
    "CM-data": Sentence("Data"),
    "CM-tech": Sentence("Technology"),
    "CM-sec": Sentence("Security"),
    "CM-legal": Sentence("Law and risk"),
    "CM-acad": Sentence("Learning with AI"),
}


@dataclass(frozen=True)
class Item:
    """One question: a sentence that is so, or not yet; what would show it; where it comes from (sources.yaml)."""

    id: str
    domain: str
    text: str
    evidence: tuple[str, ...]
    source: str
    maps: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """What the records answer: how far, why, where to look, and how new it is (None: it is so today)."""

    level: Level
    why: Sentence
    source: SubjectRef | None = None
    on: date | None = None


@dataclass(frozen=True)
class Said:
    """What a person answers. ``why`` is needed against the records; ``evidence`` and its day above emerging."""

    level: Level
    why: str = ""
    evidence: str = ""
    evidence_on: date | None = None
    by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Answered:
    """One question as it stands. A person's answer counts before that of the records; both are shown."""

    item: Item
    found: Found | None
    said: Said | None
    before: Level | None = None  # in the last finished assessment

    @property
    def level(self) -> Level | None:
        """The level that counts; None where nobody has answered."""
        return self.said.level if self.said else self.found.level if self.found else None

    @property
    def is_met(self) -> bool:
        """Whether nothing has to be done about it now."""
        return self.level is not None and self.level >= Level.DEVELOPING

    @property
    def is_overruled(self) -> bool:
        """Whether a person says otherwise than the records."""
        return bool(self.said and self.found and self.said.level != self.found.level)


@dataclass(frozen=True)
class DomainStanding:
    """One domain: its questions, and who answers them ("" for nobody in particular)."""

    id: str
    items: tuple[Answered, ...]
    person_id: str = ""

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of what is answered."""
        return tuple(each.level for each in self.items if each.level is not None)

    @property
    def mean(self) -> float | None:
        """The mean of the levels, of three; None where nothing is answered. Never shown without its parts."""
        return sum(self.levels) / len(self.levels) if self.levels else None

    @property
    def mean_before(self) -> float | None:
        """The mean of the last finished assessment."""
        before = [each.before for each in self.items if each.before is not None]
        return sum(before) / len(before) if before else None

    @property
    def lowest(self) -> Answered | None:
        """The question with the lowest level: a mean hides a hole."""
        known = [each for each in self.items if each.level is not None]
        return min(known, key=lambda each: (each.level or Level.NOT_STARTED, each.item.id), default=None)

    @property
    def not_answered(self) -> int:
        """How many questions neither a record nor a person answers."""
        return len(self.items) - len(self.levels)


class StepState(StrEnum):
    """Where a step stands. Late is never stored: it follows from the day."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


STEP_STATE_NAMES: dict[StepState, Sentence] = {
    StepState.OPEN: Sentence("To do"),
    StepState.DONE: Sentence("Done"),
    StepState.DROPPED: Sentence("Dropped"),
}
