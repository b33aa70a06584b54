"""Pilots, packets and the strategy through the API: the same rules as in the pages."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from cast import Cast
from chalkline.pilot.evaluation.api import Result
from deciding import meeting_called
from piloting import classes, judged, plan_begun, written
from visiting import visitor

JSON = "application/json"


def test_a_plan_is_written_listed_and_locked_by_a_second_person(cast: Cast, tmp_path: Path) -> None:
    pilot = plan_begun(cast, starts_on="2030-01-07", ends_on="2030-05-01", measured_until="2030-06-01", measure="")
    carl, at = visitor(cast.carl), f"/api/v1/pilots/{pilot.pk}"
    assert carl.get(at).json()["missing"] == {"measure": "Write one sentence or more."}
    told = carl.put(f"{at}/plan", {"answers": {"measure": "Spring screener"}}, content_type=JSON).json()
    assert told["missing"] == {} and told["rule"]
    csv = written(tmp_path, classes()).read_text()
    assert carl.post(f"{at}/units", {"csv": csv}, content_type=JSON).json()["units"] == 16
    assert carl.post(f"{at}/lock", {}, content_type=JSON).json()["code"] == "pilots.second_person"
    assert visitor(cast.ada).post(f"{at}/lock", {}, content_type=JSON).json()["state"] == "locked"
    early = carl.post(f"{at}/outcomes", {"csv": "student,class,pre,post,EL,SWD\n"}, content_type=JSON)
    assert early.json()["code"] == "pilots.not_locked"
    assert visitor(cast.tess).post(f"{at}/outcomes", {"csv": "x"}, content_type=JSON).status_code == 403
    assert carl.get(f"{at}/result").status_code == 404


def test_a_result_has_no_number_of_a_small_group_or_side(cast: Cast, tmp_path: Path) -> None:
    result = judged(cast, tmp_path, effect=9)
    at = f"/api/v1/pilots/{result.pilot_id}/result"
    told = visitor(cast.tess).get(at).json()
    assert told["verdict"] == "scale" and told["low"] > 4
    hidden = [each for each in told["groups"] if each["name"].startswith("SWD")]
    assert hidden and all(each["effect"] is None and each["treated"] is None for each in hidden)
    few = result.reckoned
    few["arms"] = [{**each, "n": 9} for each in few["arms"]]
    Result.objects.filter(pk=result.pk).update(reckoned=few)
    assert visitor(cast.tess).get(at).json()["effect"] is None


def test_packets_are_presented_by_one_and_read_by_few(cast: Cast) -> None:
    today = timezone.localdate().isoformat()
    days = {"first_on": today, "last_on": today}
    assert visitor(cast.bo).post("/api/v1/board-packets", days, content_type=JSON).status_code == 403
    made = visitor(cast.sue).post("/api/v1/board-packets", days, content_type=JSON)
    assert made.status_code == 201 and made.json()["is_unchanged"]
    whole = visitor(cast.bo).get(f"/api/v1/board-packets/{made.json()['id']}").json()
    assert whole["document"]["sections"][0]["id"] == "decided"
    assert visitor(cast.tess).get("/api/v1/board-packets").status_code == 403
    assert visitor(cast.tess).get("/api/v1/report").json()["title"] == "AI in our district: report to the board"


def test_a_strategy_is_put_before_a_meeting(cast: Cast) -> None:
    meeting = meeting_called(cast)
    body = {"meeting_id": str(meeting.pk)}
    assert visitor(cast.tess).post("/api/v1/strategy/versions", body, content_type=JSON).status_code == 403
    made = visitor(cast.ada).post("/api/v1/strategy/versions", body, content_type=JSON)
    assert made.status_code == 201 and made.json()["state"] == "proposed"
    assert visitor(cast.tess).get("/api/v1/strategy").json()["version"] is None
    told = visitor(cast.tess).get(f"/api/v1/strategy/versions/{made.json()['id']}").json()
    assert told["version"]["number"] == 1 and told["document"]["sections"]
