"""/api/v1/portfolio: which use case comes first, how sure that is, and what keeps the others out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.kernel.clock import utc_now
from chalkline.purpose.portfolio.api import (
    Criterion,
    Gate,
    GateAnswer,
    Score,
    active_high_impact,
    answer_gate,
    candidates,
    limit_in_force,
    order_of,
    score_use_case,
    weights_in_force,
)
from chalkline.purpose.use_cases.api import use_case_by_id
from chalkline.rest.shapes import (
    REFUSALS,
    Place,
    ProblemDocument,
    Sent,
    Short,
    Text,
    like,
    said,
    who,
)

router = Place(tags=["portfolio"])


class ScoreGiven(Sent):
    """One score, how one knows, and where it can be read."""

    criterion: Criterion
    points: int = Field(ge=0, le=100)
    because: Text
    link: Short = ""


class ScoresGiven(Sent):
    """All six scores; ``because`` where scores are changed."""

    model_config = like(
        scores=[
            {"criterion": each.value, "points": 75, "because": "Time log of September.", "link": ""}
            for each in Criterion
        ],
        because="",
    )

    scores: list[ScoreGiven] = Field(max_length=20)
    because: Text = ""


class GateAnswered(Sent):
    """Whether a gate is open, and why."""

    model_config = like(is_open=True, reason="Counsel looked at it.", link="")

    is_open: bool
    reason: Text
    link: Short = ""


class PortfolioStandingTold(Schema):
    """Where a use case stands: ranked with its value, or what keeps it out. Shares are of 100 weightings."""

    use_case_id: str
    title: str
    is_ranked: bool
    rank: int | None = None
    value: float | None = None
    outcome: float | None = None
    risk: float | None = None
    first_in_100: int | None = None
    top_three_in_100: int | None = None
    gates_not_open: list[str] = []
    scored_by: list[str] = []
    four_tests: str = ""


class PortfolioTold(Schema):
    """The order under the weights in force, and the limit of active high-impact use cases."""

    finding: str
    weights: dict[str, float]
    limit: int
    active_high_impact: list[str]
    standings: list[PortfolioStandingTold]


@router.get("/portfolio", response={200: PortfolioTold, REFUSALS: ProblemDocument})
def read_portfolio(request: HttpRequest) -> object:
    """The portfolio as it stands today."""
    actor, today = who(request), localdate()
    found, weights = candidates(actor, on=today), weights_in_force(on=today)
    order = order_of(found, weights)
    places = {each.entry.id: each for each in order.places}
    standings = []
    for each in found:
        place = places.get(each.entry.id)
        told = PortfolioStandingTold(
            use_case_id=each.entry.id,
            title=each.entry.title,
            is_ranked=place is not None,
            gates_not_open=[gate.gate.value for gate in each.entry.gates if gate.state != "open"],
            scored_by=[sheet.name for sheet in each.entry.sheets],
            four_tests=said(each.verdict.sentence),
        )
        if place:
            told.rank, told.value = place.rank, round(place.value, 2)
            told.outcome, told.risk = round(place.outcome, 2), round(place.risk, 2)
            told.first_in_100, told.top_three_in_100 = place.first_in, place.top_in
        standings.append(told)
    return PortfolioTold(
        finding=said(order.finding),
        weights={each.value: weight for each, weight in weights.items()},
        limit=limit_in_force(on=today),
        active_high_impact=sorted(active_high_impact(on=today).values()),
        standings=sorted(standings, key=lambda each: (each.rank is None, each.rank or 0, each.title)),
    )


@router.put("/use-cases/{use_case_id}/scores", response={200: PortfolioTold, REFUSALS: ProblemDocument})
def score_a_use_case(request: HttpRequest, use_case_id: UUID, given: ScoresGiven) -> object:
    """Score a use case on the written anchors. The answer is the portfolio that results."""
    actor = who(request)
    scores = tuple(Score(each.criterion, each.points, each.because, each.link) for each in given.scores)
    score_use_case(actor, use_case_by_id(actor, str(use_case_id)), scores, because=given.because, now=utc_now())
    return read_portfolio(request)


@router.put("/use-cases/{use_case_id}/gates/{gate}", response={200: PortfolioTold, REFUSALS: ProblemDocument})
def answer_a_gate(request: HttpRequest, use_case_id: UUID, gate: Gate, given: GateAnswered) -> object:
    """Say whether a gate is open for a use case, and why."""
    actor = who(request)
    answer = GateAnswer(gate, given.is_open, given.reason, given.link)
    answer_gate(actor, use_case_by_id(actor, str(use_case_id)), answer, now=utc_now())
    return read_portfolio(request)
