"""Beginning an evaluation, the vendor's link (shown once), ending it, setting an evaluation aside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.approve.uses.api import uses
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, Person, Role, holders_of, person_by_id, reach_of
from chalkline.tools.evaluations.api import (
    LINK_DAYS,
    LINK_GOOD_FOR,
    Evaluation,
    evaluation_by_id,
    make_vendor_link,
    record_of,
    revoke_vendor_link,
    set_evaluation_aside,
    start_evaluation,
)
from chalkline.tools.questionnaires.api import APPLIES_NAMES, FACETS, questions_in_use
from chalkline.tools.register.api import registered
from chalkline.web.acting import Act, ActsOn, Ask
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said
from chalkline.web.tool_field import ToolField

DAYS_AT_FIRST = 45
LOOKERS_AFTER = tuple(role for role in Role if reach_of("evaluations.assess", role))


class StartForm(Questions):
    """Which tool, what is true of it, who looks after it, by when."""

    MUST_CHOOSE = {"tool": gettext_lazy("Choose the tool."), "owner": gettext_lazy("Choose who looks after it.")}

    tool = ToolField(label=gettext_lazy("Which tool?"))
    facets = forms.MultipleChoiceField(
        label=gettext_lazy("What is true of it?"),
        help_text=gettext_lazy("It decides which questions its maker gets."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who looks after it?"))
    due_on = forms.DateField(
        label=gettext_lazy("By when should it be done?"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
    )

    def __init__(self, people: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tool"].offer()  # type: ignore[attr-defined]  # a field of a tool
        self.fields["facets"].choices = [(each.value, said(APPLIES_NAMES[each])) for each in FACETS]  # type: ignore[attr-defined]  # choices
        self.fields["owner"].choices = [("", said(_("Choose"))), *people.items()]  # type: ignore[attr-defined]  # choices


class LinkForm(Questions):
    """To whom, and for how long."""

    sent_to = forms.CharField(
        label=gettext_lazy("To whom do you send it?"),
        help_text=gettext_lazy("A name or an e-mail address, so that everybody here knows whom was asked."),
        max_length=LONGEST,
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long does it work?"), coerce=int, widget=forms.RadioSelect, initial=LINK_GOOD_FOR
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [(each, _("%(n)s days") % {"n": each}) for each in LINK_DAYS]  # type: ignore[attr-defined]  # choices


@page("evaluations/new/", name="evaluations.new", permission="evaluations.start", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """Begin one. What is true of the product is suggested from who may use it."""
    actor = request.actor
    actor.must("evaluations.start")
    people = {str(each.pk): str(each) for each in who_can()}
    slug = request.GET.get("tool", "")
    first = {
        "tool": slug,
        "facets": _suggested(actor, slug),
        "owner": actor.id if actor.id in people else "",
        "due_on": timezone.localdate() + timedelta(days=DAYS_AT_FIRST),
    }
    form = StartForm(people, request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and (made := sent(form, lambda: _started(actor, form))):
        messages.success(request, _("It has begun. Send its maker a link, or answer from documents."))
        return redirect("evaluations.show", made.pk)
    return render(request, "evaluations/new.html", {"form": form, "questions": len(questions_in_use().items)})


@page("evaluations/<uuid:evaluation_id>/link/", name="evaluations.link", permission="evaluations.start",
      methods=("GET", "POST"))  # fmt: skip
def link(request: Request, evaluation_id: UUID) -> HttpResponse:
    """Make the vendor's link; it is shown once."""
    actor = request.actor
    actor.must("evaluations.start")
    evaluation = evaluation_by_id(actor, str(evaluation_id))
    kept = record_of(evaluation)
    form = LinkForm(request.POST if request.method == "POST" else None)
    asked_back = len(kept.open_follow_ups) if kept.submissions else 0
    context: dict[str, Any] = {"evaluation": evaluation, "form": form, "asked_back": asked_back}
    made = sent(form, lambda: _link_made(actor, evaluation, form)) if form.is_bound else None
    if made:
        context["made"], secret = made
        context["link"] = request.build_absolute_uri(reverse("evaluations.vendor", args=[secret]))
    response = render(request, "evaluations/link_made.html" if made else "evaluations/link.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _found(request: Request, evaluation_id: UUID) -> Evaluation:
    return evaluation_by_id(request.actor, str(evaluation_id))


ON_EVALUATION = ActsOn(
    "evaluations/<uuid:evaluation_id>/",
    "evaluations",
    _found,
    lambda evaluation: evaluation.tool.name,
    lambda evaluation: address_of("evaluations.show", evaluation.pk),
)


@ON_EVALUATION.act("end-link", permission="evaluations.start", name="end_link")
def end_link(request: Request, evaluation: Evaluation) -> Act:
    """End the vendor's link."""
    return Act(
        _("End the vendor’s link"),
        _("End it"),
        _("It has ended."),
        (Sentence("Whoever has the link sees that it works no more."), Sentence("What was saved is kept.")),
        lambda given: revoke_vendor_link(request.actor, evaluation, now=utc_now()),
        tone="stop",
    )


@ON_EVALUATION.act("set-aside", permission="evaluations.start", name="set_aside")
def set_aside(request: Request, evaluation: Evaluation) -> Act:
    """Do not finish it."""
    return Act(
        _("Set this evaluation aside"),
        _("Set it aside"),
        _("It is set aside."),
        (
            Sentence("It counts for nothing and stays on record."),
            Sentence("The vendor’s link ends."),
            Sentence("Another evaluation of {tool} can begin.", tool=evaluation.tool.name),
        ),
        lambda given: set_evaluation_aside(request.actor, evaluation, reason=given["reason"], now=utc_now()),
        asks=(Ask("reason", _("Why?")),),
        tone="stop",
    )


def who_can() -> list[Person]:
    """Everybody who may look after an evaluation, by name."""
    found = {each.pk: each for role in LOOKERS_AFTER for each in holders_of(role)}
    return sorted(found.values(), key=lambda each: (each.family_name, each.given_name))


def _suggested(actor: Actor, slug: str) -> list[str]:
    held = uses(actor).filter(tool__slug=slug) if slug and actor.may("uses.see") else ()
    facets = set()
    for use in held:
        if "student" in use.roles:
            facets.add("student_facing")
            if {"k2", "g35"} & set(use.grade_bands):
                facets.add("under13")
        if set(use.roles) - {"student"}:
            facets.add("staff")
    return sorted(facets)


def _started(actor: Actor, form: StartForm) -> Evaluation:
    return start_evaluation(
        actor,
        registered(str(form.answer("tool"))),
        facets=tuple(form.answer("facets") or ()),
        owner=person_by_id(str(form.answer("owner"))),
        due_on=form.answer("due_on") or timezone.localdate() - timedelta(days=1),
        now=utc_now(),
    )


def _link_made(actor: Actor, evaluation: Evaluation, form: LinkForm) -> Any:
    return make_vendor_link(
        actor, evaluation, sent_to=str(form.answer("sent_to")), days=int(form.answer("days") or 0), now=utc_now()
    )
