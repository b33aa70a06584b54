"""Reviews that wait for me, and all that are under way."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chalkline.approve.requests.api import title_of
from chalkline.approve.reviews.api import KINDS, Review, ReviewState, is_overdue, reviews, reviews_waiting_for
from chalkline.kernel.sentences import Sentence
from chalkline.tools.register.api import only_tools_like
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.routes import Request, page
from chalkline.web.rows import part_of
from chalkline.web.tables import Column, Filter, Link, Status, Table
from chalkline.web.today import due_said

SHOWN = 12  # of those that wait for me; the list below has them all
MINE = "mine"
SAID = (  # what a row says of the request and of people: the rest of them is long, and of fifty rows not needed
    *("kind", "state", "due_on", "opened_at", "working", "answered_by", "request", "request__tool"),
    *("request__purpose", "request__tool__name", "answered_by__given_name", "answered_by__family_name"),
)
STATES = [(ReviewState.OPEN.value, Sentence("Open")), (ReviewState.ANSWERED.value, Sentence("Sent"))]


@page("decide/reviews/", name="reviews.home", permission="requests.see")
def home(request: Request) -> HttpResponseBase:
    """The list of reviews."""
    waits = reviews_waiting_for(request.actor)
    table = Table(
        request,
        "reviews",
        columns=[
            Column("what", _("Request")),
            Column("kind", _("Review"), sort="kind"),
            Column("state", _("State"), sort="state"),
            Column("due", _("Due"), sort="due_on"),
            Column("by", _("Sent by"), sort="answered_by__family_name"),
        ],
        rows=_with_little(reviews(request.actor)).order_by("due_on"),
        row=_row,
        search=partial(only_tools_like, tool="request__tool"),
        filters=[
            Filter("state", _("State"), STATES, _in_state),
            Filter("kind", _("Review"), [(kind.id, kind.name) for kind in KINDS.values()], _of_kind),
            Filter(
                "who",
                _("Whose"),
                [(MINE, _("Waits for me"))],
                lambda rows, _value: _among(rows, waits),
            ),
        ],
        order="due",
        empty=_("No review matches."),
    )
    if table.wants_file:
        return table.file()
    today = timezone.localdate()
    waiting = part_of(_with_little(waits), 0, SHOWN + 1)
    mine = [
        {
            "title": title_of(review.request),
            "detail": KINDS[review.kind].name,
            "due": due_said(review.due_on, today),
            "late": is_overdue(review, today),
            "action": _("Go on") if review.working else _("Review it"),
            "url": reverse("reviews.show", args=[review.pk]),
        }
        for review in waiting[:SHOWN]
    ]
    context = {
        "table": table,
        "mine": mine,
        "shown": SHOWN if len(waiting) > SHOWN else 0,
        "all_of_mine": table.address(who=MINE, state=None, kind=None, page=None) + "#all",
        "parts": parts_of_deciding(request, "reviews.home"),
    }
    return render(request, "reviews/home.html", context)


def _among(rows: QuerySet[Review], some: QuerySet[Review]) -> QuerySet[Review]:
    return rows.filter(pk__in=some.order_by().values("pk"))


def _with_little(rows: QuerySet[Review]) -> QuerySet[Review]:
    return rows.select_related(None).select_related("request__tool", "answered_by").only(*SAID)


def _row(review: Review) -> list[Any]:
    return [
        Link(title_of(review.request), reverse("reviews.show", args=[review.pk])),
        KINDS[review.kind].name,
        _state(review),
        review.due_on,
        str(review.answered_by) if review.answered_by else "",
    ]


def _state(review: Review) -> Status:
    if review.state == ReviewState.ANSWERED:
        return Status(Sentence("Sent"), "ok")
    if is_overdue(review, timezone.localdate()):
        return Status(Sentence("Late"), "attend")
    return Status(Sentence("Open"), "plain")


def _in_state(rows: QuerySet[Review], state: str) -> QuerySet[Review]:
    return rows.filter(state=state)


def _of_kind(rows: QuerySet[Review], kind: str) -> QuerySet[Review]:
    return rows.filter(kind=kind)
