"""What is missing: questions nobody has approved an answer to. What is asked most, and how drafting goes."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chalkline.assist.drafts.api import (
    Asker,
    Gap,
    Measured,
    Mode,
    Recurring,
    asked_most,
    close_gap,
    gap_by_id,
    gaps,
    measured,
    recurring,
    said_of,
)
from chalkline.assist.library.api import AUDIENCE_NAMES, LANGUAGES, THEME_NAMES, Audience, Theme
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.web.charts import Chart, stacked
from chalkline.web.charts.files import file_asked_for
from chalkline.web.pages.assist.telling import parts_of_assist
from chalkline.web.routes import Request, address_of, page
from chalkline.web.tables import Column, Filter, Link, Status, Table

DAYS = 90
MODES = {
    ("reply", Mode.VERBATIM.value): Sentence("Replies from whole sentences of approved sources"),
    ("reply", Mode.MODEL.value): Sentence("Replies written by a model, checked"),
    ("newsletter", Mode.VERBATIM.value): Sentence("Newsletters from whole sentences of approved sources"),
    ("newsletter", Mode.MODEL.value): Sentence("Newsletters written by a model, checked"),
}


@page("assist/gaps/", name="assist.gaps", permission="gaps.see")
def home(request: Request) -> HttpResponseBase:
    """What was asked and nobody has approved an answer to."""
    table = _table(request)
    if table.wants_file:
        return table.file()
    return render(request, "assist/gaps.html", {"parts": parts_of_assist(request, "assist.gaps"), "table": table})


def _table(request: Request) -> Table:
    states = [("open", _("Open")), ("closed", _("Closed"))]
    return Table(
        request,
        "gaps",
        caption=_("What is missing"),
        columns=[
            Column("words", gettext_lazy("Words that were asked about")),
            Column("theme", gettext_lazy("About"), sort="theme"),
            Column("asked", gettext_lazy("Asked"), sort="asked", number=True),
            Column("owner", gettext_lazy("Asked to fill it"), sort="owner__family_name"),
            Column("state", gettext_lazy("Status")),
            Column("opened", gettext_lazy("Since"), sort="opened_at"),
        ],
        rows=gaps(request.actor),
        row=_row,
        filters=[
            Filter(
                "state",
                gettext_lazy("Status"),
                states,
                lambda rows, value: rows.filter(closed_at__isnull=value == "open"),
            )
        ],
    )


def words_of_gap(gap: Gap) -> str:
    """What a gap is about, in the words that were kept."""
    return ", ".join(gap.words) or _("(no words were kept)")


def _row(gap: Gap) -> list[Any]:
    status = Status(_("Closed"), "ok") if gap.closed_at else Status(_("Open"), "attend")
    return [
        Link(words_of_gap(gap), address_of("assist.gap", gap.pk), LANGUAGES[gap.language]),
        THEME_NAMES[Theme(gap.theme)],
        gap.asked,  # type: ignore[attr-defined]  # counted by the query
        str(gap.owner),
        status,
        gap.opened_at,
    ]


@page("assist/gaps/<uuid:gap_id>/", name="assist.gap", permission="gaps.see", methods=("GET", "POST"))
def gap(request: Request, gap_id: UUID) -> HttpResponse:
    """One gap: what it asks for, and how to fill it."""
    found = gap_by_id(request.actor, str(gap_id))
    if request.method == "POST":
        close_gap(request.actor, found, why=request.POST.get("why", ""), now=utc_now())
        messages.success(request, _("The gap is closed, with your reason."))
        return redirect("assist.gaps")
    asked = urlencode({"theme": found.theme, "language": found.language, "audience": found.audience})
    context = {
        "gap": found,
        "words": words_of_gap(found),
        "theme": THEME_NAMES[Theme(found.theme)],
        "audience": AUDIENCE_NAMES[Audience(found.audience)],
        "spoken": LANGUAGES[found.language],
        "answer_url": f"{address_of('assist.add_answer')}?{asked}" if request.actor.could("library.add") else "",
        "may_close": request.actor.may("gaps.close", owner_id=str(found.owner_id)) and not found.closed_at,
        "document_url": address_of("assist.document", found.document_id) if found.document_id else "",
    }
    return render(request, "assist/gap.html", context)


@page("assist/asked/", name="assist.asked", permission="questions.see_measures")
def asked(request: Request) -> HttpResponse:
    """What is asked most, for how much of it there is an answer, and how drafting goes."""
    today = localdate()
    themes = asked_most(request.actor, today=today, days=DAYS)
    chart = _chart(themes) if themes else None
    if chart and (file := file_asked_for(request, chart)):
        return file
    told = [(MODES[each.kind, each.mode], _measured(each)) for each in measured(request.actor, today=today, days=DAYS)]
    context = {
        "parts": parts_of_assist(request, "assist.asked"),
        "chart": chart,
        "measured": told,
        "again": [_again(request, each) for each in recurring(request.actor, today=today, days=DAYS)],
        "newsletter_url": address_of("assist.newsletters") if request.actor.may("newsletters.draft") else "",
        "days": DAYS,
    }
    return render(request, "assist/asked.html", context)


def _again(request: Request, group: Recurring) -> dict[str, Any]:
    said = said_of(request.actor, group.as_asked, group.language, Asker.FAMILY, today=localdate())
    return {
        "group": group,
        "theme": THEME_NAMES[Theme(group.theme)],
        "sentences": [(each, hit, address_of("assist.document", hit.document_id)) for each, hit in said.sentences],
        "gap_url": address_of("assist.gap", group.gap_id) if group.gap_id and not said.sentences else "",
        "point": urlencode({"point": group.as_asked}),
    }


def _chart(themes: list[Any]) -> Chart:
    top = themes[0]
    total, answered = sum(each.asked for each in themes), sum(each.answered for each in themes)
    name = THEME_NAMES[Theme(top.theme)]
    return stacked(
        "asked",
        Sentence("{theme} is asked about most", theme=name),
        [Sentence("approved answer found"), Sentence("none found")],
        [(THEME_NAMES[Theme(each.theme)], (each.answered, each.asked - each.answered)) for each in themes],
        text=Sentence("{n} of {m} questions found an approved answer.", n=answered, m=total),
        head=Sentence("About"),
    )


def _measured(each: Measured) -> list[tuple[Any, Any]]:
    few = _("too few to say")
    minutes = changed = unchanged = few
    if each.median_minutes is not None:
        minutes = _("{n} minutes, of {cases} that were not laid aside in between").format(
            n=f"{each.median_minutes:g}", cases=each.timed
        )
    if each.median_changed is not None:
        changed = _("{n} percent of the words").format(n=f"{each.median_changed:g}")
    if each.unchanged is not None:
        unchanged = _("{n} of {cases}").format(n=each.unchanged, cases=each.accepted)
    return [
        (_("Accepted"), each.accepted),
        (_("From draft to acceptance, half took less than"), minutes),
        (_("Changed by the reviewer, half less than"), changed),
        (_("Accepted as drafted"), unchanged),
    ]
