"""Surveys through the API and the command line: the same rules as in the pages."""

from __future__ import annotations

from datetime import timedelta

from click.testing import CliRunner
from django.utils import timezone

from cast import Cast
from chalkline.cli.main import chalkline
from chalkline.discover.surveys.api import Answers, Survey, give_survey_answer
from chalkline.people.api import system_actor
from chalkline.tools.register.api import import_catalogue, shipped_catalogue
from visiting import visitor

JSON = {"content_type": "application/json"}


def test_a_survey_is_opened_closed_and_heard(cast: Cast) -> None:
    now = timezone.now()
    import_catalogue(cast.dana.actor, shipped_catalogue(), now=now)
    dana, last = visitor(cast.dana), str(timezone.localdate() + timedelta(days=7))
    assert dana.post("/api/v1/surveys", {"audience": "students", "closes_on": last}, **JSON).status_code == 422
    sent = {"audience": "staff", "closes_on": last, "tools": ["chatgpt"]}
    assert visitor(cast.tess).post("/api/v1/surveys", sent, **JSON).status_code == 403
    made = dana.post("/api/v1/surveys", sent, **JSON).json()
    at, found = f"/api/v1/surveys/{made['id']}", Survey.objects.get()
    for _ in range(13):
        said = Answers("en", {"tools": ("chatgpt",), "helps": ("training",)})
        give_survey_answer(system_actor("public"), found, said, now=now)
    told = dana.get(at).json()
    assert (told["state"], told["at_least"], told["people"], told["questions"]) == ("open", 10, None, [])
    assert dana.post(f"{at}/close", **JSON).json()["state"] == "closed"
    told = dana.get(at).json()
    assert told["people"] == 13 and told["needs"][0]["percent"] == 100
    assert told["questions"][0]["options"][0] == {"id": "chatgpt", "en": "ChatGPT", "es": "ChatGPT", "people": 13}
    problem = {
        "title": "Staff lack training",
        "what_happens": "They guess.",
        "area": "teacher_productivity",
        "evidence": [{"text": "A survey", "figure": "100 %"}],
        "outcome": {"measure": "Staff who miss it", "baseline": "100", "target": "50", "by_on": "2099-01-01"},
        "owner_id": str(cast.dana.person.pk),
    }
    problem["outcome"]["by_on"] = str(timezone.localdate() + timedelta(days=200))  # type: ignore[index]
    assert dana.post(f"{at}/needs/training/problem", problem, **JSON).status_code == 201
    again = dana.post(f"{at}/needs/training/problem", problem, **JSON)
    assert again.status_code == 409 and again.json()["code"] == "surveys.named_already"
    assert dana.get("/api/v1/surveys").json()["items"][0]["code"] == found.code.lower()


def test_the_command_line_asks_and_tells(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, shipped_catalogue(), now=timezone.now())
    me = ["--as", cast.dana.person.email]
    opened = CliRunner().invoke(chalkline, ["surveys", "open", *me, "--tool", "chatgpt"])
    assert opened.exit_code == 0, opened.output + str(opened.exception)
    assert "/survey/" in opened.output
    number = opened.output.split()[0]
    assert "Open until" in CliRunner().invoke(chalkline, ["surveys", "show", number, *me]).output
    closed = CliRunner().invoke(chalkline, ["surveys", "close", number, *me])
    assert "0 people answered" in closed.output and "How often do you use ChatGPT?" in closed.output
    assert "ChatGPT: Closed" in CliRunner().invoke(chalkline, ["surveys", "list", *me]).output
