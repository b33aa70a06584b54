"""Pages of charters, seats, consent, votes in writing, closed sessions, minutes and invitations, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from cast import NOW, Cast
from chalkline.govern.committees.api import (
    AgendaItem,
    ClosedFor,
    Meeting,
    MeetingCall,
    Openness,
    Seat,
    adjourn_meeting,
    amend_charter,
    cancel_meeting,
    close_session,
    move_meeting,
    name_secretary,
    put_on_consent,
)
from chalkline.govern.minutes.api import SealedNote, seal_note
from chalkline.kernel.subjects import SubjectRef
from deciding import CHARTER, MEETING_AT, committee_seated, item_put, meeting_called, open_with
from visiting import visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The public sees what is to come from the day of the call on."""
    monkeypatch.setattr("chalkline.web.pages.public_meetings.localdate", lambda: NOW.date())


def seen(cast: Cast, who: str, path: str, data: dict[str, Any] | None = None) -> tuple[int, str]:
    client = visitor(getattr(cast, who))
    answer = client.get(path) if data is None else client.post(path, data)
    return answer.status_code, answer.content.decode()


def public_committee(cast: Cast) -> Meeting:
    committee = committee_seated(cast)
    public = replace(CHARTER, openness=Openness.PUBLIC, in_writing=True)
    committee = amend_charter(cast.ada.actor, committee, public, reason="Families asked for it.", now=NOW)
    name_secretary(cast.ada.actor, committee, cast.nora.person, now=NOW)
    return meeting_called(cast, committee)


def test_every_form_of_a_committee_opens_for_who_may_and_nobody_else(cast: Cast) -> None:
    meeting = public_committee(cast)
    item, committee = item_put(cast, meeting), meeting.committee_id
    seat = Seat.objects.get(person=cast.tess.person)
    for who, path in (
        ("ada", "/decide/committees/new/"),
        ("ada", f"/decide/committees/{committee}/charter/"),
        ("ada", f"/decide/committees/{committee}/secretary/"),
        ("ada", f"/decide/committees/{committee}/"),
        ("sue", f"/decide/seats/{seat.pk}/"),
        ("sue", f"/decide/seats/{seat.pk}/alternate/"),
        ("tess", "/decide/interests/new/"),
        ("tess", "/decide/meetings/"),
        ("ada", f"/decide/meetings/{meeting.pk}/"),
        ("ada", f"/decide/meetings/{meeting.pk}/move/"),
        ("carl", f"/decide/items/{item.pk}/writing/"),
        ("carl", f"/decide/items/{item.pk}/"),
        ("nora", f"/decide/meetings/{meeting.pk}/minutes/comment/"),
        ("nora", f"/decide/meetings/{meeting.pk}/propose-minutes/"),
        ("sue", "/decide/responsibilities/d_kill/change/"),
        ("sue", "/decide/responsibilities/posts/gc/"),
        ("bo", "/decide/responsibilities/"),
        ("bo", "/decide/responsibilities.csv"),
    ):
        status, _page = seen(cast, who, path)
        assert status == 200, (who, path, status)
    for who, path in (
        ("tess", f"/decide/committees/{committee}/charter/"),
        ("tess", f"/decide/seats/{seat.pk}/alternate/"),
        ("bo", "/decide/responsibilities/d_kill/change/"),
        ("dana", f"/decide/items/{item.pk}/writing/"),
    ):
        assert seen(cast, who, path)[0] == 403, (who, path)


def test_a_consent_agenda_by_hand(cast: Cast) -> None:
    meeting = public_committee(cast)
    items = [item_put(cast, meeting, SubjectRef("request", f"t{n}", str(n) * 64), title=f"Thing {n}") for n in (1, 2)]
    assert seen(cast, "ada", f"/decide/items/{items[0].pk}/consent/", {"do": "put"})[0] == 302
    put_on_consent(cast.ada.actor, items[1], now=NOW)
    open_with(cast, meeting, "dana", "priya", "tess", "fay")
    status, page = seen(cast, "dana", f"/decide/meetings/{meeting.pk}/")
    assert status == 200 and "Vote on all of them" in page
    status, page = seen(cast, "dana", f"/decide/meetings/{meeting.pk}/consent/vote/")
    digest = page.split('name="on_motion" value="')[1].split('"')[0]
    for who in ("carl", "dana", "priya", "tess", "fay"):
        vote = {"choice": "for", "reason": "", "on_motion": digest}
        assert seen(cast, who, f"/decide/meetings/{meeting.pk}/consent/vote/", vote)[0] == 302
    status, page = seen(cast, "carl", f"/decide/meetings/{meeting.pk}/consent/close/")
    assert status == 200 and "Thing 2" in page
    assert seen(cast, "carl", f"/decide/meetings/{meeting.pk}/consent/close/", {})[0] == 302
    assert not AgendaItem.objects.filter(state="waiting").exists()


