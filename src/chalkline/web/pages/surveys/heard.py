"""What becomes of a closed survey: its texts are read by whoever asked, and a need of many becomes a problem."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.discover.surveys.api import (
    OTHER_TOOL,
    NeedHeard,
    Survey,
    make_problem_of_need,
    needs_heard,
    settle_text,
    shown,
    survey_by_id,
    written_by_id,
    written_in,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Audience
from chalkline.protect.screening import TAKEN_NAMES, Taken
from chalkline.purpose.problems.api import Evidence, Outcome, ProblemStatement
from chalkline.web.pages.purpose.problem_form import ProblemForm, as_typed
from chalkline.web.pages.surveys.telling import in_spanish, title_of
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent
from chalkline.web.templatetags.saying import said

A_YEAR = timedelta(days=365)


@page("surveys/<uuid:survey_id>/texts/", name="surveys.texts", permission="surveys.read")
def texts(request: Request, survey_id: UUID) -> HttpResponse:
    """What people wrote, in no order; what may name a child is left out until somebody has looked."""
    found = survey_by_id(request.actor, str(survey_id))
    rows = [
        {
            "written": each,
            "text": shown(each),
            "is_tool": each.question == OTHER_TOOL,
            "taken": [TAKEN_NAMES[Taken(kind)] for kind in each.taken],
        }
        for each in written_in(request.actor, found, localdate())
    ]
    context = {
        "survey": found,
        "title": title_of(found),
        "texts": [each for each in rows if not each["is_tool"]],
        "tools": [each for each in rows if each["is_tool"]],
    }
    return render(request, "surveys/texts.html", context)


@page("surveys/texts/<uuid:written_id>/look/", name="surveys.look", permission="surveys.read", methods=("POST",))
def look(request: Request, written_id: UUID) -> HttpResponse:
    """Say whether a doubtful word is a student's name."""
    found = written_by_id(request.actor, str(written_id))
    settle_text(request.actor, found, names_a_child=request.POST.get("names") == "child", now=utc_now())
    messages.success(request, _("Noted."))
    return redirect("surveys.texts", found.survey_id)


@page(
    "surveys/<uuid:survey_id>/needs/<str:need>/",
    name="surveys.need",
    permission="surveys.name_need",
    methods=("GET", "POST"),
)
def need(request: Request, survey_id: UUID, need: str) -> HttpResponse:
    """Make a problem of what many say would help: begun from the survey, stated and owned by a person."""
    found = survey_by_id(request.actor, str(survey_id))
    heard = next((each for each in needs_heard(request.actor, found) if each.choice.id == need), None)
    if heard is None:
        raise not_found(Sentence("need"))
    if heard.problem_id:
        return redirect("purpose.problem", heard.problem_id)
    begun = as_typed(_begun(request, found, heard))
    form = ProblemForm(request.actor, request.POST if request.method == "POST" else None, initial=begun)
    if request.method == "POST" and "more" not in request.POST:

        def act() -> object:
            return make_problem_of_need(request.actor, found, need, form.statement(), now=utc_now())

        made = sent(form, act)
        if made:
            messages.success(request, _("It is on the list of problems."))
            return redirect("purpose.problem", made.pk)  # type: ignore[attr-defined]
    choice = heard.choice.es if in_spanish() else heard.choice.en
    context = {"form": form, "survey": found, "title": title_of(found), "choice": choice, "heard": heard}
    return render(request, "surveys/need.html", context)


def _begun(request: Request, found: Survey, heard: NeedHeard) -> ProblemStatement:
    """The problem as the survey suggests it; whoever names it changes what is not right."""
    who = {Audience.STAFF: _("staff"), Audience.FAMILIES: _("families"), Audience.STUDENTS: _("students")}
    asked, choice = who[Audience(found.audience)], heard.choice.es if in_spanish() else heard.choice.en
    seen = _("{n} of those who answered a survey of {who} say that this would help them most: {choice}.").format(
        n=heard.people, who=asked, choice=choice
    )
    evidence = Evidence(seen, f"{heard.percent}%", request.build_absolute_uri(f"/surveys/{found.pk}/"))
    outcome = Outcome(
        _("People who say in the survey that this would help"),
        _("percent of {who} who answer").format(who=asked),
        Decimal(heard.percent),
        Decimal(heard.percent // 2),
        localdate() + A_YEAR,
    )
    return ProblemStatement(
        said(heard.need.title), said(heard.need.what_happens), heard.need.area, (evidence,), outcome, request.actor.id
    )
