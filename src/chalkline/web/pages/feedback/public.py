"""What anybody can open: the page behind the link, and what was heard and done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language

from chalkline.kernel.clock import utc_now
from chalkline.people.api import system_actor
from chalkline.rollout.feedback.api import (
    SCALES,
    Answers,
    Audience,
    Heard,
    Kind,
    Round,
    RoundState,
    Theme,
    give_answer,
    heard_in_public,
    questions_of,
    round_by_code,
    round_state,
    too_many,
)
from chalkline.web.pacing import Pace
from chalkline.web.pages.feedback.telling import about, audience, counted, lang_of, spoken
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, sent
from chalkline.web.templatetags.saying import said

PACE = Pace(most=300, seconds=600)  # two classes in a lesson, and then some
REMEMBERED = 90 * 86400  # seconds for which a browser knows that it has answered


class SayForm(Questions):
    """The questions of a round; each may be left out."""

    def __init__(self, asked: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, each in enumerate(questions_of(asked), 1):
            label = spoken(each.en, each.es)
            if each.kind is Kind.WORDS:
                area = forms.Textarea(attrs={"rows": 4})
                self.fields[f"q{number}"] = forms.CharField(label=label, widget=area, max_length=LONGEST)
            else:
                choices = [(key, said(name)) for key, name in SCALES[each.kind].items()]
                self.fields[f"q{number}"] = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

    @property
    def answers(self) -> Answers:
        """What was said; the rules judge it."""
        given = {int(name[1:]): self.answer(name) for name in self.fields}
        picks = {number: text for number, text in given.items() if self._is_pick(number)}
        texts = {number: text for number, text in given.items() if not self._is_pick(number)}
        return Answers(get_language() or "en", picks, texts)

    def _is_pick(self, number: int) -> bool:
        return isinstance(self.fields[f"q{number}"], forms.ChoiceField)


@page("say/<str:code>/", name="feedback.say", public=True, methods=("GET", "POST"))
def say(request: Request, code: str) -> HttpResponseBase:
    """Answer a round, on a telephone, without an account; asked once a browser, softly."""
    asked = round_by_code(code)
    cookie, again = f"said-{asked.code}", "again" in request.GET
    is_open = round_state(asked, localdate()) is RoundState.OPEN
    context: dict[str, Any] = {
        "asked": asked,
        "title": spoken(asked.title_en, asked.title_es),
        "lang": lang_of(asked.title_es),
        "about": about(asked),
        "is_open": is_open,
        "heard_url": reverse("feedback.heard"),
    }
    if not is_open or (cookie in request.COOKIES and not again):
        return _private(render(request, "feedback/said.html", context))
    form = SayForm(asked, request.POST if request.method == "POST" else None)
    if form.is_bound and sent(form, lambda: _take_in(request, asked, form)):
        answer = redirect("feedback.say", asked.code.lower())
        answer.set_cookie(
            cookie,
            "1",
            max_age=REMEMBERED,
            path="/say/",
            httponly=True,
            samesite="Lax",
            secure=settings.CHALKLINE.secure,
        )
        return _private(answer)
    return _private(render(request, "feedback/say.html", {**context, "form": form}))


@page("what-we-heard/", name="feedback.heard", public=True)
def heard(request: Request) -> HttpResponse:
    """You said, we did: what was heard from staff, students and families, and what came of it."""
    rounds = [_told(each) for each in heard_in_public(localdate())]
    return render(request, "feedback/heard.html", {"rounds": rounds})


def _take_in(request: Request, asked: Round, form: SayForm) -> bool:
    if form.is_valid() and not PACE.allows(request):
        raise too_many()
    give_answer(system_actor("public"), asked, form.answers, now=utc_now())
    return True


def _told(each: Heard) -> dict[str, Any]:
    return {
        "round": each.round,
        "title": spoken(each.round.title_en, each.round.title_es),
        "lang": lang_of(each.round.title_es),
        "about": about(each.round),
        "audience": audience(each.round),
        "is_open": each.state is RoundState.OPEN,
        "may_answer": each.state is RoundState.OPEN and each.round.audience != Audience.STAFF,
        "url": reverse("feedback.say", args=[each.round.code.lower()]),
        "counts": counted(each.tally),
        "themes": [_theme(theme) for theme in each.answered],
        "waiting": each.waiting,
    }


def _theme(theme: Theme) -> dict[str, Any]:
    return {
        "heard": spoken(theme.heard_en, theme.heard_es),
        "heard_lang": lang_of(theme.heard_es),
        "done": spoken(theme.done_en, theme.done_es),
        "done_lang": lang_of(theme.done_es),
        "on": theme.answered_on,
    }


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "no-store"
    return response
