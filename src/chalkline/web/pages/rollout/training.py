"""Training: what there is and whether mine is current; for those who keep the records, who has done it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor
from chalkline.rollout.training.api import (
    course_by_id,
    courses,
    current_of,
    my_trainings,
    offer_course,
    record_completions,
)
from chalkline.web.pages.rollout.telling import parts_of_rollout
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent


class CourseForm(Questions):
    """A training: its name, where to do it, how long it holds."""

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("Conditions of uses name it like this."),
        max_length=LONGEST,
    )
    where = forms.CharField(
        label=gettext_lazy("Where and when can people do it?"),
        help_text=gettext_lazy("Whoever is refused for want of it reads this."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )
    months = forms.IntegerField(
        label=gettext_lazy("For how many months does it hold?"),
        help_text=gettext_lazy("0 if it does not run out."),
        initial=12,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class DoneForm(Questions):
    """Who did which training when."""

    MUST_CHOOSE = {"course": gettext_lazy("Choose the training.")}

    course = forms.ChoiceField(label=gettext_lazy("Which training?"), widget=forms.Select(attrs={"class": "medium"}))
    completed_on = forms.CharField(
        label=gettext_lazy("When did they do it?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )
    addresses = forms.CharField(
        label=gettext_lazy("Who did it?"),
        help_text=gettext_lazy("One e-mail address a line. All are recorded, or none."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(each.pk), each.title) for each in courses(actor)]
        self.fields["course"].choices = [("", ""), *offered]  # type: ignore[attr-defined]


@page("training/", name="training.home", permission="training.see", place="decide", methods=("GET", "POST"))
def home(request: Request) -> HttpResponse:
    """Mine; and for those who keep the records, offering one and recording who did it."""
    actor, today = request.actor, localdate()
    may = actor.may("training.record")
    offer = CourseForm(request.POST if "title" in request.POST else None)
    done = DoneForm(actor, request.POST if "addresses" in request.POST else None, initial={"completed_on": today})
    if offer.is_bound and sent(offer, lambda: _offer(request, offer)):
        messages.success(request, _("The training is offered. A decision can ask for it now."))
        return redirect("training.home")
    if done.is_bound and done.is_valid() and sent(done, lambda: _record(request, done)):
        messages.success(request, _("It is recorded. The gateway follows it within five seconds."))
        return redirect("training.home")
    context = {
        "parts": parts_of_rollout(request, "training.home"),
        "mine": my_trainings(actor, today),
        "may_record": may,
        "reached": [(each, current_of(actor, each, today)) for each in courses(actor)] if may else [],
        "offer": offer,
        "done": done,
    }
    return render(request, "rollout/training.html", context)


def _offer(request: Request, form: CourseForm) -> bool:
    months = form.answer("months")
    offer_course(
        request.actor,
        title=form.answer("title"),
        where=form.answer("where"),
        months=months if isinstance(months, int) else -1,
        now=utc_now(),
    )
    return True


def _record(request: Request, form: DoneForm) -> bool:
    course = course_by_id(request.actor, form.answer("course"))
    record_completions(
        request.actor,
        course,
        form.answer("addresses").splitlines(),
        completed_on=day_from(form.answer("completed_on")),
        now=utc_now(),
    )
    return True
