"""Meetings that anyone may follow: notice before, approved minutes after, without an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from chalkline.govern.committees.api import Meeting, MeetingState, day_of
from chalkline.govern.minutes.api import PASSAGE_NAMES, public_meeting, public_meetings, public_minutes
from chalkline.kernel.sentences import Sentence
from chalkline.web.pages.meetings.telling import CHOICES, STATES
from chalkline.web.routes import Request, page


@page("meetings/", name="register.meetings", public=True)
def home(request: Request) -> HttpResponse:
    """What is to come, and what was decided in public."""
    found = [_shown(each) for each in public_meetings(localdate())]
    ahead = [each for each in found if not each["is_over"]]
    over = [each for each in reversed(found) if each["is_over"]]
    return render(request, "register/meetings.html", {"ahead": ahead, "over": over})


@page("meetings/<uuid:meeting_id>/", name="register.meeting", public=True)
def one(request: Request, meeting_id: UUID) -> HttpResponse:
    """The notice with its agenda, or the approved minutes."""
    meeting = public_meeting(str(meeting_id), localdate())
    minutes = public_minutes(meeting)
    context: dict[str, Any] = {"meeting": meeting, "shown": _shown(meeting), "minutes": minutes}
    if minutes:
        context["items"] = [
            {"item": item, "votes": [(who, CHOICES[choice]) for who, choice in item.votes]} for item in minutes.items
        ]
        context["passages"] = [(PASSAGE_NAMES[name], text) for name, text in minutes.passages.items()]
    else:
        context["agenda"] = [
            (each.number, None if each.closed_law else each.title)
            for each in meeting.items.exclude(state="taken_off").order_by("number")
        ]
    return render(request, "register/meeting.html", context)


def _shown(meeting: Meeting) -> dict[str, Any]:
    is_over = meeting.state == MeetingState.ADJOURNED
    chip, tone = (Sentence("Minutes"), "ok") if is_over else STATES[MeetingState(meeting.state)]
    return {
        "meeting": meeting,
        "url": reverse("register.meeting", args=[meeting.pk]),
        "day": day_of(meeting),
        "is_over": is_over,
        "chip": chip,
        "tone": tone,
    }
