"""What people decide themselves: records opened before AI is used, and what was decided."""

from __future__ import annotations

from typing import Any

from telling.deed import Day, Moment, Named, deed


@deed("opens a record of what they decide")
def opens_a_record(moment: Moment, *, purpose: str, matter: str, until: Day) -> Any:
    """Before AI is used on it; calls name it from then on."""
    from chalkline.approve.human_records.api import Matter, open_record, uses_that_need_one

    use = uses_that_need_one(moment.actor, moment.year.day_of(moment.now)).filter(purpose=purpose).latest("starts_on")
    return open_record(moment.actor, use, Matter(matter, until), now=moment.now)


@deed("writes what they decided")
def writes_what_they_decided(
    moment: Moment, *, record: Named, decision: str, why: str, followed: str, decided_first: bool
) -> Any:
    """``followed``: yes, partly, no, not_used. ``decided_first``: before they looked at an answer."""
    from chalkline.approve.human_records.api import Decided, write_decision

    return write_decision(moment.actor, record, Decided(decision, why, followed, decided_first), now=moment.now)
