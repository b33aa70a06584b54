"""Newsletters: say what to speak of, get each point from approved sources, accept by name."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.assist.drafts.api import (
    Newsletter,
    QuestionState,
    accept_newsletter,
    ask_model,
    begin_newsletter,
    close_newsletter,
    draft_newsletter,
    mark_newsletter_sent,
    missing_points,
    model_settings,
    newest_newsletter_draft,
    newsletter_by_id,
    newsletters,
    recurring,
)
from chalkline.assist.library.api import AUDIENCE_NAMES, LANGUAGES, Audience
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Kind, Problem
from chalkline.kernel.sentences import Sentence
from chalkline.web.histories import happened_to
from chalkline.web.pages.assist.desk import Buttons, desk_of, pressed, typed
from chalkline.web.pages.assist.telling import QUESTION_TONES, Chip, parts_of_assist
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Link, Status, Table

NEWSLETTER_STATES: dict[QuestionState, Sentence] = {
    QuestionState.OPEN: Sentence("Being written"),
    QuestionState.ACCEPTED: Sentence("Accepted"),
    QuestionState.SENT: Sentence("Sent out"),
    QuestionState.CLOSED: Sentence("Laid aside"),
}
READERS = (Audience.PUBLIC, Audience.STAFF)
OFFERED = 5


@page("assist/newsletters/", name="assist.newsletters", permission="newsletters.see", methods=("GET", "POST"))
def home(request: Request) -> HttpResponseBase:
    """Begin one; below it, those before."""
    problem: Problem | None = None
    if request.method == "POST":
        try:
            return _begin(request)
        except Problem as refused:
            if refused.kind is Kind.NOT_ALLOWED:
                raise
            problem = refused
    table = _table(request)
    if table.wants_file:
        return table.file()
    context = {
        "parts": parts_of_assist(request, "assist.newsletters"),
        "table": table,
        "problem": problem,
        "may_draft": request.actor.may("newsletters.draft"),
        "title": request.POST.get("title", ""),
        "points": typed(request, "points") or "\n".join(request.GET.getlist("point")[:12]),
        "audience": request.POST.get("audience", Audience.PUBLIC),
        "audiences": [(each.value, AUDIENCE_NAMES[each]) for each in READERS],
        "language": request.POST.get("language", "en"),
        "languages": list(LANGUAGES.items()),
        "has_model": not model_settings().missing,
        "asked": [each.as_asked for each in recurring(request.actor, today=localdate())[:OFFERED]],
    }
    return render(request, "assist/newsletters.html", context)


def _begin(request: Request) -> HttpResponse:
    audience = Audience.STAFF if request.POST.get("audience") == Audience.STAFF else Audience.PUBLIC
    points = typed(request, "points").splitlines()
    language = request.POST.get("language", "en")
    begun = begin_newsletter(
        request.actor, request.POST.get("title", ""), points, audience, language=language, now=utc_now()
    )
    _draft(request, begun, with_model="model" in request.POST)
    return redirect("assist.newsletter", begun.pk)


def _draft(request: Request, newsletter: Newsletter, *, with_model: bool) -> None:
    """The model is asked before and outside any transaction: nobody else waits for it."""
    request.actor.must("newsletters.draft")
    writing = ask_model(request.actor, newsletter, today=localdate()) if with_model else None
    draft_newsletter(request.actor, newsletter, writing=writing, now=utc_now())


def _table(request: Request) -> Table:
    return Table(
        request,
        "newsletters",
        caption=_("Newsletters"),
        columns=[
            Column("title", gettext_lazy("Title"), sort="title"),
            Column("audience", gettext_lazy("For whom")),
            Column("state", gettext_lazy("Status"), sort="state"),
            Column("begun", gettext_lazy("Begun"), sort="begun_at"),
        ],
        rows=newsletters(request.actor),
        row=_row,
        search=lambda rows, words: rows.filter(title__icontains=words),
        order="-begun",
    )


def _row(newsletter: Newsletter) -> list[Any]:
    state = QuestionState(newsletter.state)
    return [
        Link(newsletter.title, address_of("assist.newsletter", newsletter.pk), LANGUAGES[newsletter.language]),
        AUDIENCE_NAMES[Audience(newsletter.audience)],
        Status(NEWSLETTER_STATES[state], QUESTION_TONES[state]),
        newsletter.begun_at,
    ]


@page(
    "assist/newsletters/<uuid:newsletter_id>/",
    name="assist.newsletter",
    permission="newsletters.see",
    methods=("GET", "POST"),
)
def newsletter(request: Request, newsletter_id: UUID) -> HttpResponseBase:
    """One newsletter: its points, its sentences beside their sources, what to do with it."""
    found = newsletter_by_id(request.actor, str(newsletter_id))
    draft = newest_newsletter_draft(request.actor, found)
    problem: Problem | None = None
    if request.method == "POST":
        gone, problem = pressed(request, draft, _buttons(request, found))
        if gone is not None:
            return gone
        found = newsletter_by_id(request.actor, str(newsletter_id))
        draft = newest_newsletter_draft(request.actor, found)
    state = QuestionState(found.state)
    context = {
        **desk_of(request, draft, state),
        "newsletter": found,
        "chip": Chip(NEWSLETTER_STATES[state], QUESTION_TONES[state]),
        "audience": AUDIENCE_NAMES[Audience(found.audience)],
        "spoken": LANGUAGES[found.language],
        "missing": missing_points(draft) if draft else [],
        "may_draft": request.actor.may("newsletters.draft"),
        "problem": problem,
        "history": happened_to("newsletter", str(found.pk)),
    }
    return render(request, "assist/newsletter.html", context)


def _buttons(request: Request, found: Newsletter) -> Buttons:
    return Buttons(
        redraft=lambda with_model: _draft(request, found, with_model=with_model),
        accept=accept_newsletter,
        mark_sent=mark_newsletter_sent,
        close=lambda: close_newsletter(request.actor, found, now=utc_now()),
        said_accepted=_("Accepted in your name. Copy it, send it, and mark it as sent."),
        said_closed=_("The newsletter is laid aside."),
        here=address_of("assist.newsletter", found.pk),
        away=address_of("assist.newsletters"),
    )
