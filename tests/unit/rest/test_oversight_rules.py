"""Concerns, deadlines and the calendar through the API: the same rules as in the pages."""

from __future__ import annotations

from cast import NOW, Cast
from chalkline.oversee.incidents.api import Clock
from deciding import committee_seated
from unit.oversee.overseeing import incident_opened
from visiting import visitor

JSON = "application/json"


def test_a_concern_is_raised_and_read_by_its_own(cast: Cast) -> None:
    tess = visitor(cast.tess)
    made = tess.post("/api/v1/concerns", {"what": "It was unkind.", "unnamed": True}, content_type=JSON)
    assert made.status_code == 201 and made.json()["state"] == "new"
    assert tess.post("/api/v1/concerns", {"what": " "}, content_type=JSON).json()["code"] == "concerns.say_what"
    assert tess.get("/api/v1/concerns").json()["total"] == 1
    assert visitor(cast.theo).get("/api/v1/concerns").json()["total"] == 0
    assert visitor(cast.priya).get("/api/v1/concerns").json()["total"] == 1


def test_deadlines_are_settled_by_those_who_may(cast: Cast) -> None:
    incident = incident_opened(cast)
    at = f"/api/v1/incidents/{incident.pk}/clocks"
    assert visitor(cast.tess).get(at).status_code == 404
    clock = visitor(cast.priya).get(at).json()["items"][0]
    assert clock["duty"] == "ferpa-99.32-log" and "34 CFR" in clock["citation"]
    settled = {"how": "done", "reason": "Logged."}
    assert visitor(cast.sam).post(f"{at}/{clock['id']}/settle", settled, content_type=JSON).status_code == 403
    done = visitor(cast.priya).post(f"{at}/{clock['id']}/settle", settled, content_type=JSON)
    assert done.json()["state"] == "done" and Clock.objects.get().settled_at > NOW


def test_the_calendar_is_read_and_reviewed(cast: Cast) -> None:
    committee = committee_seated(cast)
    found = visitor(cast.fay).get("/api/v1/calendar").json()["items"]
    assert [each["kind"] for each in found] == ["committee"]
    at = f"/api/v1/calendar/committee/{committee.pk}/review"
    said = {"outcome": "goes_on", "summary": "Fine.", "next_on": "2001-01-01"}
    assert visitor(cast.ada).post(at, said, content_type=JSON).json()["code"] == "calendar.next_day"
    assert visitor(cast.tess).post(at, said, content_type=JSON).status_code == 403
