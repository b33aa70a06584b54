"""What went wrong and what the law asks then: counted, never told. A packet is read by more people than an incident."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from chalkline.kernel.clock import local_day
from chalkline.oversee.incidents.api import (
    Clock,
    ClockState,
    IncidentState,
    Severity,
    clocks,
    incidents,
    running_clocks,
)
from chalkline.oversee.security_audits.api import Severity as Harm
from chalkline.oversee.security_audits.api import WeaknessState, weaknesses
from chalkline.people.api import Actor
from chalkline.report.board.words import Safety, Span


def safety(actor: Actor, span: Span) -> Safety | None:
    """Incidents and the clocks of the law; None for those who may not see incidents."""
    if not actor.may("incidents.see"):
        return None
    zone = ZoneInfo(settings.CHALKLINE.zone)
    first = datetime.combine(span.first_on, time(), zone)
    end = datetime.combine(span.last_on + timedelta(days=1), time(), zone)
    found = list(incidents(actor).filter(opened_at__lt=end))
    new = [each for each in found if each.opened_at >= first]
    settled = [
        clock
        for each in found
        for clock in clocks(actor, each).filter(state=ClockState.DONE.value, settled_at__gte=first, settled_at__lt=end)
    ]
    late = sum(clock.due_at is not None and clock.settled_at is not None and clock.settled_at > clock.due_at
               for clock in settled)  # fmt: skip
    due = [_due(clock) for clock in running_clocks(actor) if clock.due_at is not None]
    return Safety(
        opened=len(new),
        severe=sum(each.severity == Severity.SEVERE for each in new),
        closed=sum(each.closed_at is not None and first <= each.closed_at < end for each in found),
        still_open=sum(each.state == IncidentState.OPEN for each in found),
        in_time=len(settled) - late,
        late=late,
        running=running_clocks(actor).count(),
        overdue=sum(day < span.today for day in due),
        next_due=min((day for day in due if day >= span.today), default=None),
        **_weaknesses(actor),
    )


def _due(clock: Clock) -> date:
    assert clock.due_at is not None
    return local_day(clock.due_at, settings.CHALKLINE.zone)


def _weaknesses(actor: Actor) -> dict[str, int]:
    """Open weaknesses of the security audits, for those who may see all of them."""
    if not actor.may("security_audits.see"):
        return {}
    found = weaknesses(actor).filter(state=WeaknessState.OPEN.value)
    return {"weaknesses": found.count(), "grave_weaknesses": found.filter(severity=Harm.HIGH.value).count()}
