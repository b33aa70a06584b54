"""Reads of rollout plans: all, one with its phases, what waits to be opened, for whom a use is open."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from chalkline.approve.uses.api import ApprovedUse
from chalkline.kernel.ids import id_from
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.kernel.subjects import SubjectRef
from chalkline.people.api import Actor
from chalkline.rollout.phases.models import Gate, Phase, RolloutPlan
from chalkline.rollout.phases.reading import gates_seen
from chalkline.rollout.phases.words import GateKind, GateSeen, PhaseState, PlanState

NEEDS = {GateKind.INCIDENTS: "incidents.see", GateKind.BUDGET: "budget.see"}
LIVE = (PlanState.DRAFT.value, PlanState.RUNNING.value, PlanState.DONE.value)


def rollout_plans(actor: Actor) -> QuerySet[RolloutPlan]:
    """Every plan, newest first."""
    actor.must("rollout.see")
    return RolloutPlan.objects.select_related("use__tool", "owner").prefetch_related("phases")


def rollout_plan_by_id(actor: Actor, plan_id: str) -> RolloutPlan:
    """One plan. Raises Problem("not_found")."""
    found = rollout_plans(actor).filter(pk=id_from(plan_id)).first()
    if found is None:
        raise not_found(Sentence("rollout plan"))
    return found


def plan_of_use(actor: Actor, use: ApprovedUse) -> RolloutPlan | None:
    """The plan by which a use reaches people, if it has one that was not ended."""
    return rollout_plans(actor).filter(use=use, state__in=LIVE).first()


def phase_by_id(actor: Actor, plan: RolloutPlan, phase_id: str) -> Phase:
    """One phase of a plan. Raises Problem("not_found")."""
    actor.must("rollout.see")
    found = Phase.objects.select_related("plan__use__tool", "opened_by").filter(plan=plan, pk=id_from(phase_id)).first()
    if found is None:
        raise not_found(Sentence("phase"))
    return found


def gate_by_id(actor: Actor, phase: Phase, gate_id: str) -> Gate:
    """One gate of a phase. Raises Problem("not_found")."""
    actor.must("rollout.see")
    found = Gate.objects.filter(phase=phase, pk=id_from(gate_id)).first()
    if found is None:
        raise not_found(Sentence("gate"))
    return found


def gates_of(actor: Actor, phase: Phase, today: date) -> list[GateSeen]:
    """The gates as the records have them now, for this reader: incidents and money are not everybody's to know of."""
    actor.must("rollout.see")
    return [gate for gate in gates_seen(phase, today) if gate.kind not in NEEDS or actor.may(NEEDS[gate.kind])]


def next_phase(plan: RolloutPlan) -> Phase | None:
    """The first phase that is not open; None for a plan that does not run."""
    if plan.state != PlanState.RUNNING:
        return None
    return next((each for each in plan.phases.all() if each.state == PhaseState.WAITING), None)


def phases_ready(actor: Actor, today: date) -> list[Phase]:
    """Phases that wait for nothing but a person: their day has come, and every gate is met or excused."""
    actor.must("rollout.open_phase")
    waiting = [
        each for plan in rollout_plans(actor).filter(state=PlanState.RUNNING.value) if (each := next_phase(plan))
    ]
    return [
        each
        for each in waiting
        if today >= each.starts_on and all(gate.lets_through for gate in gates_seen(each, today))
    ]


def plan_ref(plan: RolloutPlan) -> SubjectRef:
    """How facts name a rollout plan."""
    return SubjectRef("rollout_plan", str(plan.pk))
