"""What calls may cost, and who is told before it is used up."""

from __future__ import annotations

from typing import Any

from telling.deed import Moment, deed


@deed("sets a limit")
def sets_a_limit(
    moment: Moment,
    *,
    kind: str,
    whose: str,
    most: int,
    because: str,
    purpose: str = "",
    school: str = "",
    warns_at: int = 80,
) -> Any:
    """For the use in force for a purpose, for one school, or for each one. Money in whole dollars."""
    from chalkline.approve.uses.api import uses_in_force
    from chalkline.people.api import schools
    from chalkline.publish.limits.api import MICROS, LimitKind, LimitScope, Wanted, set_limit

    subject = str(schools().get(name=school).pk) if school else ""
    if purpose:
        in_force = uses_in_force(moment.actor, moment.year.day_of(moment.now))
        subject = str(in_force.filter(purpose=purpose).latest("starts_on").pk)
    unit = MICROS if kind == LimitKind.DOLLARS_MONTH else 1
    wanted = Wanted(LimitKind(kind), LimitScope(whose), most * unit, because, subject, warn_percent=warns_at)
    return set_limit(moment.actor, wanted, now=moment.now)
