"""The words of being on call: rota, shift, alert, step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from chalkline.kernel.sentences import Sentence
from chalkline.protect.safety.words import CATEGORY_NAMES, Category

LONGEST_WORDS = 2000
LONGEST_PEOPLE = 300
SOONEST, LATEST = 2, 120  # minutes after which an alert is passed on
KEPT_FOR = timedelta(days=90)  # what was typed, once an alert is closed
MOST_PASSED_ON = 24  # times: then it stays with the fallback, and on Today
DRILL = "drill"
TOGETHER = timedelta(minutes=30)  # from signal to signal: what one person writes within it is one alert


class AlertState(StrEnum):
    """How an alert stands."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


STATE_NAMES: dict[AlertState, Sentence] = {
    AlertState.OPEN: Sentence("Waits to be taken"),
    AlertState.TAKEN: Sentence("Somebody is on it"),
    AlertState.CLOSED: Sentence("Closed"),
}
MAY_BECOME: dict[AlertState, frozenset[AlertState]] = {
    AlertState.OPEN: frozenset({AlertState.TAKEN, AlertState.CLOSED}),
    AlertState.TAKEN: frozenset({AlertState.TAKEN, AlertState.CLOSED}),
    AlertState.CLOSED: frozenset(),
}


class StepKind(StrEnum):
    """What happened to an alert."""

    TOLD = "told"
    PASSED_ON = "passed_on"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    RAISED = "raised"


STEP_NAMES: dict[StepKind, Sentence] = {
    StepKind.TOLD: Sentence("was told"),
    StepKind.PASSED_ON: Sentence("was told, because nobody had taken it"),
    StepKind.TAKEN: Sentence("took it"),
    StepKind.HANDED_OVER: Sentence("was given it"),
    StepKind.CLOSED: Sentence("closed it"),
    StepKind.RAISED: Sentence("was told again, because a signal of more danger came"),
}


def category_name(category: str) -> Sentence:
    """What an alert is about, as people say it."""
    if category == DRILL:
        return Sentence("A drill")
    known = {each.value for each in Category}
    return CATEGORY_NAMES[Category(category)] if category in known else Sentence("A signal of danger")


@dataclass(frozen=True)
class Shift:
    """When one person is on call: days of the week (0 is Monday), from and until the same day, local time."""

    person_id: str
    days: frozenset[int]
    begins: time
    ends: time


@dataclass(frozen=True)
class RotaFacts:
    """A rota as rules see it. ``shifts`` in the order in which people are asked; ``closed``: days nobody is there."""

    shifts: tuple[Shift, ...]
    fallback_id: str
    zone: str
    closed: Collection[date] = frozenset()
    after: timedelta = timedelta(minutes=10)


@dataclass(frozen=True)
class RotaWords:
    """A rota as somebody states it. ``minutes`` until an alert is passed on; ``people`` is what students read."""

    shifts: tuple[Shift, ...]
    fallback_id: str
    minutes: int = 10
    people: str = ""
    people_es: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Typed:
    """What was typed with one signal."""

    at: datetime
    asked: str


@dataclass(frozen=True)
class Opened:
    """What somebody reads of an alert: what was typed, signal by signal, and who it was as far as the calls told."""

    texts: tuple[Typed, ...]
    person: str

    @property
    def asked(self) -> str:
        """Everything, the oldest first."""
        return "\n\n".join(each.asked for each in self.texts)
