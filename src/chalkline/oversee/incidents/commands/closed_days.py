"""Writes of the days on which the district is closed."""

from __future__ import annotations

from datetime import date, datetime

from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.oversee.incidents import rules
from chalkline.oversee.incidents.events import DayClosed, DayOpened
from chalkline.oversee.incidents.models import ClosedDay
from chalkline.people.api import Actor, command


@command(records=(DayClosed,), may_change_nothing=True)
def close_day(actor: Actor, day: date, *, name: str, now: datetime) -> ClosedDay:
    """Enter a day on which the district is closed: it is no business day. Clocks that run keep their days."""
    actor.must("calendar.close_day")
    said = rules.must_say(name, "name")[:100]
    row, is_new = ClosedDay.objects.get_or_create(
        day=day, defaults={"name": said, "entered_by": actor.id, "entered_at": now}
    )
    if is_new:
        record(DayClosed(SubjectRef("day", day.isoformat()), day.isoformat()), actor_id=actor.id, now=now)
    return row


@command(records=(DayOpened,), may_change_nothing=True)
def open_day(actor: Actor, day: date, *, now: datetime) -> None:
    """Take a day out of those on which the district is closed."""
    actor.must("calendar.close_day")
    removed, _ = ClosedDay.objects.filter(day=day).delete()
    if removed:
        record(DayOpened(SubjectRef("day", day.isoformat()), day.isoformat()), actor_id=actor.id, now=now)
