"""What anybody can open: the survey behind the link, on a telephone, without an account."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chalkline.discover.surveys.api import (
    NONE,
    ROLES,
    Answers,
    Choice,
    How,
    Question,
    Survey,
    SurveyState,
    asked_in,
    give_survey_answer,
    survey_by_code,
    survey_state,
    too_many,
    tool_names,
)
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Audience, schools, system_actor
from chalkline.web.pacing import Pace
from chalkline.web.pages.surveys.telling import in_spanish, title_of, worded
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent

PACE = Pace(most=300, seconds=600)  # two classes in a lesson, and then some
REMEMBERED = 60 * 86400  # seconds for which a browser knows that it has answered
OTHER = "_other"


class AnswerForm(Questions):
    """The questions of a survey; each may be left out."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, asked: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"once": uuid4().hex}, **kwargs)
        self.asked = asked
        for each in asked_in(asked):
            self._ask(each)
        audience = Audience(asked.audience)
        if ROLES[audience]:
            self.fields["role"] = _one(_("What is your work here?"), _worded(ROLES[audience]))
        where = _("At which school?") if audience is Audience.STAFF else _("Which school?")
        names = [(str(each.pk), each.name) for each in schools().order_by("name")]
        choices = [("", _("I would rather not say")), *names]
        widget = forms.Select(attrs={"class": "medium"})
        self.fields["school"] = forms.ChoiceField(label=where, choices=choices, widget=widget)

    @property
    def answers(self) -> Answers:
        """What was said; the rules judge it."""
        picks: dict[str, tuple[str, ...]] = {}
        texts: dict[str, str] = {}
        for each in asked_in(self.asked):
            given = self.answer(each.id)
            if each.how is How.WORDS:
                texts[each.id] = given
            else:
                picks[each.id] = tuple(given) if isinstance(given, list) else (given,)
            if each.how is How.TOOLS:
                texts[each.id] = self.answer(each.id + OTHER)
        return Answers(get_language() or "en", picks, texts, self.answer("role"), self.answer("school"))

    def _ask(self, each: Question) -> None:
        label = worded(each, self.asked)
        if each.how is How.WORDS:
            hint = _("Please name no student and no colleague.")
            area = forms.Textarea(attrs={"rows": 3})
            self.fields[each.id] = forms.CharField(label=label, help_text=hint, widget=area, max_length=LONGEST)
        elif each.how is How.ONE:
            self.fields[each.id] = _one(label, _worded(each.choices))
        elif each.how is How.SOME:
            self.fields[each.id] = _some(label, _worded(each.choices))
        else:
            offered = [*tool_names(self.asked.tools).items(), (NONE, _("None of them"))]
            if self.asked.tools:
                self.fields[each.id] = _some(label, offered)
            other = _("Another one? Write its name.") if self.asked.tools else label
            self.fields[each.id + OTHER] = forms.CharField(label=other, max_length=LONGEST)


@page("survey/<str:code>/", name="surveys.answer", public=True, methods=("GET", "POST"))
def answer(request: Request, code: str) -> HttpResponseBase:
    """Answer a survey; asked once a browser, softly."""
    asked = survey_by_code(code)
    cookie, again = f"answered-{asked.code}", "again" in request.GET
    is_open = survey_state(asked, localdate()) is SurveyState.OPEN
    context: dict[str, Any] = {"asked": asked, "title": title_of(asked), "is_open": is_open}
    if not is_open or (cookie in request.COOKIES and not again):
        return _private(render(request, "surveys/answered.html", context))
    form = AnswerForm(asked, request.POST if request.method == "POST" else None)
    if form.is_bound and sent(form, lambda: _take_in(request, asked, form)):
        done = redirect("surveys.answer", asked.code.lower())
        done.set_cookie(
            cookie,
            "1",
            max_age=REMEMBERED,
            path="/survey/",
            httponly=True,
            samesite="Lax",
            secure=settings.CHALKLINE.secure,
        )
        return _private(done)
    return _private(render(request, "surveys/answer.html", {**context, "form": form}))


def _take_in(request: Request, asked: Survey, form: AnswerForm) -> bool:
    if form.is_valid() and not PACE.allows(request):
        raise too_many()
    give_survey_answer(system_actor("public"), asked, form.answers, once=form.answer("once"), now=utc_now())
    return True


def _private(answer: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way. (Without a referrer at all browsers would send no origin, and the form be refused.)"""
    answer["Cache-Control"] = "no-store"
    return answer


def _worded(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    return [(each.id, each.es if in_spanish() else each.en) for each in choices]


def _one(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def _some(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
