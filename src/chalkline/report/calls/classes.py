"""Reading the calls of one class, for its teacher: a whole week at a time, and nothing of a class with few students."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.ledger.api import exchange_counts
from chalkline.oversee.class_views.api import WEEK, ClassSeen, class_by_key, whole_weeks
from chalkline.people.api import Actor
from chalkline.report.calls.queries import as_counted
from chalkline.report.calls.rules import shown
from chalkline.report.calls.words import Calls


@dataclass(frozen=True)
class ClassWeek:
    """A class in one week, from ``first_on``, a Monday. ``weeks`` are those that can be looked at, the newest first.

    ``calls`` is None where the class is too small for anything to be shown of it.
    """

    of: ClassSeen
    first_on: date
    weeks: tuple[date, ...]
    calls: Calls | None

    @property
    def last_on(self) -> date:
        """Its Sunday."""
        return self.first_on + WEEK - timedelta(days=1)


def class_week(actor: Actor, key_id: str, first_on: date | None = None, *, now: datetime) -> ClassWeek:
    """One of one's own classes in a week; in the last whole one where ``first_on`` is none that can be looked at."""
    actor.must("class_views.see", owner_id=actor.id, hidden=True)
    of, zone = class_by_key(actor, key_id), ZoneInfo(settings.CHALKLINE.zone)
    weeks = whole_weeks(local_day(now, settings.CHALKLINE.zone))
    begins = first_on if first_on in weeks else weeks[0]
    if of.is_small:
        return ClassWeek(of, begins, weeks, None)
    since, until = (datetime.combine(each, time(), zone) for each in (begins, begins + WEEK))
    counts = exchange_counts(since, until, zone, of.keys)
    calls = shown((as_counted(each, begins) for each in counts), begins, begins)
    return ClassWeek(of, begins, weeks, calls)
