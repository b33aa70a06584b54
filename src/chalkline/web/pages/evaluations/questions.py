"""What vendors are asked: the questions in use, their versions, and adding one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.tools.questionnaires.api import (
    APPLIES_NAMES,
    Applies,
    OwnQuestion,
    Questionnaire,
    group_name,
    make_questionnaire,
    newer_shipped,
    questionnaires,
    questions_in_use,
    take_over_newer_questions,
)
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said


class QuestionForm(Questions):
    """A question of our own, and own ones to leave out."""

    MUST_CHOOSE = {"applies": gettext_lazy("Choose who is asked.")}

    text = forms.CharField(
        label=gettext_lazy("The question"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST
    )
    why = forms.CharField(
        label=gettext_lazy("Why do you ask?"), help_text=gettext_lazy("The vendor reads it."), max_length=LONGEST
    )
    applies = forms.ChoiceField(label=gettext_lazy("Who is asked?"), widget=forms.RadioSelect, initial=Applies.ALL)
    weight = forms.TypedChoiceField(
        label=gettext_lazy("How much does it count?"), coerce=int, widget=forms.RadioSelect, initial=3
    )
    is_gate = forms.BooleanField(
        label=gettext_lazy("It decides by itself"),
        help_text=gettext_lazy("A product that does not meet it is not approved, unless somebody accepts the risk."),
        required=False,
    )
    red_flag = forms.CharField(
        label=gettext_lazy("Which answer would be a red flag?"), max_length=LONGEST, required=False
    )
    dropped = forms.MultipleChoiceField(
        label=gettext_lazy("Leave out of the new version"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(each.value, said(name).capitalize()) for each, name in APPLIES_NAMES.items()]
        self.fields["applies"].choices = names  # type: ignore[attr-defined]  # a field of choices has them
        self.fields["weight"].choices = [(each, str(each)) for each in range(1, 6)]  # type: ignore[attr-defined]  # the same
        own = [(each.id, f"{each.id} {each.text}") for each in questions_in_use().items if each.is_own]
        if own:
            self.fields["dropped"].choices = own  # type: ignore[attr-defined]  # the same
        else:
            del self.fields["dropped"]

    @property
    def added(self) -> tuple[OwnQuestion, ...]:
        """The question as typed; none where nothing was written."""
        if not self.answer("text"):
            return ()
        return (
            OwnQuestion(
                str(self.answer("text")),
                str(self.answer("why")),
                Applies(self.answer("applies") or Applies.ALL),
                int(self.answer("weight") or 0),
                bool(self.answer("is_gate")),
                str(self.answer("red_flag")),
            ),
        )


@page("questionnaires/", name="questionnaires.home", permission="questionnaires.see")
def home(request: Request) -> HttpResponse:
    """The questions, by group."""
    held = questions_in_use()
    gates = sum(each.is_gate for each in held.items)
    context = {
        "lead": Sentence("{n} questions, {gates} of them gates. Each product gets those that fit it.",
                         n=len(held.items), gates=gates),
        "groups": [
            {
                "id": group,
                "name": group_name(group),
                "questions": [
                    {"question": each, "applies": APPLIES_NAMES[each.applies]}
                    for each in held.items
                    if each.group == group
                ],
            }
            for group in held.groups
        ],
        "versions": questionnaires(request.actor),
        "newer": newer_shipped(),
        "may_make": request.actor.may("questionnaires.make"),
    }  # fmt: skip
    return render(request, "evaluations/questionnaires.html", context)


@page("questionnaires/new/", name="questionnaires.new", permission="questionnaires.make", methods=("GET", "POST"))
def new(request: Request) -> HttpResponse:
    """A new version, with a question of our own."""
    request.actor.must("questionnaires.make")
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (made := sent(form, lambda: _made(request, form))):
        messages.success(request, _("Version %(n)s is in use from now on.") % {"n": made.number})
        return redirect("questionnaires.home")
    return render(request, "evaluations/questionnaire_new.html", {"form": form})


@page("questionnaires/take-over/", name="questionnaires.take_over", permission="questionnaires.make", methods=("POST",))
def take_over(request: Request) -> HttpResponse:
    """Take over the newer questions that came with an update."""
    made = take_over_newer_questions(request.actor, now=utc_now())
    messages.success(request, _("Version %(n)s is in use from now on.") % {"n": made.number})
    return redirect("questionnaires.home")


def _made(request: Request, form: QuestionForm) -> Questionnaire:
    dropped = tuple(form.answer("dropped") or ())
    return make_questionnaire(request.actor, added=form.added, dropped=dropped, now=utc_now())
