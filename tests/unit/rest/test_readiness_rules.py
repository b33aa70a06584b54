"""Readiness through the API and the command line: the same rules as in the pages."""

from __future__ import annotations

from datetime import timedelta

from click.testing import CliRunner
from django.utils import timezone

from cast import Cast
from chalkline.cli.main import chalkline
from visiting import visitor

JSON = {"content_type": "application/json"}
AT = "/api/v1/readiness"


def test_an_assessment_from_its_beginning_to_the_board(cast: Cast) -> None:
    ada, today = visitor(cast.ada), timezone.localdate()
    assert visitor(cast.tess).get(AT).status_code == 403
    made = ada.post(AT, **JSON).json()
    one = f"{AT}/{made['id']}"
    assert ada.put(f"{one}/domains/CM-acad", {"person": str(cast.carl.person.pk)}, **JSON).status_code == 200
    answer = {"level": 2, "evidence": "The map", "evidence_on": str(today)}
    assert ada.put(f"{one}/questions/RA02", {"level": 2}, **JSON).json()["code"] == "readiness.not_shown"
    assert ada.put(f"{one}/questions/RA02", answer, **JSON).json()["level"] == 2
    whole = ada.get(one).json()
    means = [each["mean"] for each in whole["domains"]]
    assert means == sorted(means) and len(means) == 7
    questions = {q["id"]: q for each in whole["domains"] for q in each["questions"]}
    assert questions["RA02"]["person"]["by"] == str(cast.ada.person) and questions["RX01"]["records"]["level"] == 2
    assert ada.post(f"{one}/questions/RA02/take-back", **JSON).json()["level"] is None
    step = {"item": "RX02", "text": "Ask.", "owner": str(cast.carl.person.pk), "due_on": str(today + timedelta(9))}
    planned = ada.post(f"{one}/steps", step, **JSON).json()
    assert (planned["state"], planned["is_late"]) == ("open", False)
    assert ada.get(f"{AT}/steps").json()["items"][0]["id"] == planned["id"]
    settled = ada.post(f"{AT}/steps/{planned['id']}/settle", {"done": True, "note": "Asked."}, **JSON).json()
    assert settled["state"] == "done" and settled["note"] == "Asked."
    assert ada.post(f"{one}/finish", **JSON).json()["finished_on"] == str(today)
    packet = visitor(cast.bo).get("/report/").content.decode()
    assert "How ready we are" in packet and "By the assessment of" in packet


def test_the_command_line_tells_by_domain(cast: Cast) -> None:
    me = ["--as", cast.ada.person.email]
    assert "Nobody has looked yet" in CliRunner().invoke(chalkline, ["readiness", "show", *me]).output
    begun = CliRunner().invoke(chalkline, ["readiness", "begin", *me])
    assert "of 3" in begun.output and "lowest:" in begun.output
    assert "records:" in CliRunner().invoke(chalkline, ["readiness", "show", "--every", *me]).output
    assert CliRunner().invoke(chalkline, ["readiness", "plan", *me]).exit_code == 0
