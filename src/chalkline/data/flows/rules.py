"""Whether what is said of a use's data can stand; schedules against flows. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from chalkline.data.flows.words import Ending, RouteTold, ScheduleCheck, Way
from chalkline.kernel.problem import Problem
from chalkline.kernel.sentences import Sentence

WHY_LIMIT = 500
SOON_DAYS = 90  # the first warning that people act on; agreements take months to renew


def check_routes(told: Iterable[RouteTold], allowed: Collection[str], systems: Collection[str]) -> None:
    """Raises Problem("flows.unclear") with what is missing for each element."""
    wrong: dict[str, Sentence | str] = {}
    seen: set[str] = set()
    for each in told:
        if each.element not in allowed or each.element in seen:
            wrong[f"element:{each.element}"] = Sentence("The approved use does not allow this, or it is named twice.")
        if not each.why.strip() or len(each.why) > WHY_LIMIT:
            wrong[f"why:{each.element}"] = Sentence("Say in one sentence what it is needed for.")
        if each.way not in set(Way):
            wrong[f"way:{each.element}"] = Sentence("Choose how it gets there.")
        if each.system_id and each.system_id not in systems:
            wrong[f"system:{each.element}"] = Sentence("Choose a system from the list.")
        seen.add(each.element)
    if wrong:
        raise Problem(
            "flows.unclear",
            what=Sentence("Not every kind of data has a reason and a way yet."),
            why=Sentence("A family may ask why a tool gets it, and the answer must stand somewhere."),
            next_step=Sentence("Look at the marked fields."),
            fields=wrong,
        )


def check_schedule(
    tool: str,
    flowing: Collection[str],
    records: Collection[str],
    listed: Collection[str],
    ends_on: date | None,
    on: date,
) -> ScheduleCheck:
    """What flows against what is signed. Only ``records`` (student records with a row in schedules) need to be listed.

    ``ends_on`` is the last day of the agreement in force, None where there is none.
    """
    needing = set(flowing) & set(records)
    return ScheduleCheck(
        tool=tool,
        not_listed=tuple(sorted(needing - set(listed))),
        never_used=tuple(sorted(set(listed) - set(flowing))),
        ending=ending(ends_on, on),
        ends_on=ends_on,
    )


def ending(ends_on: date | None, on: date) -> Ending:
    """How near the end is; the last day still counts."""
    if ends_on is None:
        return Ending.MISSING
    if ends_on < on:
        return Ending.OVER
    return Ending.SOON if (ends_on - on).days <= SOON_DAYS else Ending.LATER
