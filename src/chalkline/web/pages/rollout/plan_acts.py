"""The binding acts on a rollout plan: start, open or move a phase, make an exception, end. Each is shown first."""

from __future__ import annotations

from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.phases.api import (
    Gate,
    Phase,
    RolloutPlan,
    end_rollout,
    excuse_gate,
    gate_by_id,
    gates_of,
    move_phase,
    open_phase,
    phase_by_id,
    rollout_plan_by_id,
    start_rollout,
)
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.routes import Request, address_of
from chalkline.web.sending import day_from


def _plan(request: Request, plan_id: UUID) -> RolloutPlan:
    return rollout_plan_by_id(request.actor, str(plan_id))


def _phase(request: Request, plan_id: UUID, phase_id: UUID) -> Phase:
    return phase_by_id(request.actor, _plan(request, plan_id), str(phase_id))


def _gate(request: Request, plan_id: UUID, phase_id: UUID, gate_id: UUID) -> Gate:
    return gate_by_id(request.actor, _phase(request, plan_id, phase_id), str(gate_id))


def _page_of(plan: RolloutPlan) -> str:
    return address_of("rollout.plan", plan.pk)


ON_PLAN = ActsOn("rollout/plans/<uuid:plan_id>/", "rollout", _plan, lambda plan: plan.use.title, _page_of)
ON_PHASE = ActsOn(
    "rollout/plans/<uuid:plan_id>/<uuid:phase_id>/",
    "rollout",
    _phase,
    lambda phase: phase.plan.use.title,
    lambda phase: _page_of(phase.plan),
)
ON_GATE = ActsOn(
    "rollout/plans/<uuid:plan_id>/<uuid:phase_id>/<uuid:gate_id>/",
    "rollout",
    _gate,
    lambda gate: gate.phase.plan.use.title,
    lambda gate: _page_of(gate.phase.plan),
)


@ON_PLAN.act("start", permission="rollout.plan")
def start(request: Request, plan: RolloutPlan) -> Act:
    """Start the plan."""
    request.actor.must("rollout.plan")
    return Act(
        title=_("Start the plan"),
        button=_("Start it"),
        done=_("The plan runs. Nobody may use it until its first phase is open."),
        will=(
            Sentence("{title} holds for nobody until a phase is open. Who uses it today is held back within seconds.",
                     title=plan.use.title),
            Sentence("The phases and what they wait for do not change any more."),
            Sentence("Each phase opens when its gates are met and a named person opens it."),
        ),
        do=lambda given: start_rollout(request.actor, plan, now=utc_now()),
    )  # fmt: skip


@ON_PHASE.act("open", permission="rollout.open_phase")
def open_(request: Request, phase: Phase) -> Act:
    """Open a phase, when everything it waits for is so."""
    request.actor.must("rollout.open_phase")
    return Act(
        title=_("Open this phase"),
        button=_("Open it"),
        done=_("The phase is open. The gateway follows within five seconds."),
        will=(
            Sentence("The people of “{phase}” may use it from now on.", phase=phase.title),
            *(Sentence("{says}", says=gate.reading.says) for gate in gates_of(request.actor, phase, localdate())),
            Sentence("What the records say now is kept as the reason, with your name."),
        ),
        do=lambda given: open_phase(request.actor, phase, now=utc_now()),
    )


@ON_PHASE.act("move", permission="rollout.plan")
def move(request: Request, phase: Phase) -> Act:
    """Give a phase other days, with a reason."""
    request.actor.must("rollout.plan")

    def do(given: dict[str, str]) -> Phase:
        ends = given["ends_on"].strip()
        return move_phase(
            request.actor,
            phase,
            starts_on=day_from(given["starts_on"]),
            ends_on=day_from(ends) if ends else None,
            reason=given["reason"],
            now=utc_now(),
        )

    return Act(
        title=_("Move this phase"),
        button=_("Move it"),
        done=_("The phase is moved. Its old days and the reason stay in the record."),
        will=(
            Sentence("“{phase}” now begins on {day}.", phase=phase.title, day=phase.starts_on),
            Sentence("If it begins later, its agreement has to hold as much longer, and the money to be of that year."),
            Sentence("Exceptions that were made for the old days no longer count."),
            Sentence("The old and the new days stand in the record, with your name and reason."),
        ),
        do=do,
        asks=(
            Ask("starts_on", _("From which day, if its gates are met?"), "day", value=phase.starts_on.isoformat()),
            Ask("ends_on", _("Until when should it be done?"), "day", optional=True,
                value=phase.ends_on.isoformat() if phase.ends_on else ""),
            Ask("reason", _("Why?")),
        ),
    )  # fmt: skip


@ON_GATE.act("exception", permission="rollout.excuse_gate", name="excuse")
def excuse(request: Request, gate: Gate) -> Act:
    """Let one gate go, with a reason."""
    request.actor.must("rollout.excuse_gate")
    seen = [each for each in gates_of(request.actor, gate.phase, localdate()) if each.gate_id == str(gate.pk)]
    return Act(
        title=_("Make an exception"),
        button=_("Make it"),
        done=_("The exception is on record."),
        will=(
            *(Sentence("This gate no longer holds the phase back: {asks}", asks=each.asks) for each in seen),
            *(Sentence("What is so now: {says}", says=each.reading.says) for each in seen),
            Sentence("Your name and your reason stand on the plan and in the ledger."),
            Sentence("Somebody else opens the phase."),
        ),
        do=lambda given: excuse_gate(request.actor, gate, reason=given["reason"], now=utc_now()),
        asks=(Ask("reason", _("Why?")),),
        tone="stop",
    )


@ON_PLAN.act("end", permission="rollout.plan")
def end(request: Request, plan: RolloutPlan) -> Act:
    """End a plan before every phase is open."""
    request.actor.must("rollout.plan")
    return Act(
        title=_("End this plan"),
        button=_("End it"),
        done=_("The plan has ended."),
        will=(
            Sentence("No further phase opens by this plan."),
            Sentence("What is open stays open, and nothing more: a new plan opens the rest."),
        ),
        do=lambda given: end_rollout(request.actor, plan, reason=given["reason"], now=utc_now()),
        asks=(Ask("reason", _("Why?")),),
        tone="stop",
    )
