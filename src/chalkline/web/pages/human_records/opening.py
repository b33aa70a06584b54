"""Open a record before AI is used on a matter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chalkline.approve.human_records.api import HumanRecord, latest_day, open_record, uses_that_need_one
from chalkline.approve.uses.api import use_by_id
from chalkline.kernel.clock import utc_now
from chalkline.web.pages.human_records.forms import RecordForm, in_a_fortnight
from chalkline.web.routes import Request, page
from chalkline.web.sending import sent


@page("decide/by-people/open/", name="human_records.open", permission="human_records.keep", methods=("GET", "POST"))
def open_(request: Request) -> HttpResponse:
    """Say that oneself decides a matter, until when."""
    actor, today = request.actor, localdate()
    offered = list(uses_that_need_one(actor, today).select_related("tool"))
    wanted = request.GET.get("use", "") or (str(offered[0].pk) if len(offered) == 1 else "")
    latest = latest_day(today, max((each.expires_on for each in offered), default=today))
    first = {"use": wanted, "until_on": in_a_fortnight(today, latest).isoformat()}
    form = RecordForm(offered, request.POST or None, initial=first)

    def do() -> HumanRecord:
        return open_record(actor, use_by_id(actor, form.answer("use")), form.matter_said(), now=utc_now())

    if request.method == "POST" and (opened := sent(form, do)):
        messages.success(request, _("The record is open. Calls can name it now."))
        return redirect("human_records.show", opened.pk)
    return render(request, "human_records/open.html", {"form": form, "offered": offered})
