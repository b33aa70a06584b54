"""/api/v1/pilots/…/verdict: the registered rule, applied once, and what it came to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.pilot.evaluation.api import (
    REASON_SENTENCES,
    VERDICT_NAMES,
    Result,
    Verdict,
    finding_of,
    group_name,
    limits_of,
    may_be_told,
    reach_verdict,
    result_of,
    told_by,
)
from chalkline.pilot.plans.api import pilot_by_id, plan_of
from chalkline.rest.shapes import REFUSALS, Place, ProblemDocument, all_said, created, said, who

router = Place(tags=["pilots"])


class StudentGroupTold(Schema):
    """The effect in one group; all empty where the group is small."""

    name: str
    treated: int | None
    compared: int | None
    effect: float | None
    low: float | None
    high: float | None


class ResultTold(Schema):
    """A verdict by the registered rule. Numbers are in the unit of the measure, good as positive; none where fewer than
    ten people stood on one side."""

    id: str
    verdict: str
    verdict_said: str
    reasons: list[str]
    finding: str
    effect: float | None
    low: float | None
    high: float | None
    smallest: str
    groups: list[StudentGroupTold]
    limits: list[str]
    digest: str
    judged_at: datetime


@router.post("/pilots/{pilot_id}/verdict", response={201: ResultTold, REFUSALS: ProblemDocument})
def reach_a_verdict(request: HttpRequest, pilot_id: UUID) -> object:
    """Reckon once, and judge by the registered rule."""
    actor = who(request)
    return created(_result(reach_verdict(actor, pilot_by_id(actor, str(pilot_id)), now=utc_now())))


@router.get("/pilots/{pilot_id}/result", response={200: ResultTold, REFUSALS: ProblemDocument})
def read_result(request: HttpRequest, pilot_id: UUID) -> object:
    """The verdict of a pilot."""
    actor = who(request)
    found = result_of(actor, pilot_by_id(actor, str(pilot_id)))
    if found is None:
        raise not_found(Sentence("result"))
    return _result(found)


def _result(result: Result) -> ResultTold:
    plan, told = plan_of(result.pilot), told_by(result)
    shown = may_be_told(told)
    return ResultTold(
        id=str(result.pk),
        verdict=result.verdict,
        verdict_said=said(VERDICT_NAMES[Verdict(result.verdict)]),
        reasons=all_said(REASON_SENTENCES[each] for each in told.reasons),
        finding=said(finding_of(plan, told)) if shown else "",
        effect=told.effect if shown else None,
        low=told.lower if shown else None,
        high=told.upper if shown else None,
        smallest=plan.as_json()["smallest"],
        groups=[
            StudentGroupTold(
                name=said(group_name(each)),
                treated=each.treated,
                compared=each.compared,
                effect=each.effect,
                low=each.lower,
                high=each.upper,
            )
            for each in told.groups
        ],
        limits=all_said(limits_of(plan, told)),
        digest=result.digest,
        judged_at=result.judged_at,
    )
