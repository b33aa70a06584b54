"""A step about a question: suggested, given to somebody by a day, and settled with a note."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor
from chalkline.report.readiness.api import (
    SUGGESTED,
    assessment_by_id,
    item_by_id,
    plan_step,
    settle_step,
    standing,
    step_by_id,
)
from chalkline.web.pages.purpose.problem_form import possible_owners
from chalkline.web.pages.readiness.telling import question_told
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.templatetags.saying import said

USUALLY = timedelta(days=60)


class StepForm(Questions):
    """What, who, by when."""

    text = forms.CharField(
        label=gettext_lazy("What is to be done?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Who does it?"), help_text=gettext_lazy("It stands on their page Today.")
    )
    due_on = forms.CharField(
        label=gettext_lazy("By which day?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = possible_owners(actor, "")  # type: ignore[attr-defined]


class SettleForm(Questions):
    """What came of it."""

    note = forms.CharField(
        label=gettext_lazy("What came of it?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )


@page(
    "report/readiness/<uuid:assessment_id>/questions/<str:item>/step/",
    name="readiness.plan_step",
    permission="readiness.plan",
    place="report",
    methods=("GET", "POST"),
)
def plan(request: Request, assessment_id: UUID, item: str) -> HttpResponseBase:
    """Plan a step, begun from the suggestion for this question."""
    actor = request.actor
    found = assessment_by_id(actor, str(assessment_id))
    asked = item_by_id(item)
    answered = standing(actor, found, localdate()).answered(item)
    if asked is None or answered is None:
        raise not_found(Sentence("question"))
    begun = {"text": said(SUGGESTED[item]), "owner": actor.id, "due_on": (localdate() + USUALLY).isoformat()}
    form = StepForm(actor, request.POST if request.method == "POST" else None, initial=begun)
    if form.is_bound:

        def act() -> object:
            return plan_step(
                actor,
                found,
                item,
                text=form.answer("text"),
                owner_id=str(form.answer("owner")),
                due_on=day_from(form.answer("due_on")),
                now=utc_now(),
            )

        if sent(form, act):
            messages.success(request, _("The step is planned."))
            return redirect("readiness.show", found.pk)
    return render(
        request,
        "readiness/step.html",
        {"form": form, "found": found, "question": question_told(answered, found), "domain": asked.domain},
    )


@page(
    "report/readiness/steps/<uuid:step_id>/",
    name="readiness.settle",
    permission="readiness.settle_step",
    place="report",
    methods=("GET", "POST"),
)
def settle(request: Request, step_id: UUID) -> HttpResponseBase:
    """Say what came of a step: done, or dropped."""
    step = step_by_id(request.actor, str(step_id))
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        done = request.POST.get("act") != "drop"
        if sent(form, lambda: settle_step(request.actor, step, done=done, note=form.answer("note"), now=utc_now())):
            messages.success(request, _("Noted."))
            return redirect("readiness.show", step.assessment_id)
    asked = item_by_id(step.item)
    text = Sentence(asked.text) if asked else ""
    return render(request, "readiness/settle.html", {"form": form, "step": step, "text": text})
