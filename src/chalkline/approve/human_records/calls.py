"""Which calls were made under a record, and when. Never what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate

from chalkline.approve.human_records.models import HumanRecord
from chalkline.approve.human_records.queries import record_by_id
from chalkline.ledger.api import exchanges_under_record
from chalkline.people.api import Actor
from chalkline.rulebook.api import Outcome


@dataclass(frozen=True)
class CallsOfDay:
    """Calls of one day, and how many of them got an answer."""

    day: date
    count: int
    answered: int


@dataclass(frozen=True)
class CallsUnder:
    """Every call that named a record, by days, the latest day first."""

    days: tuple[CallsOfDay, ...]
    last_at: datetime | None

    @property
    def count(self) -> int:
        """How many there were."""
        return sum(each.count for each in self.days)

    @property
    def answered(self) -> int:
        """How many got an answer."""
        return sum(each.answered for each in self.days)


def calls_under(actor: Actor, of: HumanRecord, zone: tzinfo) -> CallsUnder:
    """Calls made under a record, for whoever may read it. ``zone``: whose days are meant."""
    calls = exchanges_under_record(str(record_by_id(actor, str(of.pk)).pk))
    rows = calls.order_by().annotate(day=TruncDate("at", tzinfo=zone)).values("day")
    counted = rows.annotate(count=Count("pk"), answered=Count("pk", filter=Q(outcome=Outcome.ANSWERED.value)))
    days = tuple(CallsOfDay(row["day"], row["count"], row["answered"]) for row in counted.order_by("-day"))
    return CallsUnder(days, calls.aggregate(last=Max("at"))["last"])
