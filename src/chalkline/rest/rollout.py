"""/api/v1/rollout-plans: whom an approved use reaches when, what each phase waits for, and what is open."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Field, Schema

from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor
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
    Why,
    created,
    like,
    paged,
    said,
    who,
)
from chalkline.rollout.phases.api import (
    GateKind,
    GateSeen,
    Phase,
    PhasePlan,
    RolloutPlan,
    add_phase,
    begin_rollout,
    end_rollout,
    excuse_gate,
    gate_by_id,
    gates_of,
    move_phase,
    open_phase,
    phase_by_id,
    remove_gate,
    remove_last_phase,
    rollout_plan_by_id,
    rollout_plans,
    set_gate,
    start_rollout,
)

router = Place(tags=["roll-out"])

AT = "/rollout-plans/{plan_id}"
PHASE = f"{AT}/phases/{{phase_id}}"


class PlanBegun(Sent):
    """The approved use that is rolled out."""

    model_config = like(use_id="0d0c36dd-6b0e-4c4e-8f5c-5a1c0a7d3a10")

    use_id: UUID


class PhaseStated(Sent):
    """A phase. No schools: every school of the use; no roles: all of its roles."""

    model_config = like(title="Teachers of one middle school", schools=[], roles=["teacher"],
                        starts_on="2026-12-07", ends_on="2027-01-29")  # fmt: skip

    title: Short
    schools: list[Id] = Field([], max_length=500)
    roles: list[Id] = Field([], max_length=50)
    starts_on: date
    ends_on: date | None = None


class PhaseMoved(Sent):
    """Other days for a phase that waits, and why."""

    model_config = like(starts_on="2027-01-11", ends_on=None, reason="The trainer is ill until the new year.")

    starts_on: date
    ends_on: date | None = None
    reason: Text = ""


class GateStated(Sent):
    """What a phase waits for. Each kind asks for its own: training: course, percent; agreement: until_on;
    message: audience; roster: score, days; budget: dollars, fiscal_year; pilot and incidents: nothing."""

    model_config = like(kind="training", asks={"course": "ai-basics-for-staff", "percent": "80"})

    kind: GateKind
    asks: dict[Id, Short] = Field({}, max_length=10)


class PlanTold(Schema):
    """A rollout plan."""

    id: str
    use: str
    title: str
    state: str
    phases: list[str]


class PlanPage(Page[PlanTold]):
    """Rollout plans, newest first."""


class PhaseGateTold(Schema):
    """A gate as the records have it now."""

    id: str
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
    ends_on: date | None
    schools: list[str]
    roles: list[str]
    gates: list[PhaseGateTold]


@router.get("/rollout-plans", response={200: PlanPage, REFUSALS: ProblemDocument})
def list_rollout_plans(request: HttpRequest, span: Query[Span]) -> object:
    """How approved uses reach people."""
    return paged(rollout_plans(who(request)), span, _plan)


@router.post("/rollout-plans", response={201: PlanTold, REFUSALS: ProblemDocument})
def begin_a_rollout(request: HttpRequest, given: PlanBegun) -> object:
    """Begin a plan for an approved use, as a draft."""
    actor = who(request)
    return created(_plan(begin_rollout(actor, use_by_id(actor, str(given.use_id)), now=utc_now())))


@router.get(AT, response={200: PlanTold, REFUSALS: ProblemDocument})
def read_rollout_plan(request: HttpRequest, plan_id: UUID) -> object:
    """One plan, with the ids of its phases in their order."""
    return _plan(rollout_plan_by_id(who(request), str(plan_id)))


@router.post(f"{AT}/start", response={200: PlanTold, REFUSALS: ProblemDocument})
def start_a_rollout(request: HttpRequest, plan_id: UUID) -> object:
    """Start it: from here on the use holds only for open phases."""
    actor = who(request)
    return _plan(start_rollout(actor, rollout_plan_by_id(actor, str(plan_id)), now=utc_now()))


@router.post(f"{AT}/end", response={200: PlanTold, REFUSALS: ProblemDocument})
def end_a_rollout(request: HttpRequest, plan_id: UUID, given: Why) -> object:
    """End it, with a reason; what is open stays open."""
    actor = who(request)
    return _plan(end_rollout(actor, rollout_plan_by_id(actor, str(plan_id)), reason=given.reason, now=utc_now()))


@router.post(f"{AT}/phases", response={201: PhaseTold, REFUSALS: ProblemDocument})
def add_a_phase(request: HttpRequest, plan_id: UUID, given: PhaseStated) -> object:
    """Add a phase at the end of a draft."""
    actor = who(request)
    planned = PhasePlan(given.title, tuple(given.schools), tuple(given.roles), given.starts_on, given.ends_on)
    made = add_phase(actor, rollout_plan_by_id(actor, str(plan_id)), planned, now=utc_now())
    return created(_phase(actor, made))


@router.api_operation(["DELETE"], f"{AT}/phases/last", response={200: PlanTold, REFUSALS: ProblemDocument})
def remove_the_last_phase(request: HttpRequest, plan_id: UUID) -> object:
    """Take the last phase, with its gates, out of a draft."""
    actor = who(request)
    return _plan(remove_last_phase(actor, rollout_plan_by_id(actor, str(plan_id)), now=utc_now()))


@router.get(PHASE, response={200: PhaseTold, REFUSALS: ProblemDocument})
def read_phase(request: HttpRequest, plan_id: UUID, phase_id: UUID) -> object:
    """A phase, with what each of its gates reads from the records now."""
    return _phase(who(request), _found(who(request), plan_id, phase_id))


@router.post(f"{PHASE}/move", response={200: PhaseTold, REFUSALS: ProblemDocument})
def move_a_phase(request: HttpRequest, plan_id: UUID, phase_id: UUID, given: PhaseMoved) -> object:
    """Give a phase that waits other days, with a reason. Its gates move along; exceptions no longer count."""
    actor = who(request)
    moved = move_phase(
        actor,
        _found(actor, plan_id, phase_id),
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        reason=given.reason,
        now=utc_now(),
    )
    return _phase(actor, moved)


@router.post(f"{PHASE}/open", response={200: PhaseTold, REFUSALS: ProblemDocument})
def open_a_phase(request: HttpRequest, plan_id: UUID, phase_id: UUID) -> object:
    """Open a phase, when every gate is met or excused."""
    actor = who(request)
    return _phase(actor, open_phase(actor, _found(actor, plan_id, phase_id), now=utc_now()))


@router.post(f"{PHASE}/gates", response={201: PhaseTold, REFUSALS: ProblemDocument})
def set_a_gate(request: HttpRequest, plan_id: UUID, phase_id: UUID, given: GateStated) -> object:
    """Make a phase of a draft wait for one more thing."""
    actor = who(request)
    phase = _found(actor, plan_id, phase_id)
    set_gate(actor, phase, given.kind, given.asks, now=utc_now())
    return created(_phase(actor, phase))


@router.api_operation(["DELETE"], f"{PHASE}/gates/{{gate_id}}", response={200: PhaseTold, REFUSALS: ProblemDocument})
def remove_a_gate(request: HttpRequest, plan_id: UUID, phase_id: UUID, gate_id: UUID) -> object:
    """Let a phase of a draft wait for one thing less."""
    actor = who(request)
    gate = gate_by_id(actor, _found(actor, plan_id, phase_id), str(gate_id))
    return _phase(actor, remove_gate(actor, gate, now=utc_now()))


@router.post(f"{PHASE}/gates/{{gate_id}}/exception", response={200: PhaseTold, REFUSALS: ProblemDocument})
def make_an_exception(request: HttpRequest, plan_id: UUID, phase_id: UUID, gate_id: UUID, given: Why) -> object:
    """Let one gate go that is not met, with a reason. Somebody else opens the phase."""
    actor = who(request)
    phase = _found(actor, plan_id, phase_id)
    excuse_gate(actor, gate_by_id(actor, phase, str(gate_id)), reason=given.reason, now=utc_now())
    return _phase(actor, phase)


def _found(actor: Actor, plan_id: UUID, phase_id: UUID) -> Phase:
    return phase_by_id(actor, rollout_plan_by_id(actor, str(plan_id)), str(phase_id))


def _plan(plan: RolloutPlan) -> PlanTold:
    phases = [str(each.pk) for each in plan.phases.all()]
    return PlanTold(id=str(plan.pk), use=str(plan.use_id), title=plan.use.title, state=plan.state, phases=phases)


def _phase(actor: Actor, phase: Phase) -> PhaseTold:
    return PhaseTold(
        id=str(phase.pk),
        number=phase.number,
        title=phase.title,
        state=phase.state,
        starts_on=phase.starts_on,
        ends_on=phase.ends_on,
        schools=list(phase.school_ids),
        roles=list(phase.roles),
        gates=[_gate(each) for each in gates_of(actor, phase, localdate())],
    )


def _gate(gate: GateSeen) -> PhaseGateTold:
    return PhaseGateTold(
        id=gate.gate_id,
        kind=gate.kind.value,
        asks=said(gate.asks),
        met=gate.reading.is_met,
        excused=bool(gate.excused_because),
        says=said(gate.reading.says),
        to_do="" if gate.lets_through else said(gate.reading.to_do),
    )
