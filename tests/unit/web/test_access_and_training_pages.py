"""A family asks on the public page and is answered; a training is offered, done, and seen by who did it."""

from __future__ import annotations

import json

from django.utils.timezone import localdate

from cast import Cast
from chalkline.data.access.models import AccessRequest
from visiting import visitor

ASKED = {"child": "Kim Sato, grade 4", "asker": "Mina Sato", "reach": "555-0104"}


def test_a_family_asks_and_the_privacy_officer_answers(cast: Cast) -> None:
    family = visitor()
    assert "45" in family.get("/my-childs-data/").content.decode()
    assert "Please fill this in." in family.post("/my-childs-data/", {"child": "Kim"}).content.decode()
    assert "We have your request" in family.post("/my-childs-data/", ASKED).content.decode()
    address = f"/data/access/{AccessRequest.objects.get().pk}/"
    officer = visitor(cast.priya)
    assert address in officer.get("/").content.decode()
    found = officer.get(f"{address}?student=kim").content.decode()
    assert "Kim Sato · grade 4 · Alder Creek Elementary" in found
    officer.post(f"{address}?student=kim", {"child": str(cast.kim.person.pk), "known_by": "Came in person."})
    for language in ("en", "es"):
        page = officer.post(f"{address}held/", {"as": "page", "in": language})
        assert page["Cache-Control"] == "no-store" and f'lang="{language}"' in page.content.decode()
        assert "Kim" in page.content.decode()
        paper = officer.post(f"{address}held/", {"as": "pdf", "in": language})
        assert paper.content.startswith(b"%PDF") and paper["Cache-Control"] == "no-store"
    held = officer.post(f"{address}held/")
    assert json.loads(held.content)["from_the_roster"]["given_name"] == "Kim"
    officer.post(address, {"how": "Handed over.", "act": "answer"})
    assert "Handed over." in officer.get(address).content.decode()
    assert visitor(cast.paula).get(address).status_code == 403


def test_what_is_late_is_said(cast: Cast) -> None:
    principal = visitor(cast.paula)
    assert "sees and answers" in principal.get("/data/access/").content.decode()
    principal.post("/data/access/", {**ASKED, "received_on": "2026-01-05"})
    officer = visitor(cast.priya)
    assert "longer than the law allows" in officer.get("/").content.decode()
    assert "Late" in officer.get("/data/access/").content.decode()


def test_a_training_is_offered_and_seen(cast: Cast) -> None:
    coordinator, teacher = visitor(cast.ada), visitor(cast.tess)
    coordinator.post("/training/", {"title": "AI basics", "where": "Online", "months": "12"})
    assert "Not done yet" in teacher.get("/training/").content.decode()
    page = coordinator.get("/training/").content.decode()
    course = page.split('name="course"')[1].split('<option value="')[2].split('"')[0]
    sent = {"course": course, "completed_on": localdate().isoformat(), "addresses": "tess.moreno@cedarhollow.example"}
    coordinator.post("/training/", sent)
    assert "Current" in teacher.get("/training/").content.decode()
    assert "1 person is current" in coordinator.get("/training/").content.decode()
    assert teacher.post("/training/", sent).status_code == 403


def test_a_day_stands_in_its_field_in_either_language(cast: Cast) -> None:
    for language in ("en", "es"):
        page = visitor(cast.priya).get(f"/data/access/?lang={language}").content.decode()
        assert f'value="{localdate().isoformat()}"' in page, language
