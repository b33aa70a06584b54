"""Decided by people: one's own records, what was decided, how many there are."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as lazy

from chalkline.approve.human_records.api import (
    FOLLOWED_NAMES,
    Counts,
    Followed,
    HumanRecord,
    RecordState,
    counts,
    decided_records,
    has_seat,
    may_review,
    own_records,
    uses_that_need_one,
)
from chalkline.people.api import Actor
from chalkline.web.deciding import parts_of_deciding
from chalkline.web.pages.human_records.telling import state_of_record
from chalkline.web.routes import Request, address_of, page
from chalkline.web.scopes import purpose_said
from chalkline.web.tables import Column, Link, Table
from chalkline.web.templatetags.saying import said

LATEST = 25


@page("decide/by-people/", name="human_records.home", permission="human_records.count")
def home(request: Request) -> HttpResponseBase:
    """What one decides oneself; what others decided, for those who look after it."""
    actor = request.actor
    keeps = actor.may("human_records.keep", owner_id=actor.id)
    decided = _decided(request) if may_review(actor) else None
    counted = _counted(request) if actor.may("human_records.count", seat=has_seat(actor)) else None
    for each in (decided, counted):
        if each and each.wants_file:
            return each.file()
    mine = list(own_records(actor)[:LATEST]) if keeps else []
    context = {
        "parts": parts_of_deciding(request, "human_records.home"),
        "mine": [_line(actor, each) for each in mine],
        "keeps": keeps,
        "offers": keeps and uses_that_need_one(actor, localdate()).exists(),
        "decided": decided if decided and decided.total else None,
        "counted": counted if counted and counted.total else None,
    }
    return render(request, "human_records/home.html", context)


def _line(actor: Actor, of: HumanRecord) -> dict[str, Any]:
    return {
        "record": of,
        "url": address_of("human_records.show", of.pk),
        "state": state_of_record(of, localdate()),
        "purpose": purpose_said(of.purpose),
        "asked_of_me": str(of.offered_to_id or "") == actor.id,
        "is_open": of.state == RecordState.OPEN,
    }


def _decided(request: Request) -> Table:
    return Table(
        request,
        "decided",
        caption=lazy("What people decided"),
        columns=[
            Column("matter", lazy("Matter")),
            Column("who", lazy("Who decided"), sort="decider__family_name"),
            Column("first", lazy("Before an answer")),
            Column("followed", lazy("Followed it")),
            Column("when", lazy("When"), sort="ended_at"),
        ],
        rows=decided_records(request.actor),
        row=lambda each: [
            Link(each.matter, address_of("human_records.show", each.pk), note=purpose_said(each.purpose)),
            str(each.decider),
            lazy("Yes") if each.decided_first else lazy("No"),
            said(FOLLOWED_NAMES[Followed(each.followed)]),
            localtime(each.ended_at),
        ],
        search=lambda rows, words: rows.filter(matter__icontains=words),
        order="-when",
        empty=lazy("No record matches."),
    )


def _counted(request: Request) -> Table:
    def row(each: Counts) -> list[Any]:
        link = Link(each.title, address_of("uses.show", each.use_id))
        return [link, each.open, each.overdue, each.closed, each.withdrawn, each.decided_first, each.followed]

    return Table(
        request,
        "counts",
        caption=lazy("Records by approved use"),
        columns=[
            Column("use", lazy("Approved use")),
            Column("open", lazy("Not decided yet"), number=True),
            Column("overdue", lazy("Overdue"), number=True),
            Column("closed", lazy("Decided by a person"), number=True),
            Column("withdrawn", lazy("Withdrawn, nothing decided"), number=True),
            Column("first", lazy("Decided before an answer"), number=True),
            Column("followed", lazy("Followed the answer"), number=True),
        ],
        rows=counts(request.actor, localdate()),
        row=row,
    )
