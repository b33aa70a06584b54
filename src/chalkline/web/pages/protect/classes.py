"""Protect: my classes. What a teacher may see of how their class used a tool, where the decision behind it says so."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.oversee.class_views.api import monday_of, my_classes, read_class_text, text_of_class, texts_of_class
from chalkline.oversee.kept_texts.api import Opened
from chalkline.protect.disclosure import THRESHOLD
from chalkline.report.calls.api import BY_NAMES, FATE_NAMES, By, Calls, Fate, class_week, reason_name
from chalkline.web.pages.protect.calls import named, number
from chalkline.web.pages.protect.held import ReadForm
from chalkline.web.pages.protect.telling import role_of_part, tabs
from chalkline.web.routes import Request, address_of, page
from chalkline.web.sending import sent
from chalkline.web.tables import Column, Table
from chalkline.web.templatetags.saying import said

MOST_TEXTS = 25


@page("protect/my-classes/", name="class_views.home", permission="class_views.see")
def home(request: Request) -> HttpResponse:
    """One's classes that may be looked at."""
    actor = request.actor
    told = {
        "tabs": tabs(request, actor, "class_views.home"),
        "classes": [(each, address_of("class_views.show", each.key_id)) for each in my_classes(actor)],
        "least": THRESHOLD,
    }
    return render(request, "protect/classes.html", told)


@page("protect/my-classes/<uuid:key_id>/", name="class_views.show", permission="class_views.see")
def show(request: Request, key_id: UUID) -> HttpResponseBase:
    """One class in one week; ?week=2026-11-09 for another than the last."""
    actor = request.actor
    week = class_week(actor, str(key_id), _day(request.GET.get("week", "")), now=utc_now())
    table = _for_what(request, week.calls) if week.calls and week.calls.any else None
    if table and table.wants_file:
        return table.file()
    texts = texts_of_class(actor, str(key_id), week.first_on)
    told = {
        "tabs": tabs(request, actor, "class_views.home"),
        "week": week,
        "earlier": max((each for each in week.weeks if each < week.first_on), default=None),
        "later": min((each for each in week.weeks if each > week.first_on), default=None),
        "lead": _lead(week.calls, week.first_on) if week.calls and week.calls.any else "",
        "table": table,
        "replaced": number(week.calls.by_fate[Fate.REPLACED]) if week.calls else 0,
        "reasons": [(reason_name(code), number(cell)) for code, cell in week.calls.reasons] if week.calls else [],
        "texts": [address_of("class_views.text", each.pk) for each in texts[:MOST_TEXTS]],
        "more_texts": max(texts.count() - MOST_TEXTS, 0),
        "least": THRESHOLD,
        "use_url": address_of("uses.show", week.of.use_id),
    }
    return render(request, "protect/class.html", told)


@page(
    "protect/my-classes/texts/<uuid:kept_id>/",
    name="class_views.text",
    permission="class_views.see",
    methods=("GET", "POST"),
)
def text(request: Request, kept_id: UUID) -> HttpResponse:
    """One kept text of a class: shown in answer to a reason, never by its address alone."""
    kept, of = text_of_class(request.actor, str(kept_id))
    form = ReadForm(request.POST or None)
    opened: Opened | None = None
    if request.method == "POST":
        opened = sent(form, lambda: read_class_text(request.actor, kept, reason=form.answer("reason"), now=utc_now()))
    parts = [(role_of_part(each.role), each.text) for each in (*opened.asked, *opened.answered)] if opened else None
    told = {"of": of, "week": monday_of(localdate(kept.made_at)), "form": form, "parts": parts}
    response = render(request, "protect/class_text.html", told)
    response["Cache-Control"] = "no-store"
    return response


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _for_what(request: Request, calls: Calls) -> Table:
    """What the class asked for, most often first."""
    return Table(
        request,
        "purposes",
        caption=_("What the class used it for"),
        columns=[
            Column("what", said(BY_NAMES[By.PURPOSE])),
            Column("all", _("Calls"), number=True),
            Column("stopped", said(FATE_NAMES[Fate.STOPPED]), number=True),
        ],
        rows=list(calls.others[By.PURPOSE]),
        row=lambda line: [named(By.PURPOSE, line.key), number(line.all), number(line.by_fate[Fate.STOPPED])],
    )


def _lead(calls: Calls, first_on: date) -> Sentence:
    total, stopped = number(calls.total), number(calls.by_fate[Fate.STOPPED])
    if total is None:
        return Sentence("In the week from {day} the class asked a few times.", day=first_on)
    if stopped is None:
        return Sentence("In the week from {day} the class asked {total} times.", day=first_on, total=f"{total:,}")
    if not stopped:
        return Sentence(
            "In the week from {day} the class asked {total} times; nothing was stopped.",
            day=first_on,
            total=f"{total:,}",
        )
    return Sentence(
        "In the week from {day} the class asked {total} times; {stopped} of them were stopped.",
        day=first_on,
        total=f"{total:,}",
        stopped=f"{stopped:,}",
    )
