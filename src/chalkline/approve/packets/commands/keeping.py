"""Who sees to what people keep, when one person decides: by delegation, or on an appeal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chalkline.approve.packets import rules
from chalkline.approve.requests.api import Request
from chalkline.govern.committees.api import KEPT_WITHIN, Keeper, kept_by_people, what_keeping_lacks
from chalkline.rulebook.api import Condition


def keepers_for(
    request: Request,
    conditions: Sequence[Condition],
    named: Sequence[Keeper],
    *,
    asked_for: Sequence[Condition],
    today: date,
    last: date,
) -> tuple[Keeper, ...]:
    """Who sees to what people keep. For what reviews ask (``asked_for``): whoever asked, within a month, unless named.

    Raises Problem("packets.keeper_needed") for any other condition without a name and a day, and for a name or a day
    that cannot be.
    """
    due, by = min(today + KEPT_WITHIN, last), {each.condition for each in named}
    unnamed = [each for each in kept_by_people(asked_for) if each.text not in by]
    keepers = (*named, *(Keeper(each.text, str(request.asked_by_id), due) for each in unnamed))
    lacks = what_keeping_lacks(conditions, keepers, first=today, last=last)
    if lacks:
        raise rules.keeper_needed(lacks)
    return keepers
