"""Rounds of feedback through the API: asked, sorted and answered as in the pages; no small group is counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from cast import NOW, Cast
from chalkline.people.api import system_actor
from chalkline.rollout.feedback.api import Answers, Round, give_answer
from visiting import visitor

JSON = "application/json"


def asked_for(**changes: Any) -> dict[str, Any]:
    until = timezone.localdate() + timedelta(days=10)
    questions = [
        {"kind": "yes_no", "en": "Do you know which tools?", "es": "¿Sabe qué herramientas?"},
        {"kind": "words", "en": "What worries you?", "es": "¿Qué le preocupa?"},
    ]
    return {
        "title_en": "AI this fall", "title_es": "La IA este otoño", "audience": "families", "questions": questions,
        "closes_on": until.isoformat(), **changes,
    }  # fmt: skip


def test_a_round_is_asked_sorted_and_answered_in_public(cast: Cast) -> None:
    ada, tess = visitor(cast.ada), visitor(cast.tess)
    at = "/api/v1/feedback-rounds"
    assert tess.post(at, asked_for(), content_type=JSON).status_code == 403
    assert ada.post(at, asked_for(title_es=""), content_type=JSON).json()["code"] == "feedback.incomplete"
    made = ada.post(at, asked_for(), content_type=JSON)
    assert made.status_code == 201 and made.json()["state"] == "open"
    at = f"{at}/{made.json()['id']}"
    for number in range(9):
        words = {2: "Tell us before it starts."} if number < 2 else {}
        found = Round.objects.get()
        give_answer(system_actor("public"), found, Answers("en", {1: "yes"}, words), now=NOW)
    assert tess.get(f"{at}/remarks").status_code == 403
    remarks = ada.get(f"{at}/remarks", {"state": "new"}).json()
    assert remarks["total"] == 2 and {each["text"] for each in remarks["items"]} == {"Tell us before it starts."}
    theme = ada.post(f"{at}/themes", {"heard_en": "You want to know before."}, content_type=JSON).json()
    chosen = {"remarks": [each["id"] for each in remarks["items"]], "theme": theme["id"]}
    assert ada.post(f"{at}/sort", chosen, content_type=JSON).json() == {"sorted": 2}
    public = Client().get("/api/v1/heard").json()
    assert public[0]["themes"] == [] and public[0]["waiting"] == 1
    done = {"done_en": "Each new tool is announced two weeks before."}
    answer = f"/api/v1/feedback-themes/{theme['id']}/answer"
    assert tess.post(answer, done, content_type=JSON).status_code == 404
    assert ada.post(answer, done, content_type=JSON).json()["answered_on"]
    public = Client().get("/api/v1/heard").json()
    assert [each["done_en"] for each in public[0]["themes"]] == [done["done_en"]]
    for told in (public[0], tess.get(at).json(), ada.get(at).json()):  # nine answers are too few for anybody
        assert told["answers"] is None
        counts = {each["option"]: each["count"] for each in told["counts"][0]["options"]}
        assert counts["Yes"] is None
    assert ada.post(f"{at}/close", content_type=JSON).json()["state"] == "closed"
    assert ada.post(f"{at}/close", content_type=JSON).json()["code"] == "feedback.closed"
