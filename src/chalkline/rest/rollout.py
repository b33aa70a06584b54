"""/api/v1/messages, /rollout-plans, /budget: who is told what, what is open, who pays."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.kernel.clock import utc_now
from chalkline.rest.shapes import REFUSALS, Page, Place, ProblemDocument, Query, Span, all_said, paged, said, who
from chalkline.rollout.budget.api import BudgetSummary, budget_summary
from chalkline.rollout.communications.api import Message, MessageState, is_late, messages, missing_languages
from chalkline.rollout.phases.api import (
    GateSeen,
    Phase,
    RolloutPlan,
    gates_of,
    open_phase,
    phase_by_id,
    rollout_plan_by_id,
    rollout_plans,
)

router = Place(tags=["rollout"])


class MessageTold(Schema):
    """A message of the communication plan."""

    id: str
    title: str
    audience: str
    purpose: str
    due_on: date
    state: str
    late: bool
    not_sent_in: list[str]


class MessagePage(Page[MessageTold]):
    """Messages, the earliest due first."""


class PlanTold(Schema):
    """A rollout plan."""

    id: str
    use: str
    title: str
    state: str
    phases: list[str]


class PlanPage(Page[PlanTold]):
    """Rollout plans, newest first."""


class GateTold(Schema):
    """A gate as the records have it now."""

    kind: str
    asks: str
    met: bool
    excused: bool
    says: str
    to_do: str


class PhaseTold(Schema):
    """A phase with its gates, as far as the caller may see them."""

    id: str
    number: int
    title: str
    state: str
    starts_on: date
    schools: list[str]
    roles: list[str]
    gates: list[GateTold]


class SourceTold(Schema):
    """What a source pays in the year, in whole dollars."""

    name: str
    dollars: int
    ends_on: date | None
    after: str


class BudgetTold(Schema):
    """A fiscal year of the budget for AI, in whole dollars."""

    year: str
    total: int
    year_before: int
    year_after: int
    by_source: list[SourceTold]
    where_money_ends: list[str]


@router.get("/messages", response={200: MessagePage, REFUSALS: ProblemDocument})
def list_messages(request: HttpRequest, span: Query[Span]) -> object:
    """The communication plan, as far as the caller may see it."""
    return paged(messages(who(request)), span, _message)


@router.get("/rollout-plans", response={200: PlanPage, REFUSALS: ProblemDocument})
def list_rollout_plans(request: HttpRequest, span: Query[Span]) -> object:
    """How approved uses reach people."""
    return paged(rollout_plans(who(request)), span, _plan)


@router.get("/rollout-plans/{plan_id}/phases/{phase_id}", response={200: PhaseTold, REFUSALS: ProblemDocument})
def read_phase(request: HttpRequest, plan_id: UUID, phase_id: UUID) -> object:
    """A phase, with what each of its gates reads from the records now."""
    actor = who(request)
    phase = phase_by_id(actor, rollout_plan_by_id(actor, str(plan_id)), str(phase_id))
    return _phase(phase, gates_of(actor, phase, localdate()))


@router.post("/rollout-plans/{plan_id}/phases/{phase_id}/open", response={200: PhaseTold, REFUSALS: ProblemDocument})
def open_a_phase(request: HttpRequest, plan_id: UUID, phase_id: UUID) -> object:
    """Open a phase, when every gate is met or excused."""
    actor = who(request)
    phase = phase_by_id(actor, rollout_plan_by_id(actor, str(plan_id)), str(phase_id))
    return _phase(open_phase(actor, phase, now=utc_now()), gates_of(actor, phase, localdate()))


@router.get("/budget", response={200: BudgetTold, REFUSALS: ProblemDocument})
def read_budget(request: HttpRequest, fiscal_year: int) -> object:
    """A fiscal year, named by the calendar year it begins in."""
    return _budget(budget_summary(who(request), min(max(fiscal_year, 2000), 2100)))


def _message(message: Message) -> MessageTold:
    return MessageTold(
        id=str(message.pk),
        title=message.title,
        audience=message.audience,
        purpose=message.purpose,
        due_on=message.due_on,
        state=message.state,
        late=is_late(MessageState(message.state), message.due_on, localdate()),
        not_sent_in=list(missing_languages(message)),
    )


def _plan(plan: RolloutPlan) -> PlanTold:
    phases = [str(each.pk) for each in plan.phases.all()]
    return PlanTold(id=str(plan.pk), use=str(plan.use_id), title=plan.use.title, state=plan.state, phases=phases)


def _phase(phase: Phase, gates: list[GateSeen]) -> PhaseTold:
    return PhaseTold(
        id=str(phase.pk),
        number=phase.number,
        title=phase.title,
        state=phase.state,
        starts_on=phase.starts_on,
        schools=list(phase.school_ids),
        roles=list(phase.roles),
        gates=[_gate(each) for each in gates],
    )


def _gate(gate: GateSeen) -> GateTold:
    return GateTold(
        kind=gate.kind.value,
        asks=said(gate.asks),
        met=gate.reading.is_met,
        excused=bool(gate.excused_because),
        says=said(gate.reading.says),
        to_do="" if gate.lets_through else said(gate.reading.to_do),
    )


def _budget(told: BudgetSummary) -> BudgetTold:
    return BudgetTold(
        year=told.year,
        total=int(told.total),
        year_before=int(told.year_before),
        year_after=int(told.year_after),
        by_source=[
            SourceTold(name=each.name, dollars=int(each.dollars), ends_on=each.ends_on, after=each.after)
            for each in told.by_source
        ],
        where_money_ends=all_said(told.cliff_sentences),
    )
