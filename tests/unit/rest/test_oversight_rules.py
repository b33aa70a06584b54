"""Concerns, deadlines and the calendar through the API: the same rules as in the pages."""

from __future__ import annotations

from datetime import timedelta

from cast import NOW, Cast
from chalkline.oversee.incidents.api import Clock
from deciding import committee_seated, use_granted
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


def test_an_incident_is_opened_from_a_concern_and_stops_a_use(cast: Cast) -> None:
    use, priya, tess = use_granted(cast), visitor(cast.priya), visitor(cast.tess)
    concern = tess.post("/api/v1/concerns", {"what": "It showed essays of another class."}, content_type=JSON).json()
    at = f"/api/v1/concerns/{concern['id']}"
    assert visitor(cast.theo).post(f"{at}/take-up", content_type=JSON).status_code == 404
    assert priya.post(f"{at}/take-up", content_type=JSON).json()["state"] == "looking"
    account = {
        "title": "Essays open", "what_happened": "A link.", "kind": "data_exposed", "severity": "serious",
        "data_kinds": ["work"], "people": 24, "anchors": {"discovered": NOW.isoformat()}, "concern": concern["id"],
        "tool": use.tool.slug,
    }  # fmt: skip
    assert tess.post("/api/v1/incidents", account, content_type=JSON).status_code in {403, 404}
    assert priya.post("/api/v1/incidents", {**account, "title": " "}, content_type=JSON).status_code == 422
    opened = priya.post("/api/v1/incidents", account, content_type=JSON)
    assert opened.status_code == 201 and opened.json()["state"] == "open"
    at = f"/api/v1/incidents/{opened.json()['id']}"
    assert tess.post(f"{at}/stop/{use.pk}", content_type=JSON).status_code in {403, 404}
    assert priya.post(f"{at}/stop/{use.pk}", content_type=JSON).json()["use"] == str(use.pk)
    use.refresh_from_db()
    assert use.state == "suspended"
    told = {"audience": "vendor", "how": "Called them.", "told_at": NOW.isoformat()}
    assert priya.post(f"{at}/tellings", told, content_type=JSON).status_code == 204
    assert priya.post(f"{at}/close", {"lessons": "Links."}, content_type=JSON).json()["code"].startswith("incidents.")


def test_a_security_audit_is_answered_and_its_weakness_tried_by_another(cast: Cast) -> None:
    sam, dana = visitor(cast.sam), visitor(cast.dana)
    at = "/api/v1/security-audits"
    assert visitor(cast.tess).get(at).status_code == 404
    audit = sam.post(at, content_type=JSON).json()
    at = f"{at}/{audit['id']}"
    point = next(each for each in sam.get(at).json()["points"] if each["verdict"] is None)["item"]
    answer = {"verdict": "no", "evidence": "seen", "words": "The last restore failed."}
    assert sam.post(f"{at}/points/{point}", answer, content_type=JSON).json()["verdict"] == "no"
    assert sam.post(f"{at}/finish", content_type=JSON).status_code in {409, 422}
    weak = {
        "item": point, "text": "Restore fails.", "severity": "high", "owner": str(cast.dana.person.pk),
        "due_on": (NOW.date() + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    noted = sam.post(f"{at}/weaknesses", weak, content_type=JSON)
    assert noted.status_code == 201 and noted.json()["state"] == "open"
    at = f"/api/v1/weaknesses/{noted.json()['id']}"
    assert dana.post(f"{at}/mend", {"note": "New disk."}, content_type=JSON).json()["state"] == "mended"
    assert dana.post(f"{at}/retest", {"holds": True}, content_type=JSON).status_code in {403, 409}
    assert sam.post(f"{at}/retest", {"holds": True}, content_type=JSON).json()["state"] == "closed"
