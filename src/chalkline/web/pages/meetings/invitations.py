"""A meeting in calendars: an invitation to download, a cancellation, and the events of a person's own calendar link.

RFC 5545: the UID of a meeting stays the same, its SEQUENCE rises with each change, and a meeting that was called off
is a CANCEL of the same UID. Times are in UTC, so that no calendar has to know the district's zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from chalkline.govern.committees.api import Meeting, MeetingState, meeting_by_id, meetings, seats_of_person
from chalkline.kernel.clock import utc_now
from chalkline.people.api import Actor
from chalkline.web.routes import Request, page

USUAL_LENGTH = timedelta(hours=1, minutes=30)
PAST_SHOWN = timedelta(days=60)


@page("decide/meetings/<uuid:meeting_id>/invitation.ics", name="meetings.invitation", permission="committees.see")
def invitation(request: Request, meeting_id: UUID) -> HttpResponse:
    """The meeting as a calendar file: opened, it stands in one's calendar; opened again after a change, it follows."""
    meeting = meeting_by_id(request.actor, str(meeting_id))
    cancelled = meeting.state == MeetingState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Chalkline//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event_of(request, meeting, now=utc_now()))
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="meeting-{meeting.starts_at:%Y-%m-%d}.ics"'
    return answer


def event_of(request: HttpRequest, meeting: Meeting, *, now: datetime) -> Event:
    """One meeting. It names no person."""
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{settings.CHALKLINE.domain}")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", (meeting.starts_at + USUAL_LENGTH).astimezone(UTC))
    event.add("summary", meeting.committee.name)
    event["location"] = vText(meeting.place)
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    address = request.build_absolute_uri(reverse("meetings.show", args=[meeting.pk]))
    event.add("url", address)
    event.add("description", _("Agenda, packets and minutes: %(address)s") % {"address": address})
    return event


def meetings_of_mine(request: HttpRequest, actor: Actor, *, now: datetime) -> list[Event]:
    """Meetings of the committees one sits on, for one's own calendar link; those called off are told as such."""
    if not actor.could("committees.see"):
        return []
    committees = {seat.committee_id for seat in seats_of_person(actor, actor.id)}
    near = meetings(actor).filter(committee_id__in=committees, starts_at__gte=now - PAST_SHOWN)
    return [event_of(request, each, now=now) for each in near]


def with_events(written: bytes, events: Iterable[Event]) -> bytes:
    """A calendar that was written, with more events in it."""
    more = b"".join(each.to_ical() for each in events)
    end = b"END:VCALENDAR"
    return written.replace(end, more + end) if more else written
