"""Calling a meeting with a day, a time and a place; calling it off again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import get_current_timezone, localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from chalkline.govern.committees.api import (
    MeetingCall,
    call_meeting,
    cancel_meeting,
    committee_by_id,
    day_of,
    meeting_by_id,
    move_meeting,
    seat_of,
)
from chalkline.kernel.clock import utc_now
from chalkline.kernel.sentences import Sentence
from chalkline.web.routes import Request, page
from chalkline.web.sending import LONGEST, Questions, day_from, sent, time_from

NEVER = datetime(1, 1, 2, tzinfo=UTC)  # no rule accepts it: each says what it needs


class CallForm(Questions):
    """When and where. The rules speak of one instant: its errors are shown at the day."""

    SHOWN_AT: ClassVar[dict[str, str]] = {"starts_at": "day"}

    day = forms.CharField(
        label=lazy("On which day?"), widget=forms.DateInput(attrs={"type": "date", "class": "short"}), max_length=40
    )
    time = forms.CharField(
        label=lazy("At what time?"), widget=forms.TimeInput(attrs={"type": "time", "class": "short"}), max_length=40
    )
    place = forms.CharField(
        label=lazy("Where?"),
        help_text=lazy("A room, or the link by which people take part."),
        max_length=LONGEST,
    )
    is_emergency = forms.BooleanField(
        label=lazy("It cannot wait for the notice"),
        help_text=lazy("Then no notice is needed, but a reason that members and families can read."),
        required=False,
    )
    reason = forms.CharField(
        label=lazy("Why can it not wait?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=LONGEST,
    )

    def call(self) -> MeetingCall:
        """What the answers say."""
        clock = time_from(self.answer("time"))
        day = day_from(self.answer("day"))
        known = clock is not None and day.year > 1
        starts_at = datetime.combine(day, clock, get_current_timezone()) if known and clock else NEVER
        return MeetingCall(starts_at, self.answer("place"), bool(self.answer("is_emergency")), self.answer("reason"))


class ReasonForm(Questions):
    """One reason, in a sentence."""

    reason = forms.CharField(label=lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST)


@page(
    "decide/committees/<uuid:committee_id>/call/",
    name="meetings.call",
    permission="meetings.call",
    methods=("GET", "POST"),
)
def call(request: Request, committee_id: UUID) -> HttpResponse:
    """Call a meeting of a committee."""
    committee = committee_by_id(request.actor, str(committee_id))
    seat = seat_of(request.actor.id, committee, localdate())
    request.actor.must("meetings.call", seat=seat is not None)
    form = CallForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        made = sent(form, lambda: call_meeting(request.actor, committee, form.call(), now=utc_now()))
        if made:
            messages.success(request, _("The meeting is called. Next: what is on its agenda?"))
            return redirect("meetings.show", made.pk)
    earliest = localdate() + timedelta(days=committee.notice_days)
    notice = Sentence(
        "The charter promises members and families {days} days of notice: {earliest} at the earliest.",
        days=committee.notice_days,
        earliest=earliest,
    )
    context = {"form": form, "committee": committee, "notice": notice}
    return render(request, "meetings/call.html", context)


@page(
    "decide/meetings/<uuid:meeting_id>/move/",
    name="meetings.move",
    permission="meetings.call",
    methods=("GET", "POST"),
)
def move(request: Request, meeting_id: UUID) -> HttpResponse:
    """Say another time or place; calendars that hold the meeting follow."""
    meeting = meeting_by_id(request.actor, str(meeting_id))
    request.actor.must("meetings.call", seat=seat_of(request.actor.id, meeting.committee, localdate()) is not None)
    starts = localtime(meeting.starts_at)
    now_so = {"day": starts.date().isoformat(), "time": f"{starts:%H:%M}", "place": meeting.place}
    form = CallForm(request.POST) if request.method == "POST" else CallForm(initial=now_so)
    if request.method == "POST":
        moved = sent(form, lambda: move_meeting(request.actor, meeting, form.call(), now=utc_now()))
        if moved:
            messages.success(request, _("The meeting is moved. Send members the invitation again."))
            return redirect("meetings.show", meeting.pk)
    notice = Sentence("The charter promises members and families {days} days of notice.",
                      days=meeting.committee.notice_days)  # fmt: skip
    context = {"form": form, "committee": meeting.committee, "notice": notice, "meeting": meeting}
    return render(request, "meetings/call.html", context)


@page(
    "decide/meetings/<uuid:meeting_id>/cancel/",
    name="meetings.cancel",
    permission="meetings.call",
    methods=("GET", "POST"),
)
def cancel(request: Request, meeting_id: UUID) -> HttpResponse:
    """Call a meeting off, with a reason; its items are carried over."""
    meeting = meeting_by_id(request.actor, str(meeting_id))
    request.actor.must("meetings.call", seat=seat_of(request.actor.id, meeting.committee, day_of(meeting)) is not None)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = sent(form, lambda: cancel_meeting(request.actor, meeting, reason=form.answer("reason"), now=utc_now()))
        if done:
            messages.success(request, _("The meeting is cancelled."))
            return redirect("meetings.show", meeting.pk)
    will = (
        Sentence("The meeting on {day} does not take place, and cannot be called back.", day=day_of(meeting)),
        Sentence("What is on its agenda is carried over and can go on another one."),
        Sentence("Your reason is written into its record under your name."),
    )
    return render(request, "meetings/cancel.html", {"form": form, "meeting": meeting, "will": will})
