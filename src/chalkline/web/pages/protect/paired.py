"""Protect: does a name alone change an answer? Checks of models, one check with every difference, a new one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, pgettext

from chalkline.jobs.api import work_by_id
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.paired_prompts.api import (
    MEASURE_NAMES,
    STATE_NAMES,
    CheckState,
    Difference,
    PairedCheck,
    check_model,
    differences_of,
    key_there,
    library,
    paired_check_by_id,
    paired_checks,
    prompts_of,
    set_by_id,
    standing_out,
)
from chalkline.people.api import Actor
from chalkline.publish.bundle.api import policy_in_force
from chalkline.web.bias import differences_chart, group_names, lead, stands_out_said
from chalkline.web.charts import Chart
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.protect.telling import tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import Questions, sent
from chalkline.web.tables import Column, Status, Table
from chalkline.web.templatetags.saying import said

TONES = {CheckState.RUNNING: "info", CheckState.DONE: "ok", CheckState.FAILED: "stop"}


class CheckForm(Questions):
    """Which model, which requests, how often."""

    model = forms.CharField(label=lazy("Which model?"), help_text=lazy("Its name, as a call names it."), max_length=200)
    requests = forms.ChoiceField(label=lazy("Which requests?"))
    repeats = forms.IntegerField(
        label=lazy("How often is each put with each name?"),
        min_value=1,
        max_value=10,
        initial=3,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (
                each.id,
                _("{name} ({n} answers each time)").format(name=said(Sentence(each.name)), n=len(prompts_of(each))),
            )
            for each in library().sets
        ]
        self.fields["requests"].choices = choices  # type: ignore[attr-defined]


@page("protect/bias/", name="paired_prompts.home", permission="paired_prompts.see", methods=("GET", "POST"))
def home(request: Request) -> HttpResponse:
    """Checks so far, and a new one."""
    actor = request.actor
    may_run = actor.may("paired_prompts.run")
    models = sorted({model for terms in policy_in_force().terms for model in terms.models})
    form = CheckForm(request.POST or None, initial={"model": models[0] if models else ""}) if may_run else None

    def begin() -> PairedCheck:
        assert form is not None
        wanted = (form.answer("model"), form.answer("requests"))
        return check_model(actor, *wanted, repeats=form.answer("repeats") or 0, now=utc_now())

    if request.method == "POST" and form and (check := sent(form, begin)):
        messages.success(request, _("The check runs. You can leave this page and come back."))
        return redirect("paired_prompts.show", check.pk)
    context = {
        "tabs": tabs(request, actor, "paired_prompts.home"),
        "checks": _lines(actor, paired_checks(actor)[:50]),
        "form": form,
        "has_key": bool(key_there()),
    }
    return render(request, "protect/paired.html", context)


@page("protect/bias/<uuid:check_id>/", name="paired_prompts.show", permission="paired_prompts.see")
def show(request: Request, check_id: UUID) -> HttpResponseBase:
    """One check: every difference, the ones that stand out first."""
    actor = request.actor
    check = paired_check_by_id(actor, str(check_id))
    found = differences_of(actor, check)
    labels = {group: said(name) for group, name in group_names().items()}
    table = Table(
        request,
        "differences",
        caption=_("Every difference that was measured"),
        columns=[
            Column("measure", _("What")),
            Column("group", pgettext("whom", "For")),
            Column("mean", _("With these names"), number=True),
            Column("others", _("With the others"), number=True),
            Column("difference", _("Difference (interval)")),
            Column("verdict", _("What it says")),
        ],
        rows=list(found),
        row=lambda each: [
            said(MEASURE_NAMES[each.measure]),
            labels[each.group],
            f"{each.mean:.1f}",
            f"{each.others:.1f}",
            f"{_signed(each.difference)} ({_signed(each.low)} … {_signed(each.high)})",
            _verdict(each),
        ],
        size=100,
    )
    if table.wants_file:
        return table.file()
    chart = differences_chart("differences-drawn", found)
    if chart and (file := file_asked_for(request, chart)):
        return file
    return render(request, "protect/paired_check.html", _told(check, found, table, chart))


@page("protect/bias/model/<str:model>/", name="paired_prompts.model", permission="paired_prompts.see")
def of_model(request: Request, model: str) -> HttpResponse:
    """The checks of one model: where the calendar leads to."""
    actor = request.actor
    name = model.replace("~", "/")
    context = {
        "tabs": tabs(request, actor, "paired_prompts.home"),
        "checks": _lines(actor, paired_checks(actor, name)),
        "model": name,
    }
    return render(request, "protect/paired.html", context)


def _lines(actor: Actor, checks: Iterable[PairedCheck]) -> list[dict[str, Any]]:
    """Checks as a list says them, each with what it found."""
    stood = standing_out(actor)
    return [_line(each, stood.get(str(each.pk))) for each in checks]


def _line(check: PairedCheck, stood: int | None) -> dict[str, Any]:
    told, tone = _outcome(CheckState(check.state), stood)
    chosen = set_by_id(check.prompt_set)
    return {
        "model": check.model,
        "set": Sentence(chosen.name) if chosen else check.prompt_set,
        "url": address_of("paired_prompts.show", check.pk),
        "state": told,
        "tone": tone,
        "at": check.asked_at,
        "by": check.asked_by,
    }


def _outcome(state: CheckState, stood: int | None) -> tuple[Any, str]:
    """How a check stands or, once it is done, what it found; and its tone."""
    if state is not CheckState.DONE:
        return STATE_NAMES[state], TONES[state]
    if stood is None:
        return _("Not enough runs to say"), "quiet"
    if not stood:
        return _("Nothing stands out"), "ok"
    return ngettext("%(n)s difference stands out", "%(n)s differences stand out", stood) % {"n": stood}, "attend"


def _told(check: PairedCheck, found: tuple[Difference, ...], table: Table, chart: Chart | None) -> dict[str, Any]:
    state = CheckState(check.state)
    work = work_by_id(check.work_id) if state is CheckState.RUNNING and check.work_id else None
    standing = [each for each in found if each.stands_out]
    return {
        "check": check,
        "set": Sentence(set_by_id(check.prompt_set).name) if set_by_id(check.prompt_set) else check.prompt_set,  # type: ignore[union-attr]  # looked at just before
        "state": STATE_NAMES[state],
        "tone": TONES[state],
        "work": work,
        "is_running": state is CheckState.RUNNING,
        "is_done": state is CheckState.DONE,
        "lead": lead(any(each.says for each in found), len(standing)),
        "standing": [stands_out_said(each.measure, each.group, each.mean, each.others) for each in standing],
        "chart": chart,
        "answered": check.total - check.unanswered,
        "all_replaced": check.replaced >= check.total * 0.5,
        "table": table,
    }


def _signed(number: float) -> str:
    """With its sign; nothing is neither more nor less."""
    return "0.0" if abs(number) < 0.05 else f"{number:+.1f}"


def _verdict(each: Difference) -> Status:
    if not each.says:
        return Status(_("Not enough runs to say"), "quiet")
    if each.stands_out:
        return Status(_("Stands out"), "attend")
    return Status(_("As chance gives"), "plain")
