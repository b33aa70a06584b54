"""Systems, flows, agreements, audits and duties through the API: the same rules as in the pages."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.data.duties.api import Duty, Ground, ToolGiven, track_duties
from chalkline.people.api import system_actor
from chalkline.tools.register.api import register_tool
from publishing import put_in_force, sample_policy
from visiting import visitor

JSON = "application/json"


def test_systems_and_agreements_are_recorded_and_flows_follow(cast: Cast) -> None:
    priya, today = visitor(cast.priya), localdate()
    register_tool(cast.dana.actor, "MagicSchool", now=NOW)
    told = {"name": "Canvas", "kind": "learning", "hosting": "vendor", "owner": cast.dana.person.email}
    assert priya.post("/api/v1/systems", {**told, "elements": ["nonsense"]}, content_type=JSON).status_code == 422
    made = priya.post("/api/v1/systems", {**told, "elements": ["student_work"]}, content_type=JSON)
    assert made.status_code == 201 and priya.get("/api/v1/systems").json()["items"][0]["owner"] == "Dana Whitfield"
    signed = {
        "tool": "magicschool", "kind": "ndpa", "signed_on": today.isoformat(),
        "ends_on": (today + timedelta(days=90)).isoformat(), "elements": ["student_work"],
    }  # fmt: skip
    assert visitor(cast.dana).post("/api/v1/agreements", signed, content_type=JSON).status_code == 403
    made = priya.post("/api/v1/agreements", signed, content_type=JSON)
    assert made.status_code == 201 and made.json()["kind_name"] == "National data privacy agreement"
    assert priya.get("/api/v1/agreements").json()["items"][0]["tool"] == "magicschool"
    put_in_force(sample_policy(today, school=str(cast.juniper.pk)))
    found = priya.get("/api/v1/flows?limit=100").json()["items"]
    assert {each["tool"] for each in found} >= {"magicschool", "diffit"}
    assert any(each["student_records"] and each["cover"] == "missing" for each in found)
    assert visitor(cast.tess).post("/api/v1/systems", told, content_type=JSON).status_code == 403


def test_duties_are_read_met_and_set_aside(cast: Cast) -> None:
    track_duties(
        system_actor("duties"), [ToolGiven("magicschool", "MagicSchool", localdate(), frozenset(Ground))], now=NOW
    )
    duty = Duty.objects.get(rule="ferpa-so-control")
    priya, at = visitor(cast.priya), f"/api/v1/duties/{duty.pk}"
    listed = priya.get("/api/v1/duties?limit=100").json()["items"]
    assert next(each for each in listed if each["id"] == str(duty.pk))["short"].startswith("The district stays")
    assert visitor(cast.tess).get("/api/v1/duties").json()["total"] == 0
    assert priya.post(f"{at}/meet", {"evidence": ""}, content_type=JSON).json()["code"] == "duties.say_what_shows_it"
    assert visitor(cast.tess).post(f"{at}/waive", {"reason": "No."}, content_type=JSON).status_code == 404
    assert priya.post(f"{at}/meet", {"evidence": "Clause 4."}, content_type=JSON).json()["state"] == "met"
    assert priya.post(f"{at}/waive", {"reason": "No."}, content_type=JSON).json()["code"] == "duties.settled"
    assert priya.get("/api/v1/roster-audits").json()["total"] == 0
