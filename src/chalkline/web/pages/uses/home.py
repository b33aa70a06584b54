"""The list of approved uses, in force and over."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chalkline.approve.requests.api import only_called_like
from chalkline.approve.uses.api import USE_STATE_NAMES, ApprovedUse, UseState, UseTime, only_uses_when, state_of, uses
from chalkline.kernel.sentences import Sentence
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.routes import Request, page
from chalkline.web.scopes import grades_said, listed, people_said, purpose_said
from chalkline.web.tables import Column, Filter, Link, Status, Table

TONES = {UseState.ACTIVE: "ok", UseState.SUSPENDED: "stop", UseState.ENDED: "quiet", UseState.EXPIRED: "quiet"}


@page("decide/uses/", name="uses.home", permission="uses.see")
def home(request: Request) -> HttpResponseBase:
    """Everything that was approved."""
    today = timezone.localdate()
    table = Table(
        request,
        "uses",
        columns=[
            Column("tool", _("Tool and purpose"), sort="tool__folded"),
            Column("state", _("Status"), sort="state"),
            Column("who", _("Who")),
            Column("until", _("Until"), sort="expires_on"),
            Column("decision", _("Decision"), sort="granted_at"),
        ],
        rows=uses(request.actor),
        row=lambda use: _row(use, today),
        search=only_called_like,
        search_to_count=partial(only_called_like, to_count=True),
        filters=[
            Filter(
                "when",
                _("When"),
                [(UseTime.NOW.value, _("In force")), (UseTime.OVER.value, _("Over"))],
                lambda rows, value: only_uses_when(rows, value, today),
            )
        ],
        empty=_("No approved use matches."),
    )
    if table.wants_file:
        return table.file()
    return render(request, "uses/home.html", {"table": table, "parts": parts_of_deciding(request, "uses.home")})


def _row(use: ApprovedUse, today: date) -> list[Any]:
    state = state_of(use, today)
    who = Sentence("{who}; {grades}", who=listed(people_said(use.roles)), grades=listed(grades_said(use.grade_bands)))
    return [
        Link(use.tool.name, reverse("uses.show", args=[use.pk]), note=purpose_said(use.purpose)),
        Status(USE_STATE_NAMES[state], TONES[state]),
        who,
        use.ended_on or use.expires_on,
        str(use.decision),
    ]
