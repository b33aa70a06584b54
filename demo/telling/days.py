"""The school year that ended last, and how its days are said in the chapters.

    Tue, week 2               in a chapter of a month: weeks begin with the month's first Monday
    Tue, week 2 of October    in a field
    June 30, June 30 next year, July 31 in two years   a date of the school year, or of one after it
    Thu                       in the chapter of what is done again: of each of its weeks
    12 days ago, yesterday, in 5 days   counted from today; in the last chapter, and in fields

Days said by weeks or counted from today are days people work: "12 days ago" that falls on a weekend or a holiday is
the school day before, "in 5 days" the one after. So the order of the lines is the same whatever year they are played
in, and nobody meets on Thanksgiving. Dates ("June 30") are as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalkline.kernel.business_days import federal_holidays

MONTHS = (
    "July", "August", "September", "October", "November", "December",
    "January", "February", "March", "April", "May", "June",
)  # fmt: skip
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
SATURDAY = 5
WINTER_BREAK = 24  # of December, until New Year
WEEK = re.compile(rf"({'|'.join(DAYS)}), week ([1-4])(?: of ({'|'.join(MONTHS)}))?")
DATE = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}})( next year| in two years)?")
OF_WEEK = re.compile(rf"({'|'.join(DAYS)}) of the week of (\d{{4}}-\d\d-\d\d)")
AGO = re.compile(r"(\d{1,3}) days? ago")
AHEAD = re.compile(r"in (\d{1,3}) days?")
SINCE = "since"  # the month of the chapter that is played again and again until the last one
LATELY_BEGINS = timedelta(days=40)
OPENS = time(9)
TURNS = (7, 15)
AFTER = {None: 0, " next year": 1, " in two years": 2}


@dataclass(frozen=True)
class SaidDay:
    """A day as a chapter says it. ``order`` puts the days of one chapter in their order in any year."""

    text: str
    order: int


def said_day(text: str, *, month: str = "") -> SaidDay:
    """The day of a line. Raises ValueError with what is possible."""
    if month == SINCE:
        if text not in DAYS:
            raise ValueError(f"“{text}” is not a day of this chapter; write it like “Thu” (Mon to Fri)")
        return SaidDay(text, DAYS.index(text))
    if month:
        found = WEEK.fullmatch(text)
        if not found or found[3]:
            raise ValueError(f"“{text}” is not a day of this chapter; write it like “Tue, week 2” (Mon to Fri, 1 to 4)")
        return SaidDay(f"{text} of {month}", int(found[2]) * 7 + DAYS.index(found[1]))
    found = AGO.fullmatch("1 day ago" if text == "yesterday" else text)
    if not found or int(found[1]) < 1:
        raise ValueError(f"“{text}” is not a day of this chapter; write it like “12 days ago” or “yesterday”")
    return SaidDay(text, -int(found[1]))


def is_day(text: str) -> bool:
    """Whether a field says a day."""
    week = WEEK.fullmatch(text)
    return bool((week and week[3]) or any(each.fullmatch(text) for each in (DATE, AGO, AHEAD)) or text == "yesterday")


@dataclass(frozen=True)
class SchoolYear:
    """July to June, the last one that was over two weeks ago: what goes on lately comes after it."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    @property
    def began_in(self) -> int:
        """The calendar year of its July."""
        return self.today.year - (1 if self.today >= date(self.today.year, *TURNS) else 2)

    def day(self, text: str) -> date:
        """A day said in any of the ways above."""
        if found := WEEK.fullmatch(text):
            return self.working(self._in_week(found[3], int(found[2]), DAYS.index(found[1])))
        if found := DATE.fullmatch(text):
            return date(self._year_of(found[1]) + AFTER[found[3]], _number(found[1]), int(found[2]))
        if found := OF_WEEK.fullmatch(text):
            return self.working(date.fromisoformat(found[2]) + timedelta(days=DAYS.index(found[1])))
        if found := AGO.fullmatch("1 day ago" if text == "yesterday" else text):
            return self.working(self.today - timedelta(days=int(found[1])))
        if found := AHEAD.fullmatch(text):
            return self.working(self.today + timedelta(days=int(found[1])))
        raise ValueError(f"“{text}” is not a day")

    def working(self, day: date) -> date:
        """That day, or the last school day before one that is over, the first after one to come."""
        step = timedelta(days=1 if day > self.today else -1)
        while not is_school_day(day):
            day += step
        return day

    def at(self, day: date, clock: time = OPENS) -> datetime:
        """An instant of that day on the district's clocks."""
        return datetime.combine(day, clock, ZoneInfo(self.zone))

    def day_of(self, instant: datetime) -> date:
        """The day of an instant on the district's clocks."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def rounds(self, weeks: int) -> Iterator[date]:
        """Mondays of what is done again: every so many weeks since the April meeting, up to the last chapter."""
        monday = self._in_week("April", 3, 0) + timedelta(weeks=weeks)
        while monday + timedelta(days=len(DAYS)) < self.working(self.today - LATELY_BEGINS):
            yield monday
            monday += timedelta(weeks=weeks)

    def _year_of(self, month: str) -> int:
        return self.began_in + (MONTHS.index(month) >= MONTHS.index("January"))

    def _in_week(self, month: str, week: int, weekday: int) -> date:
        first = date(self._year_of(month), _number(month), 1)
        monday = first + timedelta(days=-first.weekday() % 7)
        return monday + timedelta(days=7 * (week - 1) + weekday)


def is_school_day(day: date) -> bool:
    """Whether people work: no weekend, no federal holiday, not the day after Thanksgiving, no winter break."""
    if day.weekday() >= SATURDAY or day in federal_holidays(day.year):
        return False
    after_thanksgiving = day.month == 11 and day - timedelta(days=1) in federal_holidays(day.year) and day.day > 22
    return not after_thanksgiving and not (day.month == 12 and day.day >= WINTER_BREAK)


def _number(month: str) -> int:
    return (MONTHS.index(month) + 6) % 12 + 1
