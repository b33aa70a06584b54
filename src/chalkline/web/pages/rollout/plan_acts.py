"""The binding acts on a rollout plan: start, open a phase, make an exception, end. Each is shown before it happens."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.rollout.phases.api import (
    RolloutPlan,
    end_rollout,
    excuse_gate,
    gate_by_id,
    gates_of,
    open_phase,
    phase_by_id,
    rollout_plan_by_id,
    start_rollout,
)
from chalkline.web.pages.rollout.telling import ReasonForm
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent


@page("rollout/plans/<uuid:plan_id>/start/", name="rollout.start", permission="rollout.plan", methods=("GET", "POST"))
def start(request: Request, plan_id: UUID) -> HttpResponse:
    """Start the plan."""
    plan = rollout_plan_by_id(request.actor, str(plan_id))
    request.actor.must("rollout.plan")
    if request.method == "POST":
        start_rollout(request.actor, plan, now=utc_now())
        messages.success(request, _("The plan runs. Nobody may use it until its first phase is open."))
        return redirect("rollout.plan", plan.pk)
    will = (
        Sentence("{title} holds for nobody until a phase is open. Who uses it today is held back within seconds.",
                 title=plan.use.title),
        Sentence("The phases and what they wait for do not change any more."),
        Sentence("Each phase opens when its gates are met and a named person opens it."),
    )  # fmt: skip
    return _act(request, plan, title=_("Start the plan"), submit=_("Start it"), will=will)


@page("rollout/plans/<uuid:plan_id>/<uuid:phase_id>/open/", name="rollout.open", permission="rollout.open_phase",
      methods=("GET", "POST"))  # fmt: skip
def open_(request: Request, plan_id: UUID, phase_id: UUID) -> HttpResponse:
    """Open a phase, when everything it waits for is so."""
    actor = request.actor
    plan = rollout_plan_by_id(actor, str(plan_id))
    phase = phase_by_id(actor, plan, str(phase_id))
    actor.must("rollout.open_phase")
    if request.method == "POST":
        open_phase(actor, phase, now=utc_now())
        messages.success(request, _("The phase is open. The gateway follows within five seconds."))
        return redirect("rollout.plan", plan.pk)
    will = (
        Sentence("The people of “{phase}” may use it from now on.", phase=phase.title),
        *(Sentence("{says}", says=gate.reading.says) for gate in gates_of(actor, phase, localdate())),
        Sentence("What the records say now is kept as the reason, with your name."),
    )
    return _act(request, plan, title=_("Open this phase"), submit=_("Open it"), will=will)


@page("rollout/plans/<uuid:plan_id>/<uuid:phase_id>/<uuid:gate_id>/exception/", name="rollout.excuse",
      permission="rollout.excuse_gate", methods=("GET", "POST"))  # fmt: skip
def excuse(request: Request, plan_id: UUID, phase_id: UUID, gate_id: UUID) -> HttpResponse:
    """Let one gate go, with a reason."""
    actor = request.actor
    plan = rollout_plan_by_id(actor, str(plan_id))
    phase = phase_by_id(actor, plan, str(phase_id))
    gate = gate_by_id(actor, phase, str(gate_id))
    actor.must("rollout.excuse_gate")
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        done = sent(form, lambda: excuse_gate(actor, gate, reason=form.answer("reason"), now=utc_now()))
        if done:
            messages.success(request, _("The exception is on record."))
            return redirect("rollout.plan", plan.pk)
    seen = [each for each in gates_of(actor, phase, localdate()) if each.gate_id == str(gate.pk)]
    will = (
        *(Sentence("This gate no longer holds the phase back: {asks}", asks=each.asks) for each in seen),
        *(Sentence("What is so now: {says}", says=each.reading.says) for each in seen),
        Sentence("Your name and your reason stand on the plan and in the ledger."),
        Sentence("Somebody else opens the phase."),
    )
    return _act(request, plan, title=_("Make an exception"), submit=_("Make it"), will=will, form=form, tone="stop")


@page("rollout/plans/<uuid:plan_id>/end/", name="rollout.end", permission="rollout.plan", methods=("GET", "POST"))
def end(request: Request, plan_id: UUID) -> HttpResponse:
    """End a plan before every phase is open."""
    actor = request.actor
    plan = rollout_plan_by_id(actor, str(plan_id))
    actor.must("rollout.plan")
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        done = sent(form, lambda: end_rollout(actor, plan, reason=form.answer("reason"), now=utc_now()))
        if done:
            messages.success(request, _("The plan has ended."))
            return redirect("rollout.plan", plan.pk)
    will = (
        Sentence("No further phase opens by this plan."),
        Sentence("What is open stays open, and nothing more: a new plan opens the rest."),
    )
    return _act(request, plan, title=_("End this plan"), submit=_("End it"), will=will, form=form, tone="stop")


def _act(
    request: Request,
    plan: RolloutPlan,
    *,
    title: str,
    submit: str,
    will: tuple[Any, ...],
    form: ReasonForm | None = None,
    tone: str = "",
) -> HttpResponse:
    back = address_of("rollout.plan", plan.pk)
    context = {"title": title, "submit": submit, "will": will, "form": form, "tone": tone}
    return render(request, "rollout/act.html", {**context, "about": plan.use.title, "back": back})