def test_a_sealed_note_by_hand_and_what_the_public_sees(cast: Cast) -> None:
    meeting = public_committee(cast)
    item = item_put(cast, meeting)
    status, page = seen(cast, "ada", f"/meetings/{meeting.pk}/")
    assert status == 200 and "Diffit for adapting texts" in page
    open_with(cast, meeting, "dana", "tess")
    close_session(cast.carl.actor, item, ClosedFor.PERSONNEL, now=MEETING_AT)
    seal_note(cast.dana.actor, item, "It is about one person.", now=MEETING_AT)
    note = SealedNote.objects.get()
    assert "Read the note" in seen(cast, "tess", f"/decide/items/{item.pk}/")[1]
    assert "Diffit" in seen(cast, "nora", f"/decide/meetings/{meeting.pk}/")[1]  # the secretary keeps the record
    assert "Diffit" in seen(cast, "ada", f"/decide/meetings/{meeting.pk}/")[1]  # so does the AI coordinator
    status, page = seen(cast, "sue", f"/decide/items/{item.pk}/")
    assert status == 403 and "dealt with in closed session" in page and "Diffit" not in page and "employee" in page
    for path in ("", "minutes/"):
        status, page = seen(cast, "sue", f"/decide/meetings/{meeting.pk}/{path}")
        assert status == 200 and "Closed session" in page and "A matter about an employee" in page, path
        assert "Diffit for" not in page, path
    for path in (f"/decide/meetings/{meeting.pk}/invitation.ics", "/decide/meetings/?meetings-file=csv", "/"):
        assert "Diffit for" not in seen(cast, "sue", path)[1], path
    assert "It is about one person." in seen(cast, "tess", f"/decide/sealed/{note.pk}/", {})[1]
    for who in ("sue", "fay", "bo"):
        status, page = seen(cast, who, f"/decide/sealed/{note.pk}/", {})
        assert status == 404 and "one person" not in page
    assert "Diffit" not in seen(cast, "ada", f"/meetings/{meeting.pk}/")[1]
    adjourn_meeting(cast.carl.actor, meeting, now=MEETING_AT)
    assert seen(cast, "ada", f"/meetings/{meeting.pk}/")[0] == 404  # until its minutes are approved
    for who in ("nora", "tess", "bo"):
        assert seen(cast, who, f"/decide/meetings/{meeting.pk}/minutes/")[0] == 200


def test_an_invitation_follows_the_meeting(cast: Cast) -> None:
    meeting = public_committee(cast)
    path = f"/decide/meetings/{meeting.pk}/invitation.ics"

    def event() -> tuple[str, Any]:
        calendar: Any = Calendar.from_ical(visitor(cast.tess).get(path).content)
        return str(calendar["METHOD"]), next(iter(calendar.walk("VEVENT")))

    method, first = event()
    assert (method, int(first["SEQUENCE"]), first["DTSTART"].dt) == ("PUBLISH", 0, MEETING_AT)
    later = MEETING_AT + timedelta(days=7)
    move_meeting(cast.ada.actor, meeting, MeetingCall(later, "Library"), now=NOW)
    method, moved = event()
    assert (moved["UID"], int(moved["SEQUENCE"]), str(moved["LOCATION"])) == (first["UID"], 1, "Library")
    cancel_meeting(cast.ada.actor, meeting, reason="Snow.", now=NOW)
    method, gone = event()
    assert (method, str(gone["STATUS"]), int(gone["SEQUENCE"]), gone["UID"]) == ("CANCEL", "CANCELLED", 2, first["UID"])
