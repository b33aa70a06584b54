"""Every round, and one round: its link, what was picked, what was heard and done."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import AUDIENCE_NAMES
from chalkline.rollout.feedback.api import (
    ROUND_STATE_NAMES,
    RemarkState,
    Round,
    RoundState,
    close_round,
    may_sort,
    questions_of,
    remarks_of,
    round_by_id,
    round_state,
    rounds,
    tally,
    themes_of,
)
from chalkline.web.pages.feedback.telling import TONES, about, audience, counted, link_of, spoken
from chalkline.web.pages.prove.parts import parts_of_proving
from chalkline.web.qr import qr_of
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table


@page("feedback/", name="feedback.home", permission="feedback.see", place="prove")
def home(request: Request) -> HttpResponseBase:
    """Every round, latest first."""
    table = Table(
        request,
        "rounds",
        columns=[
            Column("title", _("Round"), sort="title_en"),
            Column("audience", _("Asks"), sort="audience"),
            Column("about", _("About")),
            Column("state", _("Status"), sort="closes_on"),
            Column("closes", _("Until"), sort="closes_on"),
        ],
        rows=rounds(request.actor),
        row=_row,
        search=lambda rows, words: rows.filter(Q(title_en__icontains=words) | Q(title_es__icontains=words)),
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
        "parts": parts_of_proving(request, "feedback.home"),
        "may_open": request.actor.may("feedback.open"),
    }
    return render(request, "feedback/home.html", context)


@page("feedback/<uuid:round_id>/", name="feedback.show", permission="feedback.see", place="prove")
def show(request: Request, round_id: UUID) -> HttpResponse:
    """One round."""
    found = round_by_id(request.actor, str(round_id))
    state, sorts = round_state(found, localdate()), may_sort(request.actor, found)
    link = link_of(request, found)
    context: dict[str, Any] = {
        "round": found,
        "title": spoken(found.title_en, found.title_es),
        "about": about(found),
        "audience": audience(found),
        "state": ROUND_STATE_NAMES[state],
        "tone": TONES[state],
        "is_open": state is RoundState.OPEN,
        "questions": questions_of(found),
        "counts": counted(tally(found)),
        "themes": list(themes_of(request.actor, found)),
        "sorts": sorts,
        "new": remarks_of(request.actor, found, RemarkState.NEW).count() if sorts else 0,
        "link": link,
        "qr": qr_of(link),
    }
    return render(request, "feedback/show.html", context)


@page(
    "feedback/<uuid:round_id>/close/",
    name="feedback.close",
    permission="feedback.sort",
    place="prove",
    methods=("GET", "POST"),
)
def close(request: Request, round_id: UUID) -> HttpResponse:
    """Take no more answers, before the last day."""
    found = round_by_id(request.actor, str(round_id))
    if request.method == "POST":
        close_round(request.actor, found, now=utc_now())
        messages.success(request, _("The round is closed."))
        return redirect("feedback.show", found.pk)
    will = [
        Sentence("The link and its picture take no more answers."),
        Sentence("What was said stays, and is sorted and answered as before."),
    ]
    return render(request, "feedback/close.html", {"round": found, "will": will})


@page("feedback/<uuid:round_id>/poster/", name="feedback.poster", permission="feedback.see", place="prove")
def poster(request: Request, round_id: UUID) -> HttpResponse:
    """One page to print and hang up, in both languages."""
    found = round_by_id(request.actor, str(round_id))
    link = link_of(request, found)
    context = {"round": found, "link": link, "qr": qr_of(link)}
    return render(request, "feedback/poster.html", context)


def _row(found: Round) -> list[Any]:
    state = round_state(found, localdate())
    return [
        Link(spoken(found.title_en, found.title_es), address_of("feedback.show", found.pk)),
        audience(found),
        about(found),
        Status(ROUND_STATE_NAMES[state], TONES[state]),
        found.closes_on,
    ]
