"""The page behind the link of a letter: a family says yes or no to each tool, on a telephone, without an account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from chalkline.data.families.api import Letter, Said, answer_letter, letter_by_secret, said_now
from chalkline.kernel.clock import utc_now
from chalkline.people.api import system_actor
from chalkline.tools.register.api import registered
from chalkline.web.routes import Request, page
from chalkline.web.sending import Questions, sent


class AnswerForm(Questions):
    """Yes or no to each tool; nothing is chosen beforehand."""

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = said_now(letter)
        for slug in letter.tools:
            name = registered(slug).name
            choices = [
                (Said.YES.value, _("Yes, %(tool)s may be used with my child") % {"tool": name}),
                (Said.NO.value, _("No, not with my child")),
            ]
            said = before.get(slug)
            self.fields[slug] = forms.ChoiceField(
                label=name, choices=choices, widget=forms.RadioSelect, initial=said.value if said else ""
            )

    @property
    def answers(self) -> dict[str, Said]:
        """What was chosen, by tool."""
        return {slug: Said(value) for slug, value in self.cleaned_data.items() if value}


@page("choose/<str:secret>/", name="choices.answer", public=True, methods=("GET", "POST"))
def answer(request: Request, secret: str) -> HttpResponse:
    """Answer; then keep the link by which the answer can be changed."""
    letter = letter_by_secret(secret, now=utc_now())
    form = AnswerForm(letter, request.POST if request.method == "POST" else None)
    following = sent(form, lambda: _take_down(secret, form)) if form.is_bound else None
    context: dict[str, Any] = {"letter": letter, "child": letter.child, "form": form}
    if following:
        context["link"] = request.build_absolute_uri(reverse("choices.answer", args=[following]))
        context["answered"] = [(form.fields[slug].label, said is Said.YES) for slug, said in form.answers.items()]
    response = render(request, "data/choose_done.html" if following else "data/choose.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _take_down(secret: str, form: AnswerForm) -> str:
    return answer_letter(system_actor("letter"), secret, form.answers, now=utc_now())
