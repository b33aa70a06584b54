"""The agenda of a meeting that is called: putting requests on it, taking items off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from chalkline.approve.packets.api import put_on_agenda, take_off_agenda
from chalkline.approve.requests.api import request_by_id
from chalkline.govern.committees.api import AgendaItem, item_by_id, meeting_by_id, take_item_off
from chalkline.kernel.clock import utc_now
from chalkline.kernel.problem import not_found
from chalkline.kernel.sentences import Sentence
from chalkline.web.agenda_ready import could_go_on
from chalkline.web.pages.meetings.calling import ReasonForm
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent


@page(
    "decide/meetings/<uuid:meeting_id>/agenda/",
    name="meetings.agenda",
    permission="meetings.set_agenda",
    methods=("POST",),
)
def put_on(request: Request, meeting_id: UUID) -> HttpResponse:
    """Put what is ready on the agenda: exactly the version it is in now."""
    meeting = meeting_by_id(request.actor, str(meeting_id))
    wanted = request.POST.get("what", "")
    if "request" in request.POST:  # by its id alone: whatever it lacks is said by the command
        put_on_agenda(request.actor, request_by_id(request.actor, request.POST["request"]), meeting, now=utc_now())
        messages.success(request, _("It is on the agenda, with its packet."))
        return redirect("meetings.show", meeting.pk)
    found = next((each for each in could_go_on(request.actor, meeting) if each.id == wanted and each.put), None)
    if found is None or found.put is None:
        raise not_found(Sentence("thing to decide"))
    found.put(request.actor, meeting, utc_now())
    messages.success(request, _("It is on the agenda, with its packet."))
    return redirect("meetings.show", meeting.pk)


@page(
    "decide/items/<uuid:item_id>/off/",
    name="meetings.take_off",
    permission="meetings.set_agenda",
    methods=("GET", "POST"),
)
def take_off(request: Request, item_id: UUID) -> HttpResponse:
    """Take an item off the agenda, with a reason."""
    found = item_by_id(request.actor, str(item_id))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":

        def act() -> bool:
            _take_off(request, found, form.answer("reason"))
            return True

        if sent(form, act):
            messages.success(request, _("It is off the agenda."))
            return redirect("meetings.show", found.meeting_id)
    will = (
        Sentence("“{title}” is not decided at this meeting. It can go on another agenda.", title=found.title),
        Sentence("Your reason is in the minutes and in its history, under your name."),
    )
    return render(request, "meetings/take_off.html", {"form": form, "item": found, "will": will})


def _take_off(request: Request, item: AgendaItem, reason: str) -> None:
    if item.subject_kind == "request":
        asked = request_by_id(request.actor, item.subject_id)
        take_off_agenda(request.actor, asked, reason=reason, now=utc_now())
    else:
        take_item_off(request.actor, item, reason=reason, now=utc_now())
