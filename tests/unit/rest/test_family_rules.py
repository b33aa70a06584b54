"""Choices and requests to see, through the API: the same rules as in the pages."""

from __future__ import annotations

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.ledger.models import Exchange
from chalkline.people.models import Person
from chalkline.tools.register.api import register_tool
from visiting import visitor

JSON = "application/json"


@pytest.fixture(autouse=True)
def tool(cast: Cast) -> None:
    register_tool(cast.tess.actor, "magicschool", now=NOW)


def test_a_choice_is_taken_down_and_back(cast: Cast) -> None:
    office = visitor(cast.paula)
    (found,) = office.get("/api/v1/students?search=kim").json()["items"]
    said = {"student_id": found["id"], "tool": "magicschool", "said": "no", "heard_by": "talk"}
    made = office.post("/api/v1/choices", said, content_type=JSON)
    assert made.status_code == 201 and made.json()["student"]["name"] == "Kim Sato"
    assert visitor(cast.tess).post("/api/v1/choices", said, content_type=JSON).status_code == 403
    assert visitor(cast.tess).get("/api/v1/students").status_code == 403
    back = office.post(f"/api/v1/choices/{made.json()['id']}/take-back", {}, content_type=JSON)
    assert back.json()["until"] and office.get("/api/v1/choices").json()["total"] == 0
    Person.objects.filter(pk=cast.kim.person.pk).update(school=cast.juniper)
    assert office.post("/api/v1/choices", said, content_type=JSON).status_code == 404


def test_a_request_is_answered_by_the_privacy_officer(cast: Cast) -> None:
    asked = {"child": "Kim Sato", "asker": "Her mother", "reach": "555-0104", "received_on": str(localdate())}
    made = visitor(cast.paula).post("/api/v1/access-requests", asked, content_type=JSON).json()
    at, priya = f"/api/v1/access-requests/{made['id']}", visitor(cast.priya)
    assert visitor(cast.paula).get("/api/v1/access-requests").status_code == 403
    assert priya.post(f"{at}/held", {}, content_type=JSON).json()["code"] == "access.not_identified"
    known = {"student_id": str(cast.kim.person.pk), "known_by": "Came in with her card."}
    assert priya.post(f"{at}/identify", known, content_type=JSON).json()["state"] == "identified"
    held = priya.post(f"{at}/held", {}, content_type=JSON, headers={"idempotency-key": "1"}).json()
    assert held["from_the_roster"]["given_name"] == "Kim" and held["calls_with_the_childs_own_key"] == []
    assert held["not_held_here"] and not Exchange.objects.exists()
    assert priya.post(f"{at}/answer", {"how": "By mail."}, content_type=JSON).json()["state"] == "answered"
