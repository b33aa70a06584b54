"""Times that cannot be: after the day of loading, or before the year 2000. A wrong clock, a wrong zone, a wrong column.

Looked at only where the first or the last time of a file is such a one; the file is then read again without them.
"""

from __future__ import annotations

from dataclasses import replace

from chalkline.discover.sources.reading.orders import Order, Told
from chalkline.discover.sources.shapes import Plan

EARLIEST = 946_684_800  # 2000-01-01: a clock that was never set says 1970
A_DAY = 86_400  # zones are at most 14 hours apart


def is_astray(told: Told, order: Order) -> bool:
    """Whether some of the times cannot be."""
    return (told.first_at is not None and told.first_at < EARLIEST) or (
        told.last_at is not None and told.last_at > order.now_epoch + A_DAY
    )


def in_time(plan: Plan, order: Order) -> Plan:
    """The plan that takes such a time for none, and says of a row that it had one."""
    moment = plan.select["moment"]
    astray = f"(({moment}) < {EARLIEST} OR ({moment}) > {order.now_epoch + A_DAY})"
    select = {name: sql for name, sql in plan.select.items() if name != "moment"}
    bounded = {"moment": f"CASE WHEN {astray} THEN NULL ELSE {moment} END"}
    return replace(plan, select={**bounded, **select, "astray": f"coalesce({astray}, false)"})


def fault_of(plan: Plan, fault: str) -> str:
    """SQL for why a row is set aside, with times that cannot be told apart from those that cannot be read."""
    if "astray" not in plan.select:
        return fault
    return fault.replace("WHEN moment IS NULL", "WHEN astray THEN 'astray' WHEN moment IS NULL", 1)
