"""The chapters themselves: in order whatever day it is, and every fault told with its file and line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import load
from telling.days import SchoolYear, is_school_day
from telling.playing import Player
from telling.reading import Chapter, Faults, Reader

ZONE = "America/Chicago"


@pytest.fixture(scope="module")
def told() -> tuple[Chapter, ...]:
    return load.chapters(load.cast())


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 18, tzinfo=UTC)


# Around the turn of the story, Thanksgiving, the clocks going forward, July 4, New Year, a leap day.
ANY_DAY = [
    date(2026, 7, 8), date(2026, 11, 20), date(2027, 3, 8), date(2027, 6, 28), date(2027, 12, 20), date(2028, 2, 22)
]  # fmt: skip


@pytest.mark.parametrize("first", ANY_DAY)
def test_whatever_day_it_is_lines_fall_on_working_days_in_their_order(told: tuple[Chapter, ...], first: date) -> None:
    for today in (first + timedelta(days=each) for each in range(16)):
        year = SchoolYear(at_noon(today), ZONE)
        player = Player(year, {})
        for line in (line for chapter in told for line in player._lines(chapter)):
            day = year.day(line.day.text)
            assert is_school_day(day), (today, line.place)
            player.now = player._instant(day, line)  # raises when it comes before the line above, or after now
        assert year.day(told[0].lines[0].day.text).year == year.began_in
        assert is_school_day(year.day("in 16 days"))  # when the committee meets next


@pytest.mark.parametrize(
    ("today", "began"),
    [(date(2026, 7, 14), 2024), (date(2026, 7, 15), 2025), (date(2026, 12, 31), 2025), (date(2027, 1, 1), 2025)],
)
def test_the_year_is_the_last_that_has_ended(today: date, began: int) -> None:
    year = SchoolYear(at_noon(today), ZONE)
    assert year.began_in == began
    assert year.day("June 30") < today
    assert year.day("July 31 in two years") >= today


FAULTY = [
    ("- {day: 'Tue, week 2', who: Mia Bennett, does: juggles}", "no deed is called “juggles”"),
    ("- {day: 'Tue, week 2', who: Nobody Known, does: takes over the catalogue}", "nobody in cast.yaml is called"),
    ("- {day: 'Sun, week 2', who: Mia Bennett, does: takes over the catalogue}", "“Sun, week 2” is not a day"),
    ("- {day: 'Tue, week 2', who: Mia Bennett, does: registers a tool}", "“registers a tool” also needs tool"),
    ("- {day: 'Tue, week 2', who: Mia Bennett, does: registers a tool, with: {tool: x, school: y}}", "“school” is not"),
    ("- {day: 'Tue, week 2', who: Mia Bennett, does: takes over the catalogue, when: now}", "“when” is not one of"),
    ("- {day: 'Tue, week 2', does: takes over the catalogue}", "who is missing"),
    (
        "- {day: 'Tue, week 2', who: Mia Bennett, does: joins a request, with: {request: theirs}}",
        "nothing above is named “theirs”",
    ),
    (
        "- {day: 'Tue, week 2', who: Mia Bennett, does: offers a training, with: {title: a, where: b, months: long}}",
        "“long” should be a whole number",
    ),
    (
        "- {day: 'Tue, week 2', at: noon, who: Mia Bennett, does: takes over the catalogue}",
        "“noon” is not a time",
    ),
    (
        "- {day: 'Tue, week 2', who: Mia Bennett, does: takes over the roster, with: {folder: attic}}",
        "there is no demo/district/attic",
    ),
    (
        "- {day: 'Tue, week 3', who: Mia Bennett, does: takes over the catalogue}\n"
        "  - {day: 'Tue, week 2', who: Mia Bennett, does: takes over the catalogue}",
        "comes before the line above it",
    ),
]


@pytest.mark.parametrize(("lines", "said"), FAULTY, ids=[said for _, said in FAULTY])
def test_a_fault_is_told_with_its_file_and_line(
    told: tuple[Chapter, ...], tmp_path: Path, lines: str, said: str
) -> None:
    file = tmp_path / "03-september.yaml"
    file.write_text(f"month: September\nchapter: A chapter\nlines:\n  {lines}\n", encoding="utf-8")
    with pytest.raises(Faults) as faults:
        Reader(frozenset(load.cast())).read([file])
    assert said in str(faults.value)
    assert f"03-september.yaml:{5 if 'before' in said else 4}:" in str(faults.value)
