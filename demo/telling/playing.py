"""Playing the chapters: each deed at its instant, what follows after it, the product's own jobs on the days between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from telling.days import OPENS, SATURDAY, SaidDay, SchoolYear
from telling.deed import DEEDS, Moment
from telling.reading import Built, Chapter, Later, Line

APART = timedelta(minutes=7)  # between two lines of a day that say no time
SYSTEM = "system:"
# Of no use for a day that is over: a pack that holds for minutes, and a look through a log that is looked through at
# the end as a whole.
NOT_OF_THE_PAST = frozenset({"publish.keep_pack_fresh", "jobs.inspect_ledger"})


class Stuck(Exception):
    """A line that could not be played: where it stands, and what the product said."""


@dataclass
class Player:
    """Plays chapters. ``addresses``: name to e-mail address, or "system:…" for those without an account."""

    year: SchoolYear
    addresses: dict[str, str]
    named: dict[str, Any] = field(default_factory=dict)
    now: datetime | None = None
    said: str = ""  # the day of the last line, as the chapter says it

    def play(self, chapters: tuple[Chapter, ...]) -> None:
        """All of it, with a line of progress a chapter, up to now."""
        for chapter in chapters:
            began = time.monotonic()
            for line in self._lines(chapter):
                self._play_line(line)
            told = f"{(chapter.month or 'Lately').capitalize():<10} {chapter.title}"
            print(f"  {told:<74} {len(chapter.lines):>3} lines {time.monotonic() - began:5.1f} s", flush=True)
        if self.now:
            self._follow(self.now)
        self._keep_house(self.year.today)
        schedule(self.year.now, leave_out=frozenset())
        self._follow(self.year.now)

    def _lines(self, chapter: Chapter) -> Iterator[Line]:
        """Its lines in their order; what is done again, once in each of its weeks."""
        if not chapter.weeks:
            yield from chapter.lines
        for monday in self.year.rounds(chapter.weeks) if chapter.weeks else ():
            for line in chapter.lines:
                yield replace(line, day=SaidDay(f"{line.day.text} of the week of {monday}", line.day.order))

    def _play_line(self, line: Line) -> None:
        day = self.year.day(line.day.text)
        at = self._instant(day, line)
        if self.now and (line.at or line.day.text != self.said):
            self._follow(self.now)
        self._keep_house(day)
        self.now, self.said = at, line.day.text
        for who in line.who:
            moment = Moment(who, self._actor(who), at, self.year, self.named)
            try:
                made = DEEDS[line.does].function(moment, **{name: self._known(v) for name, v in line.fields.items()})
            except Exception as error:
                said = getattr(error, "what", error)
                raise Stuck(f"{line.place}: {who} {line.does} ({at:%a, %b %d %Y}): {said}") from error
            if line.name:
                self.named[line.name] = made

    def _instant(self, day: date, line: Line) -> datetime:
        if line.at:
            at = self.year.at(day, line.at)
        elif self.now and self.year.day_of(self.now) == day:
            at = self.now + APART
        else:
            at = self.year.at(day, OPENS)
        if (self.now and at < self.now) or at > self.year.now:
            raise Stuck(f"{line.place}: {at:%a, %b %d %Y %H:%M} is not between the line above and now")
        return at

    def _actor(self, who: str) -> Any:
        from chalkline.people.api import actor_by_email, system_actor

        address = self.addresses[who]
        return system_actor(address.removeprefix(SYSTEM)) if address.startswith(SYSTEM) else actor_by_email(address)

    def _known(self, value: Any) -> Any:
        if isinstance(value, Later):
            return self._looked_up(value)
        if isinstance(value, Built):
            return value.of(**{name: self._known(each) for name, each in value.values.items()})
        if isinstance(value, list):
            return [self._known(each) for each in value]
        return {name: self._known(each) for name, each in value.items()} if isinstance(value, dict) else value

    def _looked_up(self, value: Later) -> Any:
        from chalkline.people.api import people_by_email

        if value.kind == "day":
            return self.year.day(value.text)
        if value.kind == "someone":
            address = self.addresses[value.text]
            return people_by_email([address])[address]
        return self.named[value.text]

    def _keep_house(self, until: date) -> None:
        """The scheduled jobs of the product, early on each Monday between, and on this day."""
        if self.now is None:
            return
        for day in _mornings(self.year.day_of(self.now), until):
            at = self.year.at(day, OPENS) - timedelta(hours=3)
            if self.now < at < self.year.now:
                schedule(at, leave_out=NOT_OF_THE_PAST)
                self._follow(at)

    def _follow(self, at: datetime) -> None:
        """Let what follows follow: reviews open, decisions grant, the gateway learns."""
        from chalkline.jobs.api import run_pending
        from chalkline.project.reactions import REACTIONS

        run_pending(reactions=REACTIONS, now=at)


def schedule(at: datetime, *, leave_out: frozenset[str]) -> None:
    """Ask for every scheduled job of the product once, as its clock would."""
    from django.db import transaction

    from chalkline.jobs.api import JOBS

    with transaction.atomic():  # one wait for the disk, not one for each
        for name, job in JOBS.items():
            if job.every is not None and name not in leave_out:
                job.enqueue(now=at, key=f"year:{name}:{at.isoformat()}")


def _mornings(after: date, until: date) -> Iterator[date]:
    day = after + timedelta(days=1)
    while day <= until:
        if day.weekday() == 0 or (day == until and day.weekday() < SATURDAY):
            yield day
        day += timedelta(days=1)
