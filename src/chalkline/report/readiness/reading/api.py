"""Everything the rules of readiness are given, on a day. The same for every reader: counts and days only."""

from __future__ import annotations

from datetime import date

from chalkline.people.api import system_actor
from chalkline.report.readiness.reading.guarding import guarding
from chalkline.report.readiness.reading.knowing import knowing
from chalkline.report.readiness.reading.leading import leading
from chalkline.report.readiness.reading.running import running
from chalkline.report.readiness.records import Records


def records_on(today: date) -> Records:
    """What the records say today."""
    reader = system_actor("readiness")
    return Records(
        today, leading(reader, today), running(reader, today), knowing(reader, today), guarding(reader, today)
    )


__all__ = ["records_on"]
