"""/api/v1/model-checks and /drills: does a name change a model's answer, and does the gateway obey a stop in time?"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.approve.model_checks.api import (
    ModelStanding,
    go_without_check,
    standing_of_models,
    unchecked_models,
    why_called_for,
)
from chalkline.approve.requests.api import Request, request_by_id
from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.oversee.drills.api import Drill, DrillOf, DrillState, ask_for_alert_drill, ask_for_drill, drills
from chalkline.oversee.paired_prompts.api import (
    CheckState,
    Difference,
    Measure,
    PairedCheck,
    check_model,
    checks_due,
    differences_of,
    library,
    paired_check_by_id,
    paired_checks,
)
from chalkline.publish.stops.api import StopOf
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
    Text,
    all_said,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["model checks"])


class CheckTold(Schema):
    """A check of one model with one set of requests. Words of answers are not kept."""

    id: str
    model: str
    requests: str
    repeats: int
    state: CheckState
    total: int
    unanswered: int
    replaced: int
    answered_as: str
    begun_at: datetime
    ended_at: datetime | None


class CheckPage(Page[CheckTold]):
    """Checks, the latest first."""


class DifferenceFound(Schema):
    """A group of names against the others, for one measure, with a 95 % interval. ``chance``: corrected (Holm)."""

    measure: Measure
    group: str
    mean: float
    others: float
    difference: float
    low: float
    high: float
    chance: float
    runs: int
    says: bool
    stands_out: bool


class CheckWanted(Sent):
    """Which model, which requests, how often each is put with each name."""

    model_config = like(model="gpt-4o-mini", requests="feedback", repeats=3)

    model: Short
    requests: Id
    repeats: int = Field(3, ge=1, le=10)


class SetTold(Schema):
    """A set of requests, and the purposes it stands for."""

    id: str
    name: str
    purposes: list[str]


class DueTold(Schema):
    """By when a model in use is to be checked. ``changed_on``: since when another model answers under its name."""

    model: str
    on: date
    changed_on: date | None


class CheckStandingTold(Schema):
    """How one model of a request stands, as members of the committee read it."""

    model: str
    is_called_for: bool
    check: str | None
    ended_on: date | None
    standing_out: int | None
    without: str | None


class RequestModels(Schema):
    """Why a check is called for, how each model stands, and which are missing before the committee."""

    why: list[str]
    models: list[CheckStandingTold]
    unchecked: list[str]


class Without(Sent):
    """Why a request goes to the committee without a check. Members read it."""

    model_config = like(reason="The vendor names the model only after signing; it is checked in its first week.")

    reason: Text


class DrillTold(Schema):
    """A drill of the stop, or of the way of an alert ("use", "alert" and "stop" are "" where there is none).

    ``seconds`` null: nothing was measured.
    """

    id: str
    of: DrillOf
    use: str
    alert: str
    stop: str
    state: DrillState
    seconds: float | None
    begun_at: datetime
    begun_by: str


class DrillPage(Page[DrillTold]):
    """Drills, the latest first."""


@router.get("/model-checks", response={200: CheckPage, REFUSALS: ProblemDocument})
def list_checks(request: HttpRequest, span: Query[Span], model: str = "") -> object:
    """Checks, of one model where it is named."""
    return paged(paired_checks(who(request), model), span, _check)


@router.post("/model-checks", response={201: CheckTold, REFUSALS: ProblemDocument})
def begin_a_check(request: HttpRequest, wanted: CheckWanted) -> object:
    """Begin one. It runs by itself."""
    made = check_model(who(request), wanted.model, wanted.requests, repeats=wanted.repeats, now=utc_now())
    return created(_check(made))


@router.get("/model-checks/requests", response={200: list[SetTold], REFUSALS: ProblemDocument})
def list_sets(request: HttpRequest) -> object:
    """The sets of requests there are."""
    who(request).must("paired_prompts.see")
    return [SetTold(id=each.id, name=each.name, purposes=sorted(each.purposes)) for each in library().sets]


@router.get("/model-checks/due", response={200: list[DueTold], REFUSALS: ProblemDocument})
def list_due(request: HttpRequest) -> object:
    """By when each model in use is to be checked."""
    who(request).must("paired_prompts.see")
    return [DueTold(model=each.model, on=each.on, changed_on=each.anew_on) for each in checks_due(localdate(utc_now()))]


@router.get("/model-checks/{check_id}", response={200: CheckTold, REFUSALS: ProblemDocument})
def read_a_check(request: HttpRequest, check_id: UUID) -> object:
    """One check."""
    return _check(paired_check_by_id(who(request), str(check_id)))


@router.get("/model-checks/{check_id}/differences", response={200: list[DifferenceFound], REFUSALS: ProblemDocument})
def list_differences(request: HttpRequest, check_id: UUID) -> object:
    """Every difference that was measured; none while it runs."""
    actor = who(request)
    found = differences_of(actor, paired_check_by_id(actor, str(check_id)))
    return [_difference(each) for each in found]


@router.get("/requests/{request_id}/models", response={200: RequestModels, REFUSALS: ProblemDocument})
def read_models_of_request(request: HttpRequest, request_id: UUID) -> object:
    """How the models stand that a request would call."""
    return _models(request_by_id(who(request), str(request_id)))


@router.post("/requests/{request_id}/without-check", response={201: RequestModels, REFUSALS: ProblemDocument})
def go_without(request: HttpRequest, request_id: UUID, said: Without) -> object:
    """Say why it goes to the committee without a check."""
    actor = who(request)
    found = request_by_id(actor, str(request_id))
    go_without_check(actor, found, reason=said.reason, now=utc_now())
    return created(_models(found))


@router.get("/drills", response={200: DrillPage, REFUSALS: ProblemDocument})
def list_drills(request: HttpRequest, span: Query[Span]) -> object:
    """Drills of the stop and of the way of an alert."""
    return paged(drills(who(request)), span, _drill)


@router.post("/uses/{use_id}/drills", response={201: DrillTold, REFUSALS: ProblemDocument})
def begin_a_drill(request: HttpRequest, use_id: UUID, stops: StopOf | None = None) -> object:
    """Try out that the gateway obeys a stop: of a key of this use, or (``stops``) of its tool or model for that key.

    It stops nobody. The stop of a tool or a model stays until two people let it go on, at /stops/{id}.
    """
    actor = who(request)
    of = DrillOf(stops.value) if stops else DrillOf.STOP
    return created(_drill(ask_for_drill(actor, use_by_id(actor, str(use_id)), of=of, now=utc_now())))


@router.post("/alert-path-drills", response={201: DrillTold, REFUSALS: ProblemDocument})
def begin_an_alert_drill(request: HttpRequest) -> object:
    """Have the gateway raise an alert that is none, and measure until somebody on call is told."""
    return created(_drill(ask_for_alert_drill(who(request), now=utc_now())))


def _check(check: PairedCheck) -> CheckTold:
    return CheckTold(
        id=str(check.pk),
        model=check.model,
        requests=check.prompt_set,
        repeats=check.repeats,
        state=CheckState(check.state),
        total=check.total,
        unanswered=check.unanswered,
        replaced=check.replaced,
        answered_as=check.made,
        begun_at=check.asked_at,
        ended_at=check.ended_at,
    )


def _difference(each: Difference) -> DifferenceFound:
    return DifferenceFound(**vars(each), stands_out=each.stands_out)


def _models(found: Request) -> RequestModels:
    return RequestModels(
        why=all_said(why_called_for(found)),
        models=[_standing(each) for each in standing_of_models(found)],
        unchecked=list(unchecked_models(found, localdate(utc_now()))),
    )


def _standing(each: ModelStanding) -> CheckStandingTold:
    check, without = each.check or {}, each.without or {}
    return CheckStandingTold(
        model=each.model,
        is_called_for=each.is_called_for,
        check=check.get("id"),
        ended_on=check.get("ended_on"),
        standing_out=len(check["standing_out"]) if check else None,
        without=without.get("reason"),
    )


def _drill(drill: Drill) -> DrillTold:
    return DrillTold(
        id=str(drill.pk),
        of=DrillOf(drill.of),
        use=str(drill.use_id or ""),
        alert=str(drill.alert_id or ""),
        stop=str(drill.stopped_id or ""),
        state=DrillState(drill.state),
        seconds=drill.seconds,
        begun_at=drill.begun_at,
        begun_by=str(drill.begun_by),
    )
