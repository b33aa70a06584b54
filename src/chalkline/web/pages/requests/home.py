"""The list of requests: where each is, and how many people ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chalkline.approve.requests.api import STATE_NAMES, RequestState, only_asked_by, only_called_like, requests
from chalkline.approve.requests.api import Request as ToolRequest
from chalkline.approve.routes.api import level_from_records
from chalkline.govern.committees.api import Light
from chalkline.govern.custom_fields.api import About
from chalkline.web.custom import custom
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.lights import light_said
from chalkline.web.routes import Request, page
from chalkline.web.scopes import purpose_said
from chalkline.web.tables import Column, Filter, Link, Status, Table

TONES = {
    RequestState.APPROVED: "ok",
    RequestState.DECLINED: "stop",
    RequestState.NEEDS_INFORMATION: "attend",
    RequestState.DEFERRED: "attend",
}
MINE = "mine"


@page("decide/requests/", name="requests.home", permission="requests.see")
def home(request: Request) -> HttpResponseBase:
    """Everything that was asked for."""
    own = custom(About.REQUEST)
    table = Table(
        request,
        "requests",
        columns=[
            Column("tool", _("Tool and purpose"), sort="tool__folded"),
            Column("state", _("Where it is"), sort="state"),
            Column("care", _("Care")),
            Column("asked", _("People asking"), sort="asked_count", number=True),
            Column("by", _("Asked by"), sort="asked_by__family_name"),
            Column("on", _("Filed"), sort="filed_at"),
            *own.columns,
        ],
        rows=requests(request.actor),
        gather=lambda rows: (level_from_records({each.tool.slug for each in rows}), own.entries(rows)),
        row=lambda each, known: [*_row(known[0], each), *own.cells(each, known[1])],
        search=only_called_like,
        search_to_count=partial(only_called_like, to_count=True),
        filters=[
            Filter("state", _("Where it is"), [(each.value, STATE_NAMES[each]) for each in RequestState], _in_state),
            Filter("who", _("Whose"), [(MINE, _("Mine"))], lambda rows, _value: only_asked_by(rows, request.actor.id)),
            *own.filters,
        ],
        empty=_("No request matches."),
    )
    if table.wants_file:
        return table.file()
    context = {
        "table": table,
        "may_import": request.actor.may("requests.import"),
        "may_file": request.actor.may("requests.file"),
        "parts": parts_of_deciding(request, "requests.home"),
    }
    return render(request, "requests/home.html", context)


def _row(level: Callable[[ToolRequest], Light], request: ToolRequest) -> list[Any]:
    state = RequestState(request.state)
    light = light_said(level(request))
    url = reverse("requests.show", args=[request.pk])
    return [
        Link(request.tool.name, url, note=purpose_said(request.purpose)),
        Status(STATE_NAMES[state], TONES.get(state, "plain")),
        Status(light.word, light.tone),
        request.asked_count,
        str(request.asked_by),
        request.filed_at,
    ]


def _in_state(rows: QuerySet[ToolRequest], state: str) -> QuerySet[ToolRequest]:
    return rows.filter(state=state)
