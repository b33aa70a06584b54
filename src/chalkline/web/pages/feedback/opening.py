"""Opening a round: whom to ask, about what, a few questions in both languages, until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.approve.uses.api import UseState, uses
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor
from chalkline.rollout.feedback.api import (
    AUDIENCE_NAMES,
    KIND_NAMES,
    MOST_QUESTIONS,
    READY,
    Audience,
    Kind,
    Question,
    RoundPlan,
    Subject,
    open_round,
)
from chalkline.tools.register.api import tools_known
from chalkline.web.deciding import Part
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent
from chalkline.web.templatetags.saying import said
from chalkline.web.tool_field import MOST_LISTED

USUALLY_OPEN = timedelta(days=14)


class RoundForm(Questions):
    """A round: its title, what it is about, up to five questions, its last day."""

    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=LONGEST)
    title_es = forms.CharField(label=gettext_lazy("Title in Spanish"), max_length=LONGEST)
    subject = forms.ChoiceField(label=gettext_lazy("What is it about?"), widget=forms.Select(attrs={"class": "medium"}))
    closes_on = forms.CharField(
        label=gettext_lazy("Until when can people answer?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
        max_length=40,
    )

    def __init__(self, actor: Actor, ready: tuple[Question, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [("", _("AI here in general")), *_subjects(actor)]  # type: ignore[attr-defined]
        kinds = [(each.value, said(name)) for each, name in KIND_NAMES.items()]
        for number in range(1, MOST_QUESTIONS + 1):
            asked = ready[number - 1] if number <= len(ready) else Question(Kind.WORDS, "")
            self.fields[f"en_{number}"] = forms.CharField(
                label=_("Question {n} in English").format(n=number),
                initial=asked.en,
                max_length=LONGEST,
                required=number == 1,
            )
            self.fields[f"es_{number}"] = forms.CharField(
                label=_("Question {n} in Spanish").format(n=number),
                initial=asked.es,
                max_length=LONGEST,
                required=number == 1,
            )
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("How is question {n} answered?").format(n=number),
                choices=kinds,
                initial=asked.kind.value,
                widget=forms.Select(attrs={"class": "medium"}),
            )

    def plan(self, audience: Audience) -> RoundPlan:
        """The answers; the rules judge them."""
        kind, _sep, which = str(self.answer("subject")).partition(":")
        return RoundPlan(
            self.answer("title_en"),
            self.answer("title_es"),
            audience,
            Subject(tool=which if kind == "tool" else "", use_id=which if kind == "use" else ""),
            tuple(self._questions()),
            day_from(self.answer("closes_on")),
        )

    def _questions(self) -> list[Question]:
        """Up to the last one that was written; an empty one between others is a mistake and is said to be one."""
        numbers = range(1, MOST_QUESTIONS + 1)
        last = max((n for n in numbers if self.answer(f"en_{n}") or self.answer(f"es_{n}")), default=0)
        return [
            Question(Kind(self.answer(f"kind_{n}") or Kind.WORDS), self.answer(f"en_{n}"), self.answer(f"es_{n}"))
            for n in numbers
            if n <= last
        ]


@page("feedback/new/", name="feedback.new", permission="feedback.open", methods=("GET", "POST"))
def new(request: Request) -> HttpResponseBase:
    """Open a round; ?for=staff, students or families chooses whom it asks and the questions to begin with."""
    wanted = request.GET.get("for", "")
    audience = Audience(wanted) if wanted in set(Audience) else Audience.FAMILIES
    given = request.POST if request.method == "POST" else None
    form = RoundForm(request.actor, READY[audience], given, initial={"closes_on": localdate() + USUALLY_OPEN})
    if form.is_bound:
        made = sent(form, lambda: open_round(request.actor, form.plan(audience), now=utc_now()))
        if made:
            messages.success(request, _("The round is open. Print its page, or send its link."))
            return redirect("feedback.show", made.pk)
    here = reverse("feedback.new")
    parts = [Part(said(name), f"{here}?for={each.value}", each is audience) for each, name in AUDIENCE_NAMES.items()]
    context = {"form": form, "parts": parts, "audience": audience, "for_students": audience is Audience.STUDENTS}
    return render(request, "feedback/new.html", context)


def _subjects(actor: Actor) -> list[tuple[str, str]]:
    granted = uses(actor).filter(state=UseState.ACTIVE.value).select_related("tool")
    tools = tools_known()
    if tools[MOST_LISTED:].exists():  # then only what is approved somewhere
        tools = tools.filter(pk__in={each.tool_id for each in granted})
    return [
        *((f"use:{each.pk}", each.title) for each in granted),
        *((f"tool:{each.slug}", each.name) for each in tools),
    ]
