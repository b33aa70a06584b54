"""Messages, training, phases and money through the API: the same rules as in the pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cast import Cast
from chalkline.approve.uses.api import ApprovedUse
from chalkline.publish.bundle.api import stops_in_force
from deciding import use_granted
from visiting import visitor

JSON = {"content_type": "application/json"}


def use_of_today(cast: Cast) -> ApprovedUse:
    """A use that holds today, whenever that is."""
    today, use = timezone.localdate(), use_granted(cast, school_ids=frozenset({str(cast.alder.id)}))
    ApprovedUse.objects.filter(pk=use.pk).update(
        starts_on=today - timedelta(days=9), expires_on=today + timedelta(days=300)
    )
    use.refresh_from_db()
    return use


def test_a_use_reaches_people_by_phases_and_only_on_evidence(cast: Cast) -> None:
    use, today = use_of_today(cast), timezone.localdate()
    ada, tess = visitor(cast.ada), visitor(cast.tess)
    course = ada.post("/api/v1/trainings", {"title": "AI basics", "where": "Online.", "months": 12}, **JSON).json()
    plan = ada.post("/api/v1/rollout-plans", {"use_id": str(use.pk)}, **JSON).json()
    at = f"/api/v1/rollout-plans/{plan['id']}"
    days = {"starts_on": str(today + timedelta(days=3))}
    phase = ada.post(f"{at}/phases", {"title": "Alder first", **days}, **JSON).json()
    one = f"{at}/phases/{phase['id']}"
    training = {"kind": "training", "asks": {"course": course["slug"], "percent": "80"}}
    assert ada.post(f"{one}/gates", {"kind": "training"}, **JSON).json()["code"] == "phases.gate_incomplete"
    assert ada.post(f"{one}/gates", training, **JSON).status_code == 201
    assert ada.post(f"{one}/gates", {"kind": "message", "asks": {"audience": "educators"}}, **JSON).status_code == 201
    assert tess.post(f"{at}/start", **JSON).status_code == 403
    assert ada.post(f"{at}/start", **JSON).json()["state"] == "running"
    assert [each.openings for each in stops_in_force(also_unpublished=True).limited] == [()]
    refused = ada.post(f"{one}/open", **JSON)
    assert refused.status_code == 409 and refused.json()["code"] == "phases.gate_not_met"

    done = {"addresses": [cast.tess.person.email], "completed_on": str(today)}
    assert tess.post(f"/api/v1/trainings/{course['id']}/completions", done, **JSON).status_code == 403
    assert ada.post(f"/api/v1/trainings/{course['id']}/completions", done, **JSON).json()["current"] == 1
    message = _told(cast, use, str(today))
    assert message["not_sent_in"] == [] and message["state"] == "sent"

    assert ada.post(f"{one}/open", **JSON).json()["code"] == "phases.too_early"
    moved = {"starts_on": str(today), "reason": ""}
    assert ada.post(f"{one}/move", moved, **JSON).json()["code"] == "phases.reason_needed"
    assert ada.post(f"{one}/move", {**moved, "reason": "All are trained."}, **JSON).json()["starts_on"] == str(today)
    opened = ada.post(f"{one}/open", **JSON).json()
    assert opened["state"] == "open" and all(each["met"] for each in opened["gates"])
    assert [len(each.openings) for each in stops_in_force(also_unpublished=True).limited] == [1]


def _told(cast: Cast, use: ApprovedUse, today: str) -> dict[str, Any]:
    """A message to staff, planned, refused when it is empty, and sent in both of its languages."""
    ada = visitor(cast.ada)
    planned = {"title": "What it is for", "audience": "educators", "purpose": "Know it.", "due_on": today,
               "channel": "email", "languages": ["en", "es"], "sayer_id": str(cast.ada.person.pk)}  # fmt: skip
    about = {**planned, "use_id": str(use.pk)}
    assert ada.post("/api/v1/messages", {**about, "purpose": ""}, **JSON).json()["code"] == "communications.incomplete"
    assert visitor(cast.tess).post("/api/v1/messages", about, **JSON).status_code == 403
    made = ada.post("/api/v1/messages", about, **JSON).json()
    at = f"/api/v1/messages/{made['id']}"
    assert ada.put(at, {**planned, "title": "What it is for, and what not"}, **JSON).json()["title"].endswith("not")
    for language in ("en", "es"):
        note = {"language": language, "text": "Dear colleagues …", "channel": "email", "sent_on": today}
        assert ada.post(f"{at}/sendings", note, **JSON).status_code == 201
    assert ada.post(f"{at}/drop", {"reason": "No."}, **JSON).json()["code"] == "communications.not_now"
    told: dict[str, Any] = ada.get(at).json()
    return told


def test_money_that_ends_before_its_use_is_said(cast: Cast) -> None:
    use, today = use_of_today(cast), timezone.localdate()
    ada, soon, late = visitor(cast.ada), today + timedelta(days=60), today + timedelta(days=900)
    source = {"name": "Spring grant", "kind": "grant", "ends_on": str(soon), "after": ""}
    assert visitor(cast.tess).post("/api/v1/budget/sources", source, **JSON).status_code == 403
    grant = ada.post("/api/v1/budget/sources", source, **JSON).json()
    stated = {"title": "Plan for teachers", "what_for": "licenses", "use_id": str(use.pk)}
    line = ada.post("/api/v1/budget/lines", stated, **JSON).json()
    assert ada.post("/api/v1/budget/lines", stated, **JSON).json()["code"] == "budget.line_known"
    amount = {"source_id": grant["id"], "fiscal_year": today.year, "dollars": 12400}
    paid = ada.put(f"/api/v1/budget/lines/{line['id']}/amounts", amount, **JSON).json()
    assert paid["amounts"][0]["dollars"] == 12400
    assert "Spring grant ends on" in paid["not_paid_to_the_end"][0]
    assert "The money ends before the use does" in ada.get(f"/rollout/budget/lines/{line['id']}/").content.decode()
    at = f"/api/v1/budget/sources/{grant['id']}"
    assert ada.put(at, {"ends_on": str(late), "after": ""}, **JSON).json()["ends_on"] == str(late)
    assert ada.get(f"/api/v1/budget/lines/{line['id']}").json()["not_paid_to_the_end"] == []
    dropped = ada.post(f"/api/v1/budget/lines/{line['id']}/drop", {"reason": "Not bought."}, **JSON).json()
    assert dropped["dropped"]
