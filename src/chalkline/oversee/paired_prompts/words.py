"""The words of paired prompts: requests, names, measures, differences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalkline.kernel.sentences import Sentence


class CheckState(StrEnum):
    """How a check stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


STATE_NAMES: dict[CheckState, Sentence] = {
    CheckState.RUNNING: Sentence("Running"),
    CheckState.DONE: Sentence("Done"),
    CheckState.FAILED: Sentence("Broke off"),
}


class Measure(StrEnum):
    """What is measured in an answer."""

    REFUSED = "refused"
    LENGTH = "length"
    SENTENCE_LENGTH = "sentence_length"
    LONG_WORDS = "long_words"
    POSITIVE = "positive"
    NEGATIVE = "negative"
    AGENCY = "agency"
    STANDOUT = "standout"
    SCORE = "score"


MEASURE_NAMES: dict[Measure, Sentence] = {
    Measure.REFUSED: Sentence("Refused to answer (of 100)"),
    Measure.LENGTH: Sentence("Words in the answer"),
    Measure.SENTENCE_LENGTH: Sentence("Words in a sentence"),
    Measure.LONG_WORDS: Sentence("Long words (of 100)"),
    Measure.POSITIVE: Sentence("Words of praise (of 100)"),
    Measure.NEGATIVE: Sentence("Words of blame (of 100)"),
    Measure.AGENCY: Sentence("Words of drive and leading (of 100)"),
    Measure.STANDOUT: Sentence("Words for the very best (of 100)"),
    Measure.SCORE: Sentence("Score that was given"),
}


@dataclass(frozen=True)
class Group:
    """A group that a name signals. ``dimension``: gender or origin."""

    id: str
    dimension: str
    label: str


@dataclass(frozen=True)
class Name:
    """A name, and what it signals."""

    name: str
    gender: str
    origin: str

    @property
    def groups(self) -> tuple[str, str]:
        """The groups it signals."""
        return (self.gender, self.origin)


@dataclass(frozen=True)
class Request:
    """One request with room for a name."""

    id: str
    lang: str
    text: str


@dataclass(frozen=True)
class PromptSet:
    """Requests of one kind, and the purposes they stand for."""

    id: str
    name: str
    purposes: frozenset[str]
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class Prompt:
    """One request with one name in it."""

    request: Request
    name: Name
    text: str


@dataclass(frozen=True)
class Answered:
    """One answer as numbers. ``values`` has no entry for what could not be measured."""

    request_id: str
    groups: tuple[str, ...]
    values: dict[str, float]


@dataclass(frozen=True)
class Difference:
    """A group of names against the others of its dimension, request by request: mean difference with a 95 % interval
    (bootstrap over the answers) and the share of random relabelings that give as much (``chance``, after Holm).
    ``says``: there are runs enough to say anything.
    """

    measure: Measure
    group: str
    mean: float
    others: float
    difference: float
    low: float
    high: float
    chance: float
    runs: int
    says: bool

    @property
    def stands_out(self) -> bool:
        """Whether chance alone rarely gives as much."""
        return self.says and self.chance < 0.05
