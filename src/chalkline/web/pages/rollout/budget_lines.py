"""One budget line: its amounts by year and source, its purchasing dates; entering, adding to and dropping it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.rollout.budget.api import (
    PURCHASE_STEP_NAMES,
    WHAT_FOR_NAMES,
    Line,
    PurchaseStep,
    WhatFor,
    date_purchase,
    dollars,
    drop_line,
    enter_line,
    fiscal_years,
    line_by_id,
    meet_purchase_date,
    outlasted,
    plan_amount,
    source_by_id,
)
from chalkline.tools.register.api import tool_by_slug
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.histories import happened_to
from chalkline.web.pages.rollout.budget_form import AmountForm, LineForm, PurchaseForm, this_year
from chalkline.web.pages.rollout.telling import use_chosen
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import day_from, sent


@page("rollout/budget/lines/new/", name="rollout.new_line", permission="budget.plan", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Enter a line with its first amount."""
    actor = request.actor
    actor.must("budget.plan")
    form = LineForm(actor, request.POST or None, initial={"fiscal_year": this_year(localdate()), "recurs": True})
    if request.method == "POST" and (made := sent(form, lambda: _enter(actor, form))):
        return redirect("rollout.line", made.pk)
    context = {"form": form, "title": _("Enter a budget line"), "submit": _("Enter it")}
    return render(request, "rollout/budget_form.html", context)


@page("rollout/budget/lines/<uuid:line_id>/", name="rollout.line", permission="budget.see", methods=("GET", "POST"))
def show(request: Request, line_id: UUID) -> HttpResponse:
    """One line; whoever plans adds an amount or a day here."""
    actor = request.actor
    line = line_by_id(actor, str(line_id))
    may = actor.may("budget.plan") and line.dropped_at is None
    post = request.POST if request.method == "POST" else None
    amount = AmountForm(actor, post if post and "amount" in post else None,
                        initial={"fiscal_year": this_year(localdate())}) if may else None  # fmt: skip
    purchase = PurchaseForm(post if post and "step" in post else None) if may else None
    if amount and amount.is_bound and sent(amount, lambda: _plan(actor, line, amount)):
        messages.success(request, _("It is planned."))
        return redirect("rollout.line", line.pk)
    if purchase and purchase.is_bound and sent(purchase, lambda: _date(actor, line, purchase)):
        messages.success(request, _("It is on the purchasing calendar."))
        return redirect("rollout.line", line.pk)
    years = fiscal_years()
    context = {
        "line": line,
        "facts": _facts(line),
        "outlasted": outlasted(line),
        "amounts": [(years.said(a.fiscal_year), dollars(a.dollars), a.source) for a in line.amounts.all()],
        "dates": [(each, PURCHASE_STEP_NAMES[PurchaseStep(each.step)]) for each in line.dates.all()],
        "today": localdate(),
        "may_plan": may,
        "amount": amount,
        "purchase": purchase,
        "history": happened_to("budget_line", str(line.pk)),
    }
    return render(request, "rollout/budget_line.html", context)


@page("rollout/budget/dates/<uuid:line_id>/<uuid:date_id>/", name="rollout.meet_date", permission="budget.plan",
      methods=("POST",))  # fmt: skip
def meet(request: Request, line_id: UUID, date_id: UUID) -> HttpResponse:
    """Note that a step of buying was done."""
    line = line_by_id(request.actor, str(line_id))
    due = line.dates.filter(pk=date_id).first()
    if due is None:
        raise not_found()
    meet_purchase_date(request.actor, due, now=utc_now())
    messages.success(request, _("It is noted."))
    return redirect("rollout.line", line.pk)


def _line(request: Request, line_id: UUID) -> Line:
    return line_by_id(request.actor, str(line_id))


ON_LINE = ActsOn(
    "rollout/budget/lines/<uuid:line_id>/",
    "rollout",
    _line,
    lambda line: line.title,
    lambda line: address_of("rollout.line", line.pk),
)


@ON_LINE.act("drop", permission="budget.plan", name="drop_line", then=lambda line: address_of("rollout.budget"))
def drop(request: Request, line: Line) -> Act:
    """Take it out of the budget, with a reason."""
    return Act(
        title=_("Drop this line"),
        button=_("Drop it"),
        done=_("It is out of the budget."),
        will=(
            Sentence("Its amounts no longer count in any total."),
            Sentence("The line and your reason stay in the record."),
        ),
        do=lambda given: drop_line(request.actor, line, reason=given["reason"], now=utc_now()),
        asks=(Ask("reason", _("Why?")),),
    )


def _enter(actor: Actor, form: LineForm) -> Line:
    tool = form.answer("tool")
    with transaction.atomic():  # the line and its first amount, or neither
        line = enter_line(
            actor,
            title=form.answer("title"),
            what_for=WhatFor(form.answer("what_for") or WhatFor.OTHER),
            tool=tool_by_slug(tool) if tool else None,
            use=use_chosen(actor, form.answer("use")),
            recurs=bool(form.answer("recurs")),
            people=form.how_many(),
            fte=form.positions(),
            note=form.answer("note"),
            now=utc_now(),
        )
        _plan(actor, line, form)
    return line


def _plan(actor: Actor, line: Line, form: AmountForm) -> object:
    source = source_by_id(actor, form.answer("source"))
    return plan_amount(actor, line, source, fiscal_year=form.year(), dollars=form.dollars(), now=utc_now())


def _date(actor: Actor, line: Line, form: PurchaseForm) -> object:
    step = PurchaseStep(form.answer("step") or PurchaseStep.ORDER)
    return date_purchase(actor, line, step, day_from(form.answer("on")), now=utc_now())


def _facts(line: Line) -> list[tuple[Any, Any]]:
    facts: list[tuple[Any, Any]] = [(_("What it is"), WHAT_FOR_NAMES[WhatFor(line.what_for)])]
    if line.tool:
        facts.append((_("Tool"), line.tool.name))
    if line.use:
        facts.append((_("Approved use"), line.use.title))
    facts.append((_("Every year"), _("Yes") if line.recurs else _("No, once")))
    if line.people:
        facts.append((_("For how many people"), f"{line.people:,}"))
    if line.fte:
        facts.append((_("Full-time positions"), f"{line.fte.normalize():f}"))
    if line.note:
        facts.append((_("Note"), line.note))
    return facts
