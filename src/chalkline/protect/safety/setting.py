"""What follows from a signal: by grade band, category, direction and severity, and what a use's decision changes.

A decision's condition of kind ``safety`` has as its value ``strict`` (every band as the youngest students), ``open``
(staff work that legitimately speaks of all of it: it goes through and is recorded), or ``open: drugs, weapons``: these
alone. What may mean that a student is in danger is never opened for students.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chalkline.protect.safety.vocabulary import read_file
from chalkline.protect.safety.words import DANGERS, Act, Category, Direction, Severity, Signal

STRICT, OPEN = "strict", "open"
STUDENT_BANDS = ("k2", "g35", "g68", "g912")
ADULTS = "none"
# What no decision opens for students: danger to a child, and what law keeps from minors.
NEVER_OPENED = DANGERS | {Category.SEXUAL, Category.GROOMING}


@dataclass(frozen=True)
class ClassSetting:
    """What a teacher says for one class. Until they do: dishonesty is recorded, off task passes."""

    dishonesty: Act = Act.TELL
    off_task: Act = Act.PASS


@dataclass(frozen=True)
class SafetySetting:
    """The acts of one band. Of each category and direction: for a concern, and for a danger."""

    acts: Mapping[tuple[Category, Direction], tuple[Act, Act]]
    students: bool = True
    mentions: Act = Act.PASS  # what is no more than off task
    must_look_twice: bool = False  # where the second look fails, the call goes no further

    def act_of(self, signal: Signal, direction: Direction) -> Act:
        """What follows from one signal."""
        if signal.severity is Severity.MENTION:
            return self.mentions if signal.category is Category.OFF_TASK else Act.PASS
        concern, danger = self.acts[signal.category, direction]
        return danger if signal.severity is Severity.DANGER else concern


@dataclass(frozen=True)
class Judged:
    """What follows from the signals of one text. ``by`` is the signal that decided, None where nothing does."""

    act: Act
    signals: tuple[Signal, ...] = ()
    by: Signal | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """Ids for the record: never words."""
        return tuple(sorted({each.category.value for each in self.signals}))


NOTHING = Judged(Act.PASS)


def judge(signals: tuple[Signal, ...], setting: SafetySetting, direction: Direction) -> Judged:
    """The strongest act that follows from any of the signals; of equals the most severe, then the first."""
    if not signals:
        return NOTHING
    by = max(signals, key=lambda each: (setting.act_of(each, direction).strength, each.severity, -each.start))
    return Judged(setting.act_of(by, direction), signals, by)


@lru_cache(maxsize=256)
def setting_for(band: str, value: str = "", classes: ClassSetting = ClassSetting()) -> SafetySetting:
    """The setting of a band ("none": adults; anything unknown: the strictest of all), under a use's condition."""
    students = band != ADULTS
    opened = frozenset() if value == STRICT else _opened(value, students)
    bands = STUDENT_BANDS if value == STRICT or (students and band not in STUDENT_BANDS) else (band,)
    acts = {
        (category, direction): _acts(bands, category, direction, category in opened)
        for category in Category
        for direction in Direction
    }
    if students:
        acts[Category.DISHONESTY, Direction.IN] = (classes.dishonesty, classes.dishonesty)
    mentions = classes.off_task if students else Act.PASS
    return SafetySetting(acts, students, mentions, bool(second_look_must() & set(bands)))


@lru_cache(maxsize=1)
def second_look_must() -> frozenset[str]:
    """The bands whose calls go no further where the second look fails."""
    return frozenset(read_file("setting.yaml")["second_look"]["must_answer"])


def read_value(value: str) -> frozenset[Category]:
    """The categories that a condition's value opens. Raises ValueError for what it may not say."""
    word, _, rest = value.partition(":")
    if word.strip() not in {"", STRICT, OPEN} or (rest.strip() and word.strip() != OPEN):
        raise ValueError(f"a safety condition says strict, open, or open: and categories; not {value!r}")
    if word.strip() != OPEN:
        return frozenset()
    return frozenset(Category(each.strip()) for each in rest.split(",") if each.strip()) or frozenset(Category)


def _opened(value: str, students: bool) -> frozenset[Category]:
    opened = read_value(value)
    return opened - NEVER_OPENED if students else opened


def _acts(bands: Iterable[str], category: Category, direction: Direction, opened: bool) -> tuple[Act, Act]:
    table = _table()
    told = [table[band, category, direction] for band in bands]
    strongest = tuple(max((each[place] for each in told), key=lambda act: act.strength) for place in (0, 1))
    concern, danger = strongest
    return (_weakened(concern), _weakened(danger)) if opened else (concern, danger)


def _weakened(act: Act) -> Act:
    return Act.TELL if act.stops else act


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, Category, Direction], tuple[Act, Act]]:
    told = read_file("setting.yaml")
    table = {}
    for band, row in told["bands"].items():
        for category in Category:
            for direction in Direction:
                concern, danger = told["categories"][category.value][row][direction.value]
                table[band, category, direction] = (Act(concern), Act(danger))
    return table
