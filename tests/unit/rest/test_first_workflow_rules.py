"""Steps, tests, the first workflow and the committee's rules through the API: the same rules as in the pages."""

from __future__ import annotations

from cast import Cast
from deciding import meeting_called, problem_named
from portfolios import STEPS, gates_opened, proposed, scored, sheet
from visiting import visitor

JSON = {"content_type": "application/json"}


def test_what_one_begins_with_passes_four_tests(cast: Cast) -> None:
    use_case = proposed(cast, "Adapt passages", on=problem_named(cast))
    at, first = f"/api/v1/use-cases/{use_case.pk}", "/api/v1/portfolio/first-workflow"
    ada, tess = visitor(cast.ada), visitor(cast.tess)
    told = tess.get(f"{at}/judgment").json()
    assert told["steps"] is None and [each["passed"] for each in told["tests"]] == [None] * 4
    agreement = next(each for each in told["gates"] if each["gate"] == "agreement")
    assert agreement["state"] == "open" and agreement["records_say"] == ""
    scored(use_case, {cast.ada: sheet(75), cast.carl: sheet(75, measurable=25)})
    gates_opened(cast, use_case)
    steps = STEPS.as_json()
    assert tess.put(f"{at}/steps", {**steps, "then": []}, **JSON).json()["code"] == "portfolio.steps_incomplete"
    assert visitor(cast.fay).put(f"{at}/steps", steps, **JSON).status_code == 403
    assert tess.put(f"{at}/steps", steps, **JSON).json()["steps"] == steps
    chosen = {"use_case_id": str(use_case.pk), "because": "Every grade team asked."}
    refused = ada.put(first, chosen, **JSON)
    assert refused.status_code == 409 and "nobody could tell whether it got better" in refused.json()["why"]
    scores = [{"criterion": each.criterion, "points": each.points, "because": each.because, "link": each.link}
              for each in sheet(75)]  # fmt: skip
    again = {"scores": scores, "because": "The log of minutes is kept now."}
    assert visitor(cast.carl).put(f"{at}/scores", again, **JSON).status_code == 200
    assert tess.put(first, chosen, **JSON).status_code == 403
    assert ada.put(first, {**chosen, "because": ""}, **JSON).json()["code"] == "portfolio.reason_needed"
    assert ada.put(first, chosen, **JSON).json()["is_first"]


def test_weights_and_the_limit_are_proposed_and_put_before_a_meeting(cast: Cast) -> None:
    meeting, rules = meeting_called(cast), "/api/v1/portfolio/rules"
    ada = visitor(cast.ada)
    assert visitor(cast.otto).post(rules, {"limit": 2, "because": "Two."}, **JSON).status_code == 403
    assert ada.post(rules, {"because": "Nothing."}, **JSON).json()["code"] == "portfolio.one_rule"
    assert ada.post(rules, {"limit": 0, "because": "None."}, **JSON).json()["code"] == "portfolio.limit"
    assert ada.post(rules, {"points": {"common": 100}, "because": "x"}, **JSON).json()["code"] == "portfolio.weights"
    made = ada.post(rules, {"limit": 2, "because": "Two are what we can follow."}, **JSON).json()
    assert made["state"] == "proposed" and made["title"] == "Limit of active high-impact use cases: 2"
    assert visitor(cast.tess).get(rules).json()["total"] == 1
    put = ada.post(f"{rules}/{made['id']}/agenda", {"meeting_id": str(meeting.pk)}, **JSON)
    assert put.status_code == 200, put.json()
