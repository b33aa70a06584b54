"""/api/v1/calls: how many calls went out and how many were stopped, and why. Never who, never what was written."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.protect.disclosure import Cell
from chalkline.report.calls.api import Fate, reason_name, recent_calls
from chalkline.rest.shapes import REFUSALS, Place, ProblemDocument, Query, like, number_shown, said, who

router = Place(tags=["calls"])


class Back(Schema):
    """How many days to look back, today included."""

    days: int = Field(30, ge=1, le=366)


class OnDay(Schema):
    """Calls of a day; null where there were few."""

    day: date
    calls: int | None


class OfUse(Schema):
    """Calls under one approved use by what became of them; "" is no use, where the key was unknown."""

    use_id: str
    by_fate: dict[str, int | None]
    calls: int | None


class StoppedFor(Schema):
    """How many were stopped for one reason."""

    code: str
    reason: str
    calls: int | None


class CallsTold(Schema):
    """Calls counted, with every small group null."""

    model_config = like(
        first_on="2026-10-22", last_on="2026-11-20", calls=1292,
        by_fate={"answered": 930, "replaced": 185, "stopped": 177, "unanswered": 0},
        days=[{"day": "2026-11-20", "calls": 97}], uses=[],
        stopped=[{"code": "grade_not_covered", "reason": "For a grade the approved use does not cover", "calls": 83}],
    )  # fmt: skip

    first_on: date
    last_on: date
    calls: int | None
    by_fate: dict[str, int | None]
    days: list[OnDay]
    uses: list[OfUse]
    stopped: list[StoppedFor]


@router.get("/calls", response={200: CallsTold, REFUSALS: ProblemDocument})
def read_calls(request: HttpRequest, back: Query[Back]) -> object:
    """Calls through the gateway in the last days."""
    seen = recent_calls(who(request), days=back.days, now=utc_now())
    return CallsTold(
        first_on=seen.first_on,
        last_on=seen.last_on,
        calls=number_shown(seen.total),
        by_fate=fates_told(seen.by_fate),
        days=[OnDay(day=day, calls=number_shown(cell)) for day, cell in seen.days],
        uses=[
            OfUse(use_id=each.key, by_fate=fates_told(each.by_fate), calls=number_shown(each.all)) for each in seen.uses
        ],
        stopped=[
            StoppedFor(code=code, reason=said(reason_name(code)), calls=number_shown(cell))
            for code, cell in seen.reasons
        ],
    )


def fates_told(cells: dict[Fate, Cell]) -> dict[str, int | None]:
    """Counts by what became of the calls; null where they are small."""
    return {fate.value: number_shown(cell) for fate, cell in cells.items()}
