"""/api/v1/my-classes: what the classes of a teacher used AI for, where the decision lets their teacher see it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.oversee.class_views.api import ClassSeen, my_classes
from chalkline.report.calls.api import By, class_week, reason_name
from chalkline.rest.calls import StoppedFor, fates_told
from chalkline.rest.shapes import REFUSALS, Place, ProblemDocument, Query, like, number_shown, said, who
from chalkline.rulebook.class_view import ClassView

router = Place(tags=["my classes"])


class InWeek(Schema):
    """The Monday of a week that is over; the last one where it is left out or too far back."""

    week: date | None = Field(None)


class ViewedClassTold(Schema):
    """A class under one approved use. ``is_small``: it has so few students that nothing is shown of it."""

    id: str
    label: str
    use_id: str
    use: str
    sees: ClassView
    is_small: bool


class ForPurpose(Schema):
    """Calls for one purpose by what became of them."""

    purpose: str
    by_fate: dict[str, int | None]
    calls: int | None


class ClassWeekTold(ViewedClassTold):
    """A class in one week. Every small number is null; of a small class everything is."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", label="Science 7, period 2",
        use_id="2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11", use="MagicSchool: feedback", sees="counts", is_small=False,
        first_on="2026-11-09", weeks=["2026-11-09", "2026-11-02"], calls=212,
        by_fate={"answered": 150, "replaced": 40, "stopped": 22, "unanswered": 0},
        purposes=[{"purpose": "uc_feedback", "by_fate": {"answered": 150}, "calls": 212}],
        stopped=[{"code": "data_blocked", "reason": "With data that must never leave the district", "calls": 22}],
    )  # fmt: skip

    first_on: date
    weeks: list[date]
    calls: int | None
    by_fate: dict[str, int | None]
    purposes: list[ForPurpose]
    stopped: list[StoppedFor]


@router.get("/my-classes", response={200: list[ViewedClassTold], REFUSALS: ProblemDocument})
def list_my_classes(request: HttpRequest) -> object:
    """Classes that the caller teaches and may look at."""
    return [_told(each) for each in my_classes(who(request))]


@router.get("/my-classes/{key_id}", response={200: ClassWeekTold, REFUSALS: ProblemDocument})
def read_my_class(request: HttpRequest, key_id: UUID, asked: Query[InWeek]) -> object:
    """What one class used AI for in a week, how much, and what was stopped. Never who, and no text."""
    week = class_week(who(request), str(key_id), asked.week, now=utc_now())
    calls = week.calls
    return ClassWeekTold(
        **_told(week.of).model_dump(),
        first_on=week.first_on,
        weeks=list(week.weeks),
        calls=number_shown(calls.total) if calls else None,
        by_fate=fates_told(calls.by_fate) if calls else {},
        purposes=[
            ForPurpose(purpose=each.key, by_fate=fates_told(each.by_fate), calls=number_shown(each.all))
            for each in (calls.others[By.PURPOSE] if calls else ())
        ],
        stopped=[
            StoppedFor(code=code, reason=said(reason_name(code)), calls=number_shown(cell))
            for code, cell in (calls.reasons if calls else ())
        ],
    )


def _told(of: ClassSeen) -> ViewedClassTold:
    return ViewedClassTold(
        id=of.key_id,
        label=of.label,
        use_id=of.use_id,
        use=of.use_title,
        sees=of.view,
        is_small=of.is_small,
    )
