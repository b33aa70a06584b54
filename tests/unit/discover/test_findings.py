"""Findings: who may settle them and how; and no page and no file tells of a small group."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path

import pytest

from cast import NOW, Cast
from chalkline.discover.findings.api import (
    Finding,
    audit,
    dismiss_findings,
    finding_of,
    note_findings,
    see_exact_counts,
    send_to_triage,
    start_request_from_finding,
)
from chalkline.ledger.api import history_of
from deciding import request_filed
from expecting import problem
from visiting import visitor

sys.path.insert(0, str(Path(__file__).parent))
from loading import KEY, load


@pytest.fixture
def cast(db: None, district_cast: Cast) -> Cast:
    return district_cast


@pytest.fixture
def found(cast: Cast) -> Cast:
    """The sample district with one network log and one of sign-ins, and everything noted."""
    load(cast.dana.actor, "umbrella_proxy.csv", "google_reports_token.jsonl")
    note_findings(cast.dana.actor, now=NOW)
    return cast


def the(subject: str) -> Finding:
    finding = finding_of("service", subject)
    assert finding is not None
    return finding


def test_findings_are_noted_once_and_settled_one_step_at_a_time(found: Cast) -> None:
    dana = found.dana.actor
    assert note_findings(dana, now=NOW) == []
    send_to_triage(dana, [the("chatgpt"), the("kimi")], now=NOW)
    with problem("discover.finding_moved"):
        send_to_triage(dana, [the("gemini"), the("chatgpt")], now=NOW)
    assert the("gemini").state == "new", "all or none"
    with problem("discover.reason_missing"):
        dismiss_findings(dana, [the("kimi")], why="  ", now=NOW)
    dismiss_findings(dana, [the("kimi")], why="A class looked at it once.", now=NOW)
    assert the("kimi").reason == "A class looked at it once."
    for somebody in (found.tess, found.paula, found.bo):
        with problem("not_allowed"):
            send_to_triage(somebody.actor, [the("gemini")], now=NOW)


def test_a_finding_joins_only_an_open_request_for_the_same_tool(found: Cast) -> None:
    dana = found.dana.actor
    request = request_filed(found, "dana")
    other = the("chatgpt" if request.tool.slug != "chatgpt" else "gemini")
    with problem("not_found"):
        start_request_from_finding(dana, other, request_id=str(request.pk), now=NOW)
    with problem("not_found"):
        start_request_from_finding(dana, other, request_id="no such id", now=NOW)
    same = the(request.tool.slug)
    start_request_from_finding(dana, same, request_id=str(request.pk), now=NOW)
    assert (the(request.tool.slug).state, the(request.tool.slug).request_id) == ("joined", str(request.pk))
    assert "joined" in history_of("request", str(request.pk))[0].kind


def test_exact_counts_need_the_right_and_a_reason_and_stay_in_the_ledger(found: Cast) -> None:
    with problem("not_allowed"):
        see_exact_counts(found.paula.actor, why="I would like to know.", now=NOW)
    with problem("discover.reason_missing"):
        see_exact_counts(found.dana.actor, why="", now=NOW)
    client = visitor(found.dana)
    answer = client.post("/discover/exact/", {"why": "The board asked."})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    kimi = KEY["network"]["services"]["kimi"]
    assert [row[3:5] for row in rows if row[:2] == ["Kimi", "all"]] == [[str(kimi["events"]), str(kimi["people"])]]
    assert 0 < kimi["people"] < 10, "a small group, or this shows nothing"


def test_no_page_and_no_file_tells_of_a_small_group(found: Cast) -> None:
    """Everything that counts people is read back: nothing from 1 to 9, and few services stay unsaid."""
    client = visitor(found.dana)
    few = {each.slug for each in audit(found.dana.actor).services if not hasattr(each.people, "count")}
    assert {slug for slug, each in KEY["network"]["services"].items() if each["people"] < 10} <= few
    files = ["/discover/?table=tools&as=csv", "/discover/triage/?table=findings&as=csv"]
    charts = [("/discover/", ("reach", "where", "when", "blocked"))]
    charts += [(f"/tools/{slug}/", ("where", "when")) for slug in ("chatgpt", "magicschool", "poe", "kimi")]
    files += [f"{page}?chart={chart}&as=csv" for page, names in charts for chart in names]
    for file in files:
        answer = client.get(file)
        assert answer.status_code == 200
        if answer["Content-Type"].startswith("text/csv"):
            for row in list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]:
                counts = row[1:2] if "table=" in file else row[1:]
                assert not [each for each in counts if re.fullmatch("[1-9]", each)], (file, row)
    for page in ("/tools/kimi/", "/discover/", "/discover/triage/"):
        text = re.sub(r"<[^>]+>", " ", client.get(page).content.decode())
        assert not re.search(r"\b[1-9] people\b", text), page


def test_a_tool_nobody_knows_is_not_found_and_one_of_the_catalogue_has_a_page(found: Cast) -> None:
    client = visitor(found.dana)
    assert client.get("/tools/no-such-tool/").status_code == 404
    assert b"Nobody has asked for it yet" in client.get("/tools/poe/").content
    assert b"What should happen with it?" not in visitor(found.tess).get("/tools/poe/").content
