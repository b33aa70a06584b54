"""Reading what calls cost."""

from __future__ import annotations

from datetime import date, timedelta

from chalkline.ledger.api import usage_between
from chalkline.people.api import Actor
from chalkline.report.spending.rules import shown
from chalkline.report.spending.words import By, Spending, Sum


def spending_in(actor: Actor, month: date) -> Spending:
    """What the calls of the month that a day lies in came to, with every small group hidden."""
    actor.must("spending.see")
    first = month.replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    sums = {
        by: [
            Sum(each.key[0], each.calls, each.estimated, each.tokens_in, each.tokens_out, each.cost_micros)
            for each in usage_between(first, last, by.value)
        ]
        for by in By
    }
    return shown(sums, first, last)
