"""Writes of rollout plans: begin one, plan phases and gates, start, excuse a gate, open a phase, end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.timezone import localdate

from chalkline.approve.uses.api import ApprovedUse, UseState, limit_of, limit_use, state_of, use_ref
from chalkline.approve.uses.events import UseLimited
from chalkline.kernel.ids import id_from
from chalkline.kernel.subjects import SubjectRef
from chalkline.ledger.api import record
from chalkline.people.api import Actor, Person, command
from chalkline.rollout.budget.api import fiscal_years
from chalkline.rollout.phases import rules
from chalkline.rollout.phases.asking import checked_values
from chalkline.rollout.phases.events import (
    GateExcused,
    GateRemoved,
    GateSet,
    PhaseMoved,
    PhaseOpened,
    PhasePlanned,
    PhaseRemoved,
    PlanBegun,
    PlanEnded,
    PlanStarted,
)
from chalkline.rollout.phases.gates import moved_along
from chalkline.rollout.phases.models import Excuse, Gate, Phase, RolloutPlan
from chalkline.rollout.phases.queries import LIVE, plan_ref
from chalkline.rollout.phases.reading import gates_seen
from chalkline.rollout.phases.words import GateKind, PhasePlan, PhaseState, PlanState
from chalkline.rulebook.api import Opening


@command(records=(PlanBegun,))
def begin_rollout(actor: Actor, use: ApprovedUse, *, now: datetime) -> RolloutPlan:
    """Begin a plan for an approved use, as a draft. Raises Problem: phases.use_is_over, phases.plan_known."""
    actor.must("rollout.plan")
    if state_of(use, localdate(now)) not in {UseState.ACTIVE, UseState.SUSPENDED}:
        raise rules.use_is_over()
    if RolloutPlan.objects.filter(use=use, state__in=LIVE).exists():
        raise rules.plan_known()
    plan = RolloutPlan.objects.create(
        use=use, state=PlanState.DRAFT.value, owner_id=id_from(actor.id), planned_by=actor.id, planned_at=now
    )
    told = PlanBegun(plan_ref(plan), use_ref(use), SubjectRef("person", actor.id), use.title)
    record(told, actor_id=actor.id, now=now)
    return plan


@command(records=(PhasePlanned,))
def add_phase(actor: Actor, plan: RolloutPlan, phase: PhasePlan, *, now: datetime) -> Phase:
    """Add a phase at the end of a draft. Raises Problem: phases.not_now, phases.incomplete, phases.too_many."""
    actor.must("rollout.plan")
    current = _in(plan, PlanState.DRAFT)
    use = current.use
    rules.must_be_a_phase(phase, use.school_ids, use.roles, use.expires_on)
    number = current.phases.count() + 1
    if number > rules.MOST_PHASES:
        raise rules.too_many()
    made = Phase.objects.create(
        plan=current,
        number=number,
        title=phase.title.strip(),
        school_ids=sorted(phase.school_ids),
        roles=sorted(phase.roles),
        starts_on=phase.starts_on,
        ends_on=phase.ends_on,
        state=PhaseState.WAITING.value,
    )
    told = PhasePlanned(
        plan=plan_ref(current),
        use=use_ref(use),
        title=use.title,
        number=number,
        phase_title=made.title,
        schools=tuple(made.school_ids),
        roles=tuple(made.roles),
        starts_on=made.starts_on.isoformat(),
    )
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(PhaseRemoved,))
def remove_last_phase(actor: Actor, plan: RolloutPlan, *, now: datetime) -> RolloutPlan:
    """Take the last phase, with its gates, out of a draft."""
    actor.must("rollout.plan")
    current = _in(plan, PlanState.DRAFT)
    last = current.phases.last()
    if last is None:
        raise rules.not_in_state(PlanState.DRAFT)
    last.gates.all().delete()
    last.delete()
    record(PhaseRemoved(plan_ref(current), current.use.title, last.number), actor_id=actor.id, now=now)
    return current


@command(records=(GateSet,))
def set_gate(actor: Actor, phase: Phase, kind: GateKind, values: Mapping[str, str], *, now: datetime) -> Gate:
    """Make a phase of a draft wait for one more thing. Raises Problem: phases.gate_incomplete, phases.too_many."""
    actor.must("rollout.plan")
    plan = _in(phase.plan, PlanState.DRAFT)
    kept = checked_values(kind, values)
    place = phase.gates.count() + 1
    if place > rules.MOST_GATES:
        raise rules.too_many()
    gate = Gate.objects.create(phase=phase, kind=kind.value, values=kept, place=place)
    said = tuple(f"{name}={value}" for name, value in sorted(kept.items()))
    record(GateSet(plan_ref(plan), plan.use.title, phase.number, kind.value, said), actor_id=actor.id, now=now)
    return gate


@command(records=(GateRemoved,))
def remove_gate(actor: Actor, gate: Gate, *, now: datetime) -> Phase:
    """Let a phase of a draft no longer wait for something."""
    actor.must("rollout.plan")
    phase = gate.phase
    plan = _in(phase.plan, PlanState.DRAFT)
    gate.delete()
    record(GateRemoved(plan_ref(plan), plan.use.title, phase.number, gate.kind), actor_id=actor.id, now=now)
    return phase


@command(records=(PhaseMoved,))
def move_phase(
    actor: Actor, phase: Phase, *, starts_on: date, ends_on: date | None, reason: str, now: datetime
) -> Phase:
    """Give a phase that waits other days, with a reason. Raises Problem: phases.incomplete, phases.reason_needed.

    What its gates ask for moves along, never back; exceptions made for the old days no longer count.
    """
    actor.must("rollout.plan")
    said = rules.must_say_why(reason)
    plan = _in(phase.plan, PlanState.DRAFT, PlanState.RUNNING)
    current = Phase.objects.select_for_update(of=("self",)).select_related("plan__use__tool").get(pk=phase.pk)
    if current.state == PhaseState.OPEN:
        raise rules.already_open()
    rules.must_be_days(starts_on, ends_on, plan.use.expires_on, today=localdate(now))
    before = current.starts_on
    gates = _gates_moved(current, before, starts_on)
    lapsed, _ = Excuse.objects.filter(gate__phase=current).delete()
    current.starts_on, current.ends_on = starts_on, ends_on
    current.save(update_fields=["starts_on", "ends_on"])
    told = PhaseMoved(
        plan=plan_ref(plan),
        use=use_ref(plan.use),
        title=plan.use.title,
        number=current.number,
        phase_title=current.title,
        from_on=before.isoformat(),
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat() if ends_on else "",
        gates=gates,
        lapsed=lapsed,
        reason=said,
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(PlanStarted, UseLimited))
def start_rollout(actor: Actor, plan: RolloutPlan, *, now: datetime) -> RolloutPlan:
    """Start a plan: the use holds only for open phases from here on. Raises Problem: phases.not_ready, phases.not_now.

    What an earlier plan had opened stays open.
    """
    actor.must("rollout.plan")
    current = _in(plan, PlanState.DRAFT)
    phases = list(current.phases.all())
    rules.must_be_ready([each.gates.count() for each in phases])
    current.state, current.started_at = PlanState.RUNNING.value, now
    current.save(update_fields=["state", "started_at"])
    limit_use(actor, current.use, limit_of(current.use) or (), now=now)
    told = PlanStarted(plan_ref(current), use_ref(current.use), current.use.title, len(phases))
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(GateExcused,))
def excuse_gate(actor: Actor, gate: Gate, *, reason: str, now: datetime) -> Excuse:
    """Make an exception to a gate that is not met. Raises Problem: phases.nothing_to_excuse, phases.reason_needed."""
    actor.must("rollout.excuse_gate")
    said = rules.must_say_why(reason)
    plan = _in(gate.phase.plan, PlanState.RUNNING)
    seen = next(each for each in gates_seen(gate.phase, localdate(now)) if each.gate_id == str(gate.pk))
    if seen.lets_through or gate.phase.state == PhaseState.OPEN:
        raise rules.gate_met_already()
    made = Excuse.objects.create(gate=gate, reason=said, by_id=id_from(actor.id), at=now)
    told = GateExcused(
        plan=plan_ref(plan),
        use=use_ref(plan.use),
        title=plan.use.title,
        number=gate.phase.number,
        kind=gate.kind,
        reading=str(seen.reading.says),
        reason=said,
    )
    record(told, actor_id=actor.id, now=now)
    return made


@command(records=(PhaseOpened, UseLimited))
def open_phase(actor: Actor, phase: Phase, *, now: datetime) -> Phase:
    """Open a phase: the use holds for its people from here on, and the gateway follows within seconds.

    Raises Problem: phases.gate_not_met, phases.earlier_waits, phases.too_early, phases.excused_by_you,
    phases.open_already.
    """
    actor.must("rollout.open_phase")
    plan = _in(phase.plan, PlanState.RUNNING)
    current = Phase.objects.select_for_update(of=("self",)).select_related("plan__use__tool").get(pk=phase.pk)
    if current.state == PhaseState.OPEN:
        raise rules.already_open()
    gates = gates_seen(current, localdate(now))
    before = plan.phases.filter(number__lt=current.number).values_list("state", flat=True)
    rules.must_open(current.number, [PhaseState(each) for each in before], gates)
    rules.must_have_come(current.number, current.starts_on, localdate(now))
    excusers = {str(each) for each in Excuse.objects.filter(gate__phase=current).values_list("by_id", flat=True)}
    rules.must_be_someone_else(actor.id, excusers)
    current.state, current.opened_at = PhaseState.OPEN.value, now
    current.opened_by = Person.objects.filter(pk=id_from(actor.id)).first()
    current.evidence = [
        {"asks": gate.asks.spelled(), "says": gate.reading.says.spelled(), "excused": gate.excused_because}
        for gate in gates
    ]
    current.save(update_fields=["state", "opened_at", "opened_by", "evidence"])
    open_before = limit_of(plan.use) or ()
    limit_use(
        actor, plan.use, (*open_before, Opening(frozenset(current.school_ids), frozenset(current.roles))), now=now
    )
    if not plan.phases.filter(state=PhaseState.WAITING.value).exists():
        plan.state = PlanState.DONE.value
        plan.save(update_fields=["state"])
    told = PhaseOpened(
        plan=plan_ref(plan),
        use=use_ref(plan.use),
        title=plan.use.title,
        number=current.number,
        phase_title=current.title,
        evidence=tuple(str(gate.reading.says) for gate in gates),
        excused=len(excusers),
    )
    record(told, actor_id=actor.id, now=now)
    return current


@command(records=(PlanEnded,))
def end_rollout(actor: Actor, plan: RolloutPlan, *, reason: str, now: datetime) -> RolloutPlan:
    """End a plan, with a reason. The use stays limited to what is open; a new plan opens more."""
    actor.must("rollout.plan")
    said = rules.must_say_why(reason)
    current = _in(plan, PlanState.DRAFT, PlanState.RUNNING, PlanState.DONE)
    current.state, current.ended_at, current.ended_because = PlanState.ENDED.value, now, said
    current.save(update_fields=["state", "ended_at", "ended_because"])
    record(PlanEnded(plan_ref(current), use_ref(current.use), current.use.title, said), actor_id=actor.id, now=now)
    return current


def _gates_moved(phase: Phase, before: date, after: date) -> tuple[str, ...]:
    """Let the gates that name a day or a year ask as much later as the phase comes; what they ask from then on."""
    moved = []
    for gate in phase.gates.all():
        values = moved_along(GateKind(gate.kind), gate.values, before, after, fiscal_years())
        if values != gate.values:
            gate.values = values
            gate.save(update_fields=["values"])
            moved.append(", ".join([gate.kind, *(f"{name}={value}" for name, value in sorted(values.items()))]))
    return tuple(moved)


def _in(plan: RolloutPlan, *states: PlanState) -> RolloutPlan:
    found = RolloutPlan.objects.select_for_update(of=("self",)).select_related("use__tool")
    current = found.get(pk=plan.pk)
    if current.state not in states:
        raise rules.not_in_state(PlanState(current.state))
    return current
