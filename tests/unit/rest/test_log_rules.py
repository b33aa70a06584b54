"""Logs, headers, findings in bulk and conflicts of the catalogue through the API: the same rules as in the pages."""

from __future__ import annotations

import sys
from pathlib import Path

from calling import caller
from cast import NOW, Cast
from chalkline.approve.requests.api import open_requests
from chalkline.discover.findings.api import finding_of
from chalkline.jobs.api import run_pending
from chalkline.kernel.clock import utc_now
from chalkline.tools.register.api import correct_service, import_catalogue

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "discover"))
from loading import CATALOGUE, LOGS

HEADER = {"header": ["Alfa", "Beta", "Gamma"], "parts": {"time": "Alfa", "user": "Beta", "host": "Gamma"}}


def test_a_log_is_handed_in_followed_and_taken_out(cast: Cast) -> None:
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    dana, tess = caller(cast.dana, now=utc_now()), caller(cast.tess, now=utc_now())
    content = (LOGS / "umbrella_proxy.csv").read_bytes()
    assert tess.put("/logs/files/proxy.csv", content).code == "not_allowed"
    handed = dana.put("/logs/files/proxy.csv", content)
    assert (handed.status, handed.said["name"], handed.said["state"]) == (201, "proxy.csv", "waiting")
    run_pending()
    told = dana.get(f"/logs/loads/{handed.said['id']}").said
    assert told["state"] == "done" and "4,182 rows" in told["said"]
    (log,) = dana.get("/logs").said["items"]
    assert (log["id"], log["kind"], log["rows"]) == (told["log_id"], "network", 4182)
    finding = finding_of("service", "chatgpt")
    assert finding is not None and dana.get("/audit").said["is_current"]

    wanted = {"finding": str(finding.pk), "purpose": "uc_lesson"}
    both = {"findings": [wanted, {**wanted, "finding": "0" * 32}], "elements": ["none"], "why": "It is in use."}
    assert dana.post("/findings/requests", both).code == "not_found" and not open_requests(cast.dana.actor)
    assert dana.post("/findings/requests", {**both, "findings": [wanted]}).code == "requests.incomplete"
    element = next(iter(_no_student_data()))
    asked = dana.post("/findings/requests", {"findings": [wanted], "elements": [element], "why": "It is in use."})
    assert asked.said[0]["state"] == "requested"
    assert [str(each.pk) for each in open_requests(cast.dana.actor)] == [asked.said[0]["request_id"]]

    assert dana.post(f"/logs/{log['id']}/remove", {"reason": ""}).code == "discover.cannot_remove"
    assert dana.post(f"/logs/{log['id']}/remove", {"reason": "A wrong week."}).said["state"] == "removed"
    assert dana.get("/logs").said["total"] == 0


def _no_student_data() -> frozenset[str]:
    from chalkline.rulebook.api import vocabulary

    return vocabulary().elements_of_kinds(["none"])


def test_headers_are_explained_and_forgotten(cast: Cast) -> None:
    dana = caller(cast.dana, now=utc_now())
    made = dana.post("/logs/headers", HEADER)
    assert made.status == 201 and dana.get("/logs/headers").said["items"][0]["parts"] == HEADER["parts"]
    assert dana.post("/logs/headers", {**HEADER, "parts": {"time": "Delta"}}).code == "discover.columns_unclear"
    assert caller(cast.tess, now=utc_now()).post("/logs/headers", HEADER).code == "not_allowed"
    assert dana.post(f"/logs/headers/{made.said['id']}/forget").status == 204
    assert dana.get("/logs/headers").said["total"] == 0 and dana.get("/logs/watched").said["total"] == 0


def test_corrections_and_conflicts_of_the_catalogue(cast: Cast) -> None:
    dana = caller(cast.dana, now=utc_now())
    import_catalogue(cast.dana.actor, CATALOGUE, now=NOW)
    assert dana.post("/services/corrections", {"file": "service,aliases\npoe,Acme Chat\n"}).said == {"changed": 1}
    assert dana.post("/services/corrections", {"file": "service,domains\npoe,no name\n"}).status == 422
    correct_service(cast.dana.actor, "chatgpt", {"vendor": "OpenAI of ours"}, now=NOW)
    newer = CATALOGUE.read_text().replace("\nversion: 1", "\nversion: 2").replace('vendor: "OpenAI"', 'vendor: "Open"')
    import_catalogue(cast.dana.actor, newer.encode(), now=NOW)
    assert {each["service"] for each in dana.get("/services/corrections").said["items"]} == {"poe", "chatgpt"}
    (conflict,) = dana.get("/services/conflicts").said["items"]
    assert (conflict["service"], conflict["field"], conflict["ours"]) == ("chatgpt", "vendor", "OpenAI of ours")
    answer = {"service": "chatgpt", "field": "vendor", "keep_ours": False}
    assert caller(cast.tess, now=utc_now()).post("/services/conflicts", answer).code == "not_allowed"
    assert dana.post("/services/conflicts", answer).status == 204
    assert dana.get("/services/chatgpt").said["vendor"] == "Open" and not dana.get("/services/conflicts").said["items"]
