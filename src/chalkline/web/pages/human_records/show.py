"""One record: the matter, who decides, the calls made under it, what was decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from chalkline.approve.human_records.api import (
    FOLLOWED_NAMES,
    Followed,
    HumanRecord,
    RecordState,
    accept_record,
    calls_under,
    end_offer,
    is_overdue,
    offer_record,
    record_by_id,
    write_decision,
)
from chalkline.approve.uses.api import kept_by
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.people.api import Actor, staff
from chalkline.rulebook.api import KeptBy
from chalkline.web.histories import happened_to
from chalkline.web.pages.human_records.forms import ColleagueForm, DecisionForm
from chalkline.web.pages.human_records.telling import state_of_record
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent

DAYS = 10


@page(
    "decide/by-people/<uuid:record_id>/",
    name="human_records.show",
    permission="human_records.count",
    methods=("GET", "POST"),
)
def show(request: Request, record_id: UUID) -> HttpResponse:
    """What is decided, and what was."""
    actor = request.actor
    of = record_by_id(actor, str(record_id))
    doing = request.POST.get("do", "")
    if doing == "accept":
        accept_record(actor, of, now=utc_now())
        messages.success(request, _("You decide it from now on."))
        return redirect("human_records.show", of.pk)
    if doing == "end_offer":
        stays = str(of.decider_id) == actor.id
        end_offer(actor, of, now=utc_now())
        messages.success(request, _("It stays with you.") if stays else _("It stays with who had it."))
        return redirect("human_records.show" if stays else "human_records.home", *([of.pk] if stays else []))
    return render(request, "human_records/show.html", _told(actor, of))


@page(
    "decide/by-people/<uuid:record_id>/decision/",
    name="human_records.decide",
    permission="human_records.keep",
    methods=("GET", "POST"),
)
def decide(request: Request, record_id: UUID) -> HttpResponse:
    """Write what one decided."""
    actor, of = request.actor, _mine(request.actor, record_id)
    form = DecisionForm(request.POST or None)

    def do() -> HumanRecord:
        return write_decision(actor, of, form.decided(), now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("It is written down. No call goes out under this record any more."))
        return redirect("human_records.show", of.pk)
    return render(request, "human_records/decide.html", {"form": form, "record": of})


@page(
    "decide/by-people/<uuid:record_id>/hand-over/",
    name="human_records.hand_over",
    permission="human_records.keep",
    methods=("GET", "POST"),
)
def hand_over(request: Request, record_id: UUID) -> HttpResponse:
    """Ask a colleague to decide it."""
    actor, of = request.actor, _mine(request.actor, record_id)
    form = ColleagueForm(request.POST or None)

    def do() -> HumanRecord:
        address = form.answer("colleague").strip()
        colleague = staff(actor).filter(email__iexact=address).first() if address else None
        return offer_record(actor, of, colleague, now=utc_now())

    if request.method == "POST" and sent(form, do) is not None:
        messages.success(request, _("They see it on their page Today."))
        return redirect("human_records.show", of.pk)
    return render(request, "human_records/hand_over.html", {"form": form, "record": of})


def _mine(actor: Actor, record_id: UUID) -> HumanRecord:
    of = record_by_id(actor, str(record_id))
    if str(of.decider_id) != actor.id:
        raise not_found(Sentence("record"))
    return of


def _told(actor: Actor, of: HumanRecord) -> dict[str, Any]:
    state, today = RecordState(of.state), localdate()
    is_mine = str(of.decider_id) == actor.id
    is_open = state is RecordState.OPEN
    calls = calls_under(actor, of, get_current_timezone())
    return {
        "record": of,
        "state": state_of_record(of, today),
        "is_mine": is_mine,
        "is_open": is_open,
        "is_closed": state is RecordState.CLOSED,
        "is_overdue": is_overdue(state, of.until_on, today),
        "asked_of_me": is_open and str(of.offered_to_id or "") == actor.id,
        "by_gateway": KeptBy.GATEWAY in kept_by(of.use),
        "followed": FOLLOWED_NAMES[Followed(of.followed)] if of.followed else "",
        "calls": calls,
        "days": calls.days[:DAYS],
        "more_days": max(0, len(calls.days) - DAYS),
        "history": happened_to("human_record", str(of.pk)),
    }
