"""/api/v1/stops: a tool or a model stopped for the whole district by one person, let go on by two."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.publish.stops.api import (
    Stop,
    StopOf,
    ask_to_restore,
    open_stops,
    restore,
    stop_by_id,
    stop_model,
    stop_tool,
    stops,
    tools_touched,
)
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
    Why,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["stops"])

ABOUT = {"of": "tool", "subject": "diffit", "reason": "It answers with names of strangers.",
         "instead": "Use MagicSchool, or level texts by hand."}  # fmt: skip


class StopWanted(Sent):
    """What to stop: a tool by its id, or a model by the name that calls ask for."""

    model_config = like(**ABOUT)

    of: StopOf
    subject: Id
    reason: Short
    instead: Short = Field("", description="What people use instead. It stands in every refusal.")


class StopTold(Schema):
    """A stop. ``is_over``: two people have let it go on."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", **ABOUT, called="Diffit", tools=["diffit"],
        stopped_at="2026-11-20T22:10:00Z", stopped_by="Sam Ortiz", look_by="2026-11-30", restore_is_asked=False,
        is_over=False, restored_at=None,
    )  # fmt: skip

    id: str
    of: str
    subject: str
    called: str
    reason: str
    instead: str
    tools: list[str]
    stopped_at: datetime
    stopped_by: str
    look_by: date
    restore_is_asked: bool
    is_over: bool
    restored_at: datetime | None


class StopPage(Page[StopTold]):
    """Stops, the latest first."""


class Which(Schema):
    """``past``: those that are over as well."""

    past: bool = False


@router.get("/stops", response={200: StopPage, REFUSALS: ProblemDocument})
def list_stops(request: HttpRequest, span: Query[Span], which: Query[Which]) -> object:
    """What is stopped now; approved uses that are stopped are among the uses."""
    actor = who(request)
    return paged(stops(actor) if which.past else open_stops(actor), span, _told)


@router.get("/stops/{stop_id}", response={200: StopTold, REFUSALS: ProblemDocument})
def read_stop(request: HttpRequest, stop_id: UUID) -> object:
    """One stop."""
    return _told(stop_by_id(who(request), str(stop_id)))


@router.post("/stops", response={201: StopTold, REFUSALS: ProblemDocument})
def stop_something(request: HttpRequest, wanted: StopWanted) -> object:
    """Stop a tool or a model at once. Gateways obey within seconds."""
    act = stop_tool if wanted.of is StopOf.TOOL else stop_model
    made = act(who(request), wanted.subject, reason=wanted.reason, instead=wanted.instead, now=utc_now())
    return created(_told(stop_by_id(who(request), str(made.pk))))


@router.post("/stops/{stop_id}/ask-to-restore", response={200: StopTold, REFUSALS: ProblemDocument})
def ask_that_it_goes_on(request: HttpRequest, stop_id: UUID, why: Why) -> object:
    """Ask that it may go on, and say what was done about it. A second person then agrees."""
    actor = who(request)
    return _told(ask_to_restore(actor, stop_by_id(actor, str(stop_id)), reason=why.reason, now=utc_now()))


@router.post("/stops/{stop_id}/restore", response={200: StopTold, REFUSALS: ProblemDocument})
def let_it_go_on(request: HttpRequest, stop_id: UUID) -> object:
    """Agree, as the second person, that it may go on."""
    actor = who(request)
    return _told(restore(actor, stop_by_id(actor, str(stop_id)), now=utc_now()))


def _told(stop: Stop) -> StopTold:
    return StopTold(
        id=str(stop.pk),
        of=stop.of,
        subject=stop.subject,
        called=stop.called,
        reason=stop.reason,
        instead=stop.instead,
        tools=list(tools_touched(StopOf(stop.of), stop.subject)),
        stopped_at=stop.stopped_at,
        stopped_by=str(stop.stopped_by),
        look_by=stop.look_by,
        restore_is_asked=stop.restore_asked_by_id is not None,
        is_over=stop.restored_at is not None,
        restored_at=stop.restored_at,
    )
