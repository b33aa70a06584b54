"""/api/v1/decisions: what a committee decided on one version of one thing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Schema

from chalkline.govern.committees.api import item_by_id
from chalkline.govern.decisions.api import (
    Decision,
    answer_recommendation,
    close_item,
    decided_by,
    decision_by_id,
    decisions,
    is_intact,
    votes_counted,
)
from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import (
    REFUSALS,
    Id,
    Named,
    Page,
    Place,
    ProblemDocument,
    Query,
    Sent,
    Short,
    Span,
    Text,
    created,
    like,
    paged,
    who,
)

router = Place(tags=["decisions"])


class DecisionTold(Schema):
    """A decision. ``record_digest`` is the digest of all of it; ``is_intact``: whether the record still has it."""

    model_config = like(
        id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10", number="2026-14", title="MagicSchool: Plan lessons",
        committee={"id": "6f0c1f6e-4c0b-4b38-9b86-3d0a3c2f5a11", "name": "AI oversight committee"},
        outcome="approve_with_conditions", standing="recorded", subject_kind="request",
        subject_id="2b6f0c1f-4c0b-4b38-9b86-3d0a3c2f5a11", subject_digest="9f2a", conditions=[],
        expires_on="2027-06-30", reason="", decided_on="2026-11-20", decided_at="2026-11-20T22:40:00Z",
        record_digest="51c0", is_intact=True, in_favor=5, against=1, abstained=0, basis="vote", basis_id="",
        decided_by="AI oversight committee",
    )  # fmt: skip

    id: str
    number: str
    title: str
    committee: Named
    outcome: str
    standing: str
    subject_kind: str
    subject_id: str
    subject_digest: str
    conditions: list[dict[str, Any]]
    expires_on: date | None
    reason: str
    decided_on: date
    decided_at: datetime
    record_digest: str
    is_intact: bool
    in_favor: int
    against: int
    abstained: int
    basis: str = Field(description="vote, delegation or appeal; basis_id names the delegation or the appeal.")
    basis_id: str
    decided_by: str = Field(description="The committee, or the person who had its right.")


class DecisionPage(Page[DecisionTold]):
    """Decisions, latest first."""


class AnswerGiven(Sent):
    """The superintendent's answer to an advisory committee."""

    model_config = like(agrees=True, reason="")

    agrees: bool
    reason: Text = ""


@router.get("/decisions", response={200: DecisionPage, REFUSALS: ProblemDocument})
def list_decisions(request: HttpRequest, span: Query[Span], search: Short = "") -> object:
    """Every decision and recommendation, latest first; ``search`` takes a number or words of the title."""
    return paged(decisions(who(request), search=search), span, decision_told)


@router.get("/decisions/{decision_id}", response={200: DecisionTold, REFUSALS: ProblemDocument})
def read_decision(request: HttpRequest, decision_id: Id) -> object:
    """One decision, by its id or its number."""
    return decision_told(decision_by_id(who(request), decision_id))


@router.post("/agenda-items/{item_id}/close", response={201: DecisionTold, REFUSALS: ProblemDocument})
def close_an_item(request: HttpRequest, item_id: UUID) -> object:
    """End the vote and record the decision, by whoever presides."""
    actor = who(request)
    return created(decision_told(close_item(actor, item_by_id(actor, str(item_id)), now=utc_now())))


@router.post("/decisions/{decision_id}/answer", response={200: DecisionTold, REFUSALS: ProblemDocument})
def answer_a_recommendation(request: HttpRequest, decision_id: Id, answer: AnswerGiven) -> object:
    """Decide on an advisory committee's recommendation, as the superintendent."""
    actor = who(request)
    decision = decision_by_id(actor, decision_id)
    return decision_told(
        answer_recommendation(actor, decision, agrees=answer.agrees, reason=answer.reason, now=utc_now())
    )


def decision_told(decision: Decision) -> DecisionTold:
    votes = votes_counted(decision)
    return DecisionTold(
        id=str(decision.pk),
        number=str(decision),
        title=decision.title,
        committee=Named(id=str(decision.committee_id), name=decision.committee.name),
        outcome=decision.outcome,
        standing=decision.standing,
        subject_kind=decision.subject_kind,
        subject_id=decision.subject_id,
        subject_digest=decision.subject_digest,
        conditions=decision.conditions,
        expires_on=decision.expires_on,
        reason=decision.reason,
        decided_on=decision.decided_on,
        decided_at=decision.decided_at,
        record_digest=decision.digest,
        is_intact=is_intact(decision),
        in_favor=votes.in_favor if votes else 0,
        against=votes.against if votes else 0,
        abstained=votes.abstained if votes else 0,
        basis=decision.basis,
        basis_id=decision.basis_id,
        decided_by=decided_by(decision),
    )
