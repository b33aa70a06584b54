"""/api/v1/public-meetings: what the law makes public of meetings. Nobody is signed in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import localdate
from ninja import Schema

from chalkline.govern.committees.api import (
    day_of,
)
from chalkline.govern.minutes.api import (
    public_meeting,
    public_meetings,
    public_minutes,
)
from chalkline.rest.shapes import (
    REFUSALS,
    Place,
    ProblemDocument,
    all_said,
    said,
)

router = Place(tags=["minutes"])


class MeetingOpenToAll(Schema):
    """A meeting that anyone may follow; ``minutes`` once they are approved."""

    id: str
    committee: str
    starts_at: datetime
    place: str
    state: str
    held_on: date
    items: list[dict[str, Any]]


@router.get("/public-meetings", auth=None, response={200: list[MeetingOpenToAll], REFUSALS: ProblemDocument})
def list_public_meetings(request: HttpRequest) -> object:
    """Meetings that anyone may follow, without an account."""
    return [_public(str(each.pk)) for each in public_meetings(localdate())[-50:]]


@router.get("/public-meetings/{meeting_id}", auth=None, response={200: MeetingOpenToAll, REFUSALS: ProblemDocument})
def read_public_meeting(request: HttpRequest, meeting_id: UUID) -> object:
    """The notice with its agenda, or the approved minutes."""
    return _public(str(meeting_id))


def _public(meeting_id: str) -> MeetingOpenToAll:
    meeting = public_meeting(meeting_id, localdate())
    minutes = public_minutes(meeting)
    items: list[dict[str, Any]]
    if minutes:
        items = [
            {
                "number": each.number,
                "title": each.title,
                "closed": said(each.closed),
                "said": all_said(each.sentences),
                "decision": each.decision_number,
                "votes": [{"who": said(name), "choice": choice.value} for name, choice in each.votes],
            }
            for each in minutes.items
        ]
    else:
        items = [
            {"number": each.number, "title": "" if each.closed_law else each.title}
            for each in meeting.items.exclude(state="taken_off").order_by("number")
        ]
    return MeetingOpenToAll(
        id=str(meeting.pk),
        committee=meeting.committee.name,
        starts_at=meeting.starts_at,
        place=meeting.place,
        state=meeting.state,
        held_on=day_of(meeting),
        items=items,
    )
