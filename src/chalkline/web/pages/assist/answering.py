"""The desk: a question in, a draft beside its sources, a named person's acceptance."""

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
    ASKER_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    Asker,
    Draft,
    Outcome,
    Question,
    QuestionState,
    accept_reply,
    ask_model,
    close_question,
    draft_reply,
    mark_sent,
    model_settings,
    newest_draft,
    question_by_id,
    questions,
    sensitive_matters,
    take_question,
)
from chalkline.assist.library.api import THEME_NAMES, Theme
from chalkline.assist.retrieval.api import can_match_meaning
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import Problem
from chalkline.web.histories import happened_to
from chalkline.web.pages.assist.desk import Buttons, desk_of, pressed
from chalkline.web.pages.assist.telling import QUESTION_TONES, Chip, parts_of_assist, question_pieces
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.templatetags.saying import said


@page("assist/", name="assist.home", permission="questions.draft", methods=("GET", "POST"))
def home(request: Request) -> HttpResponseBase:
    """Ask: paste a question, get a draft; below it, what was asked before."""
    problem: Problem | None = None
    if request.method == "POST":
        try:
            return _take(request)
        except Problem as found:
            problem = found
    table = _table(request)
    if table.wants_file:
        return table.file()
    context = {
        "parts": parts_of_assist(request, "assist.home"),
        "table": table,
        "problem": problem,
        "text": request.POST.get("text", ""),
        "asker": request.POST.get("asker", Asker.FAMILY),
        "askers": [(asker.value, name) for asker, name in ASKER_NAMES.items()],
        "has_model": not model_settings().missing,
        "by_meaning": can_match_meaning(),
    }
    return render(request, "assist/home.html", context)


def _take(request: Request) -> HttpResponse:
    asker = Asker.STAFF if request.POST.get("asker") == Asker.STAFF else Asker.FAMILY
    question = take_question(request.actor, request.POST.get("text", ""), asker, now=utc_now())
    _draft(request, question, with_model="model" in request.POST)
    return redirect("assist.question", question.pk)


def _draft(request: Request, question: Question, *, with_model: bool) -> None:
    """The model is asked before and outside any transaction: nobody else waits for it."""
    writing = ask_model(request.actor, question, today=localdate()) if with_model else None
    draft_reply(request.actor, question, writing=writing, now=utc_now())


def _table(request: Request) -> Table:
    themes = [(theme.value, name) for theme, name in THEME_NAMES.items()]
    states = [(state.value, name) for state, name in STATE_NAMES.items()]
    return Table(
        request,
        "questions",
        caption=_("Questions taken in"),
        columns=[
            Column("question", gettext_lazy("Question")),
            Column("theme", gettext_lazy("About"), sort="theme"),
            Column("state", gettext_lazy("Status"), sort="state"),
            Column("asked", gettext_lazy("Taken in"), sort="asked_at"),
        ],
        rows=questions(request.actor),
        row=_row,
        search=lambda rows, words: rows.filter(text__icontains=words),
        filters=[
            Filter("state", gettext_lazy("Status"), states, lambda rows, value: rows.filter(state=value)),
            Filter("theme", gettext_lazy("About"), themes, lambda rows, value: rows.filter(theme=value)),
        ],
        order="-asked",
    )


def _row(question: Question) -> list[Any]:
    state = QuestionState(question.state)
    text = question.text[:90] + ("…" if len(question.text) > 90 else "") if question.text else _("(text erased)")
    return [
        Link(text, address_of("assist.question", question.pk), said(ASKER_NAMES[Asker(question.asker)])),
        THEME_NAMES[Theme(question.theme)],
        Status(STATE_NAMES[state], QUESTION_TONES[state]),
        question.asked_at,
    ]


@page(
    "assist/questions/<uuid:question_id>/",
    name="assist.question",
    permission="questions.draft",
    methods=("GET", "POST"),
)
def question(request: Request, question_id: UUID) -> HttpResponseBase:
    """One question: what was asked, the draft beside its sources, what to do with it."""
    found = question_by_id(request.actor, str(question_id))
    draft = newest_draft(request.actor, found)
    problem: Problem | None = None
    if request.method == "POST":
        gone, problem = pressed(request, draft, _buttons(request, found))
        if gone is not None:
            return gone
        found = question_by_id(request.actor, str(question_id))
        draft = newest_draft(request.actor, found)
    return render(request, "assist/question.html", _shown(request, found, draft, problem))


def _buttons(request: Request, found: Question) -> Buttons:
    return Buttons(
        redraft=lambda with_model: _draft(request, found, with_model=with_model),
        accept=accept_reply,
        mark_sent=mark_sent,
        close=lambda: close_question(request.actor, found, now=utc_now()),
        said_accepted=_("The reply is accepted in your name. Copy it, send it, and mark it as sent."),
        said_closed=_("The question is closed without a reply from here."),
        here=address_of("assist.question", found.pk),
        away=address_of("assist.home"),
    )


def _shown(request: Request, found: Question, draft: Draft | None, problem: Problem | None) -> dict[str, Any]:
    state = QuestionState(found.state)
    return {
        **desk_of(request, draft, state),
        "question": found,
        "pieces": question_pieces(found),
        "chip": Chip(STATE_NAMES[state], QUESTION_TONES[state]),
        "asker": ASKER_NAMES[Asker(found.asker)],
        "theme": THEME_NAMES[Theme(found.theme)],
        "outcome": OUTCOME_NAMES[Outcome(draft.outcome)] if draft else None,
        "is_person": bool(draft and draft.outcome == Outcome.PERSON),
        "matters": sensitive_matters(found.text),
        "problem": problem,
        "history": happened_to("question", str(found.pk)),
    }
