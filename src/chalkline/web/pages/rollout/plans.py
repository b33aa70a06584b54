"""Rollout plans: which use reaches whom in which phase, what each phase waits for, and how it stands by the records."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.approve.uses.api import kept_by, limit_of, use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, schools_and_office
from chalkline.rollout.phases.api import (
    PLAN_STATE_NAMES,
    GateKind,
    GateSeen,
    Phase,
    PhaseState,
    PlanState,
    RolloutPlan,
    add_phase,
    begin_rollout,
    gate_by_id,
    gates_of,
    next_phase,
    phase_by_id,
    plan_of_use,
    remove_gate,
    remove_last_phase,
    rollout_plan_by_id,
    rollout_plans,
    set_gate,
)
from chalkline.rulebook.api import KeptBy, named_roles
from chalkline.web.histories import happened_to
from chalkline.web.pages.rollout.plan_form import GateForm, PhaseForm, gate_kinds
from chalkline.web.pages.rollout.telling import parts_of_rollout, uses_to_roll_out
from chalkline.web.routes import Request, address_of, page, routes
from chalkline.web.sending import sent
from chalkline.web.templatetags.saying import said

TONES = {PlanState.DRAFT: "info", PlanState.RUNNING: "attend", PlanState.DONE: "ok", PlanState.ENDED: "quiet"}


@page("rollout/", name="rollout.home", permission="rollout.see")
def home(request: Request) -> HttpResponse:
    """Every plan, and the uses that have none."""
    actor = request.actor
    held = list(rollout_plans(actor))
    planned = {each.use_id for each in held if each.state != PlanState.ENDED}
    may = actor.may("rollout.plan")
    bare = uses_to_roll_out(actor).exclude(pk__in=planned) if may else []
    context = {
        "parts": parts_of_rollout(request, "rollout.home"),
        "plans": [_line(each) for each in held],
        "bare": bare,
        "may_plan": may,
    }
    return render(request, "rollout/home.html", context)


@page("rollout/begin/<uuid:use_id>/", name="rollout.begin", permission="rollout.plan", methods=("POST",))
def begin(request: Request, use_id: UUID) -> HttpResponse:
    """Begin a plan for a use."""
    request.actor.must("rollout.plan")
    use = use_by_id(request.actor, str(use_id))
    plan = plan_of_use(request.actor, use) or begin_rollout(request.actor, use, now=utc_now())
    return redirect("rollout.plan", plan.pk)


@page("rollout/plans/<uuid:plan_id>/", name="rollout.plan", permission="rollout.see")
def show(request: Request, plan_id: UUID) -> HttpResponse:
    """One plan: its phases with their gates, met or not, each with what it rests on."""
    actor, today = request.actor, localdate()
    plan = rollout_plan_by_id(actor, str(plan_id))
    coming = next_phase(plan)
    draft = plan.state == PlanState.DRAFT
    may_plan = actor.may("rollout.plan")
    phases = [_phase(actor, each, today, is_next=each == coming) for each in plan.phases.all()]
    context = {
        "plan": plan,
        "state": (PLAN_STATE_NAMES[PlanState(plan.state)], TONES[PlanState(plan.state)]),
        "lead": _lead(plan, coming),
        "keeps": _keeps(plan),
        "phases": phases,
        "may_draft": may_plan and draft,
        "may_end": may_plan and plan.state in {PlanState.DRAFT, PlanState.RUNNING},
        "may_start": may_plan and draft and bool(phases) and all(each["gates"] for each in phases),
        "may_excuse": actor.may("rollout.excuse_gate") and plan.state == PlanState.RUNNING,
        "may_open": actor.may("rollout.open_phase") and plan.state == PlanState.RUNNING,
        "may_move": may_plan and plan.state in {PlanState.DRAFT, PlanState.RUNNING},
        "kinds": gate_kinds(),
        "use_url": address_of("uses.show", plan.use_id),
        "history": happened_to("rollout_plan", str(plan.pk)),
    }
    return render(request, "rollout/plan.html", context)


@page("rollout/plans/<uuid:plan_id>/phase/", name="rollout.new_phase", permission="rollout.plan",
      methods=("GET", "POST"))  # fmt: skip
def new_phase(request: Request, plan_id: UUID) -> HttpResponse:
    """Add a phase to a draft."""
    actor = request.actor
    actor.must("rollout.plan")
    plan = rollout_plan_by_id(actor, str(plan_id))
    form = PhaseForm(plan.use, request.POST or None)
    if request.method == "POST":
        made = sent(form, lambda: add_phase(actor, plan, form.planned(), now=utc_now()))
        if made:
            return redirect("rollout.plan", plan.pk)
    context = {"form": form, "plan": plan, "title": _("Add a phase"), "submit": _("Add it")}
    return render(request, "rollout/plan_form.html", context)


@page("rollout/plans/<uuid:plan_id>/phase/remove/", name="rollout.remove_phase", permission="rollout.plan",
      methods=("POST",))  # fmt: skip
def remove_phase(request: Request, plan_id: UUID) -> HttpResponse:
    """Take the last phase out of a draft."""
    plan = rollout_plan_by_id(request.actor, str(plan_id))
    remove_last_phase(request.actor, plan, now=utc_now())
    messages.success(request, _("The last phase is taken out."))
    return redirect("rollout.plan", plan.pk)


@page("rollout/plans/<uuid:plan_id>/<uuid:phase_id>/gate/", name="rollout.new_gate", permission="rollout.plan",
      methods=("GET", "POST"))  # fmt: skip
def new_gate(request: Request, plan_id: UUID, phase_id: UUID) -> HttpResponse:
    """Add a gate of the kind that was chosen; a kind that asks for nothing is added at once."""
    actor = request.actor
    actor.must("rollout.plan")
    plan = rollout_plan_by_id(actor, str(plan_id))
    phase = phase_by_id(actor, plan, str(phase_id))
    chosen = request.POST.get("kind") or request.GET.get("kind") or ""
    if chosen not in {each.value for each in GateKind}:
        return redirect("rollout.plan", plan.pk)
    kind = GateKind(chosen)
    form = GateForm(actor, kind, request.POST or None)
    if request.method == "POST":
        made = sent(form, lambda: set_gate(actor, phase, kind, form.values(), now=utc_now()))
        if made:
            return redirect("rollout.plan", plan.pk)
    context = {"form": form, "plan": plan, "phase": phase, "kind": kind.value, "title": _("Add a gate"),
               "quiet": dict(gate_kinds())[kind.value], "submit": _("Add it")}  # fmt: skip
    return render(request, "rollout/plan_form.html", context)


@page("rollout/plans/<uuid:plan_id>/<uuid:phase_id>/<uuid:gate_id>/remove/", name="rollout.remove_gate",
      permission="rollout.plan", methods=("POST",))  # fmt: skip
def drop_gate(request: Request, plan_id: UUID, phase_id: UUID, gate_id: UUID) -> HttpResponse:
    """Take a gate out of a draft."""
    plan = rollout_plan_by_id(request.actor, str(plan_id))
    phase = phase_by_id(request.actor, plan, str(phase_id))
    remove_gate(request.actor, gate_by_id(request.actor, phase, str(gate_id)), now=utc_now())
    return redirect("rollout.plan", plan.pk)


def _line(plan: RolloutPlan) -> dict[str, Any]:
    phases = list(plan.phases.all())
    opened = sum(each.state == PhaseState.OPEN for each in phases)
    return {
        "title": plan.use.title,
        "url": address_of("rollout.plan", plan.pk),
        "detail": Sentence("{open} of {all} phases are open. {name} answers for it.", open=opened, all=len(phases),
                           name=str(plan.owner)),
        "chip": PLAN_STATE_NAMES[PlanState(plan.state)],
        "tone": TONES[PlanState(plan.state)],
    }  # fmt: skip


def _lead(plan: RolloutPlan, coming: Phase | None) -> Sentence:
    if plan.state == PlanState.DRAFT:
        return Sentence("A draft: the use holds for everybody it is approved for until the plan starts.")
    if plan.state == PlanState.DONE:
        return Sentence("Every phase is open.")
    if plan.state == PlanState.ENDED:
        return Sentence("Ended: {reason} What was open stays open, and nothing more.", reason=plan.ended_because)
    if coming is None or coming.number == 1:
        return Sentence("Nobody may use it yet: no phase is open.")
    return Sentence("Phase {number} comes next: {title}.", number=coming.number, title=coming.title)


def _keeps(plan: RolloutPlan) -> Sentence:
    """What makes the phases hold, said plainly."""
    if plan.state == PlanState.DRAFT or limit_of(plan.use) is None:
        return Sentence("Nothing is held back now.")
    if KeptBy.GATEWAY in kept_by(plan.use):
        return Sentence(
            "The gateway refuses calls from outside the open phases within five seconds, and the question page says "
            "so. On the vendor's own website, people keep to it, and the next logs show whether they do."
        )
    return Sentence(
        "The question page says so to whoever asks, and findings outside the open phases show in the logs. "
        "No call of this tool passes the gateway: people keep to the phases."
    )


def _phase(actor: Actor, phase: Phase, today: date, *, is_next: bool) -> dict[str, Any]:
    names, gates = schools_and_office(), gates_of(actor, phase, today)
    opened = phase.state == PhaseState.OPEN
    return {
        "phase": phase,
        "is_open": opened,
        "is_next": is_next,
        "who": Sentence(
            "{roles} · {schools}",
            roles=named_roles(frozenset(phase.roles or phase.plan.use.roles)),
            schools=tuple(names.get(each, each) for each in phase.school_ids) or Sentence("every school of the use"),
        ),
        "gates": [_gate(actor, each) for each in gates],
        "opened_on": [
            (Sentence.read(each["asks"]), Sentence.read(each["says"]), each["excused"]) for each in phase.evidence
        ],
        "ready": is_next
        and today >= phase.starts_on
        and all(gate.lets_through for gate in gates_of(actor, phase, today)),
    }


def _gate(actor: Actor, gate: GateSeen) -> dict[str, Any]:
    declared = routes()
    evidence = [
        (said(each.label), address_of(each.page, *([each.of] if each.of else [])))
        for each in gate.reading.evidence
        if each.page in declared and actor.may(declared[each.page].permission)
    ]
    chip, tone = (Sentence("Met"), "ok") if gate.reading.is_met else (Sentence("Not met"), "stop")
    if not gate.reading.is_met and gate.excused_because:
        chip, tone = Sentence("Exception"), "attend"
    return {"gate": gate, "chip": chip, "tone": tone, "evidence": evidence}
