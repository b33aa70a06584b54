"""Every survey, and one survey: its link while it is open, what it came to when it is closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from chalkline.discover.surveys.api import (
    SURVEY_STATE_NAMES,
    Survey,
    SurveyState,
    asked_in,
    close_survey,
    may_read,
    needs_heard,
    results,
    survey_by_id,
    survey_state,
    surveys,
    written_in,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import AUDIENCE_NAMES
from chalkline.web.pages.discover.telling import tabs
from chalkline.web.pages.surveys.telling import TONES, audience, counted, in_spanish, link_of, so_far, title_of, worded
from chalkline.web.qr import qr_of
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said


@page("surveys/", name="surveys.home", permission="surveys.see")
def home(request: Request) -> HttpResponseBase:
    """Every survey, latest first."""
    table = Table(
        request,
        "surveys",
        columns=[
            Column("title", _("Survey")),
            Column("audience", _("Asks"), sort="audience"),
            Column("state", _("Status"), sort="closes_on"),
            Column("closes", _("Until"), sort="closes_on"),
        ],
        rows=surveys(request.actor),
        row=_row,
        filters=[
            Filter(
                "audience",
                _("Asks"),
                [(each.value, name) for each, name in AUDIENCE_NAMES.items()],
                lambda rows, value: rows.filter(audience=value),
            )
        ],
    )
    if table.wants_file:
        return table.file()
    context = {
        "table": table,
        "tabs": tabs(request, request.actor, "surveys.home"),
        "may_open": request.actor.may("surveys.open"),
    }
    return render(request, "surveys/home.html", context)


@page("surveys/<uuid:survey_id>/", name="surveys.show", permission="surveys.see")
def show(request: Request, survey_id: UUID) -> HttpResponse:
    """One survey."""
    found, today = survey_by_id(request.actor, str(survey_id)), localdate()
    state, link = survey_state(found, today), link_of(request, found)
    is_open, reads = state is SurveyState.OPEN, may_read(request.actor, found)
    context: dict[str, Any] = {
        "survey": found,
        "title": title_of(found),
        "audience": audience(found),
        "state": SURVEY_STATE_NAMES[state],
        "tone": TONES[state],
        "is_open": is_open,
        "asked": [worded(each, found) for each in asked_in(found)],
        "reads": reads,
        "may_close": is_open and request.actor.may("surveys.close", owner_id=str(found.owner_id)),
        "link": link,
        "qr": qr_of(link),
    }
    if is_open:
        context["so_far"] = so_far(found)
    else:
        context |= {
            "counts": counted(found, results(request.actor, found, today)),
            "needs": _needs(request, found),
            "texts": len(written_in(request.actor, found, today)) if reads else 0,
        }
    return render(request, "surveys/show.html", context)


@page("surveys/<uuid:survey_id>/close/", name="surveys.close", permission="surveys.close", methods=("GET", "POST"))
def close(request: Request, survey_id: UUID) -> HttpResponse:
    """Take no more answers, and show what they came to."""
    found = survey_by_id(request.actor, str(survey_id))
    if request.method == "POST":
        close_survey(request.actor, found, now=utc_now())
        messages.success(request, _("The survey is closed. This is what people said."))
        return redirect("surveys.show", found.pk)
    will = [
        Sentence("The link and its picture take no more answers. It cannot be opened again."),
        Sentence("What was picked is shown, small groups left out; what was written is read by whoever asked."),
    ]
    return render(request, "surveys/close.html", {"survey": found, "title": title_of(found), "will": will})


@page("surveys/<uuid:survey_id>/poster/", name="surveys.poster", permission="surveys.see")
def poster(request: Request, survey_id: UUID) -> HttpResponse:
    """One page to print and hang up, in both languages."""
    found = survey_by_id(request.actor, str(survey_id))
    link = link_of(request, found)
    title = title_of(found)
    both = {f"title_{code}": _title_in(code, title) for code in ("en", "es")}
    context = {"survey": found, "title": title, **both, "link": link, "qr": qr_of(link)}
    return render(request, "surveys/poster.html", context)


def _title_in(language: str, title: Sentence) -> str:
    with override(language):
        return said(title)


def _row(found: Survey) -> list[Any]:
    state = survey_state(found, localdate())
    return [
        Link(title_of(found), address_of("surveys.show", found.pk)),
        audience(found),
        Status(SURVEY_STATE_NAMES[state], TONES[state]),
        found.closes_on,
    ]


def _needs(request: Request, found: Survey) -> list[dict[str, Any]]:
    may = request.actor.may("surveys.name_need")
    return [
        {
            "text": each.choice.es if in_spanish() else each.choice.en,
            "people": each.people,
            "percent": each.percent,
            "problem": address_of("purpose.problem", each.problem_id) if each.problem_id else "",
            "url": address_of("surveys.need", found.pk, each.choice.id) if may else "",
        }
        for each in needs_heard(request.actor, found)
    ]
