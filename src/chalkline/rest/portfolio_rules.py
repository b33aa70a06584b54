"""/api/v1/portfolio/rules: the weights and the limit, which only a committee sets."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import meeting_by_id
from chalkline.kernel.clock import utc_now
from chalkline.purpose.portfolio.api import (
    Criterion,
    PortfolioRule,
    one_of_two,
    portfolio_rules,
    propose_rule,
    put_rule_on_agenda,
    rule_by_id,
    title_of_rule,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["portfolio"])


class RuleProposed(Sent):
    """Weights (points for every criterion, the largest 100) or a limit, and why. Give one of the two."""

    model_config = like(points=None, limit=2, because="Two are what our reviewers can follow.")

    points: dict[Criterion, int] | None = None
    limit: int | None = Field(None, ge=-1000, le=1000)
    because: Text = ""


class RulesMeetingChosen(Sent):
    """The meeting that decides."""

    model_config = like(meeting_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    meeting_id: UUID


class RuleTold(Schema):
    """Weights or a limit, as somebody proposed them."""

    id: str
    kind: str
    title: str
    because: str
    state: str
    until_on: date | None


class RulePage(Page[RuleTold]):
    """Proposals, the newest first."""


@router.get("/portfolio/rules", response={200: RulePage, REFUSALS: ProblemDocument})
def list_portfolio_rules(request: HttpRequest, span: Query[Span]) -> object:
    """Weights and limits as they were proposed; those in force are the committee's."""
    return paged(portfolio_rules(who(request)), span, _rule)


@router.post("/portfolio/rules", response={201: RuleTold, REFUSALS: ProblemDocument})
def propose_a_rule(request: HttpRequest, given: RuleProposed) -> object:
    """Propose weights or a limit to the committee."""
    actor = who(request)
    if (given.points is None) == (given.limit is None):
        raise one_of_two()
    made = propose_rule(actor, points=given.points, limit=given.limit, because=given.because, now=utc_now())
    return created(_rule(made))


@router.post("/portfolio/rules/{rule_id}/agenda", response={200: RuleTold, REFUSALS: ProblemDocument})
def put_a_rule_on_the_agenda(request: HttpRequest, rule_id: UUID, given: RulesMeetingChosen) -> object:
    """Put a proposal before a meeting; it holds once the committee has decided so."""
    actor = who(request)
    rule = rule_by_id(actor, str(rule_id))
    put_rule_on_agenda(actor, rule, meeting_by_id(actor, str(given.meeting_id)), now=utc_now())
    return _rule(rule)


def _rule(rule: PortfolioRule) -> RuleTold:
    return RuleTold(
        id=str(rule.pk),
        kind=rule.kind,
        title=title_of_rule(rule),
        because=rule.because,
        state=rule.state,
        until_on=rule.until_on,
    )
