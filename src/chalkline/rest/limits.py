"""/api/v1/limits and /api/v1/spending: how much may be used, and what calls cost. Never what one person used."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.limits.api import (
    Limit,
    LimitKind,
    LimitScope,
    Wanted,
    lift_limit,
    limit_by_id,
    limits_set,
    set_limit,
)
from chalkline.report.spending.api import By, Line, spending_in
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["limits"])

ABOUT = {"kind": "tokens_day", "scope": "role", "subject": "student", "most": 250_000, "warn_percent": 80}


class LimitWanted(Sent):
    """A limit. ``subject`` "" counts each one apart; ``most`` is micro-dollars for money."""

    model_config = like(**ABOUT, reason="A pilot must not use up the year's money.")

    kind: LimitKind
    scope: LimitScope
    subject: Id = ""
    most: int = Field(ge=0, le=10**15)
    warn_percent: int = 80
    reason: Short


class LimitTold(Schema):
    """A limit in force, or one that was lifted."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", **ABOUT, reason="A pilot must not use up the year's money.",
        set_at="2026-11-20T15:00:00Z", lifted_at=None,
    )  # fmt: skip

    id: str
    kind: str
    scope: str
    subject: str
    most: int
    warn_percent: int
    reason: str
    set_at: datetime
    lifted_at: datetime | None


class LimitPage(Page[LimitTold]):
    """Limits, newest first."""


class Month(Schema):
    """A day of the month that is asked for."""

    on: date


class SumTold(Schema):
    """What calls came to; null throughout where there were few."""

    model_config = like(key="gpt-4o-mini", calls=930, tokens_in=410_000, tokens_out=120_000, cost_micros=133_500)

    key: str
    calls: int | None
    tokens_in: int | None
    tokens_out: int | None
    cost_micros: int | None


class SpendingTold(Schema):
    """A month by approved use, school, role and model, with every small group null."""

    model_config = like(
        first_on="2026-11-01", last_on="2026-11-30", cost_micros=133_500, use_id=[], school=[], role=[],
        model=[{"key": "gpt-4o-mini", "calls": 930, "tokens_in": 1, "tokens_out": 1, "cost_micros": 133_500}],
    )  # fmt: skip

    first_on: date
    last_on: date
    cost_micros: int | None
    use_id: list[SumTold]
    school: list[SumTold]
    role: list[SumTold]
    model: list[SumTold]


@router.get("/limits", response={200: LimitPage, REFUSALS: ProblemDocument})
def list_limits(request: HttpRequest, span: Query[Span]) -> object:
    """The limits in force."""
    return paged(limits_set(who(request)), span, _told)


@router.post("/limits", response={201: LimitTold, REFUSALS: ProblemDocument})
def set_a_limit(request: HttpRequest, limit: LimitWanted) -> object:
    """Put a limit in force; gateways obey it within seconds."""
    wanted = Wanted(limit.kind, limit.scope, limit.most, limit.reason, limit.subject, limit.warn_percent)
    return created(_told(set_limit(who(request), wanted, now=utc_now())))


@router.post("/limits/{limit_id}/lift", response={200: LimitTold, REFUSALS: ProblemDocument})
def lift_a_limit(request: HttpRequest, limit_id: UUID) -> object:
    """End a limit."""
    actor = who(request)
    return _told(lift_limit(actor, limit_by_id(actor, str(limit_id)), now=utc_now()))


@router.get("/spending", response={200: SpendingTold, REFUSALS: ProblemDocument})
def read_spending(request: HttpRequest, month: Query[Month]) -> object:
    """What the calls of a month cost."""
    seen = spending_in(who(request), month.on)
    tables = {by.value: [_line(each) for each in seen.tables[by]] for by in By}
    cost = seen.total.cost_micros if seen.total else None
    return SpendingTold(first_on=seen.first_on, last_on=seen.last_on, cost_micros=cost, **tables)


def _line(line: Line) -> SumTold:
    found = line.sum
    if found is None:
        return SumTold(key=line.key, calls=None, tokens_in=None, tokens_out=None, cost_micros=None)
    return SumTold(
        key=line.key,
        calls=found.calls,
        tokens_in=found.tokens_in,
        tokens_out=found.tokens_out,
        cost_micros=found.cost_micros,
    )


def _told(limit: Limit) -> LimitTold:
    return LimitTold(
        id=str(limit.pk),
        kind=limit.kind,
        scope=limit.scope,
        subject=limit.subject,
        most=limit.most,
        warn_percent=limit.warn_percent,
        reason=limit.reason,
        set_at=limit.set_at,
        lifted_at=limit.lifted_at,
    )
