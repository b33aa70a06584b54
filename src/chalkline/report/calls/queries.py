"""Reading calls: counted, by day, approved use, fate and reason."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.ledger.api import ExchangeCount, exchange_counts
from chalkline.people.api import Actor
from chalkline.report.calls.rules import Counted, fate_of, shown
from chalkline.report.calls.words import By, Calls


def recent_calls(actor: Actor, *, days: int = 30, now: datetime) -> Calls:
    """Calls of the last ``days`` days, today included, with every small group hidden."""
    last_on = local_day(now, settings.CHALKLINE.zone)
    return calls_between(actor, last_on - timedelta(days=days - 1), last_on)


def calls_between(actor: Actor, first_on: date, last_on: date) -> Calls:
    """Calls from one day to another, both included, with every small group hidden."""
    actor.must("exchanges.see")
    zone = ZoneInfo(settings.CHALKLINE.zone)
    counts = exchange_counts(
        datetime.combine(first_on, time(), zone), datetime.combine(last_on + timedelta(days=1), time(), zone), zone
    )
    return shown((as_counted(each, each.day) for each in counts), first_on, last_on)


def as_counted(each: ExchangeCount, day: date) -> Counted:
    """A count of the exchange log, on ``day``."""
    return Counted(
        day,
        each.use_id,
        fate_of(each.verdict, each.outcome),
        each.code,
        each.count,
        {By.PURPOSE: each.purpose, By.ROLE: each.role, By.SCHOOL: each.school},
    )
