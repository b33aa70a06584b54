"""What limits put on Today: one that is used up, or nearly, for those who may change it and those whose use it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force
from chalkline.publish.limits.api import Level, Notice, notices_of_today
from chalkline.web.pages.protect.limits import what_of, whose
from chalkline.web.routes import address_of
from chalkline.web.today import Waiting, waits_for_me


@waits_for_me
def limits_reached(actor: Actor, today: date) -> Iterator[Waiting]:
    """Limits of today and this month that are used up or nearly so: for who may change them, and whose use it is."""
    if actor.is_visitor:
        return
    may_change, policy = actor.may("limits.set"), policy_in_force()
    told: dict[str, tuple[Notice, bool]] = {}
    for notice in notices_of_today(actor, today):
        if actor.may("limits.see") and not may_change:
            return  # who only looks on finds them on the page
        known, was_stopped = told.get(str(notice.limit_id), (notice, False))
        told[str(notice.limit_id)] = (known, was_stopped or notice.level == Level.STOP)
    for notice, is_stopped in told.values():
        what = what_of(notice.limit)
        yield Waiting(
            Sentence("A limit is used up: {what}", what=what)
            if is_stopped
            else Sentence("A limit is nearly used up: {what}", what=what),
            address_of("protect.limit", notice.limit_id) if may_change else address_of("uses.show", notice.subject),
            Sentence("See the limit") if may_change else Sentence("See the use"),
            Sentence("{whose}. Calls beyond it are refused with a reason.", whose=whose(notice.limit, policy)),
            note=Sentence("now") if is_stopped else "",
        )
