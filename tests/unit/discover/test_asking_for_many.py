"""Several findings at once: requests for them, without asking twice; and one survey about them."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from cast import NOW, Cast
from chalkline.approve.requests.api import open_requests
from chalkline.discover.findings.api import Finding, Wanted, ask_for_findings, finding_of, note_findings
from chalkline.discover.surveys.api import surveys
from deciding import request_filed
from expecting import problem
from visiting import visitor

sys.path.insert(0, str(Path(__file__).parent))
from loading import load


@pytest.fixture
def cast(db: None, district_cast: Cast) -> Cast:
    return district_cast


@pytest.fixture
def found(cast: Cast) -> Cast:
    """The sample district with one network log, and everything noted."""
    load(cast.dana.actor, "umbrella_proxy.csv")
    note_findings(cast.dana.actor, now=NOW)
    return cast


def the(subject: str) -> Finding:
    finding = finding_of("service", subject)
    assert finding is not None
    return finding


def test_many_findings_become_requests_and_what_was_asked_is_joined(found: Cast) -> None:
    """By the page, without script: what is open is proposed first, what is left is left, and all or none is done."""
    filed = request_filed(found, "dana")
    asked_before, others = the(filed.tool.slug), [the("poe"), the("gemini"), the("kimi")]
    client = visitor(found.dana)
    chosen = [str(each.pk) for each in (asked_before, *others)]
    moved = client.post("/discover/triage/settle/", {"chosen": chosen, "do": "request"})
    page = client.get(moved["Location"])
    first = page.content.decode()
    assert first.count('type="radio"') == 3 + 3 * 2, "ask or leave for each, and to join where somebody asked"
    join = f"join:{filed.pk}"
    assert f'value="{join}" id="id_do-{asked_before.pk}_0"' in first and "checked" in first

    answers = {f"do-{each.pk}": "new" for each in others[:2]} | {f"do-{asked_before.pk}": join}
    answers |= {f"do-{others[2].pk}": "later", f"for-{others[1].pk}": "uc_lesson", "why": "It is in use."}
    again = client.post(moved["Location"], {**answers, "data": "none"})
    assert "Choose what it is for" in again.content.decode() and the("poe").state == "new", "nothing by halves"
    answers |= {"purpose": filed.purpose, "data": "none"}
    assert client.post(moved["Location"], answers)["Location"] == "/discover/triage/"

    states = {each.subject: the(each.subject).state for each in (asked_before, *others)}
    assert states == {asked_before.subject: "joined", "poe": "requested", "gemini": "requested", "kimi": "new"}
    made = {str(each.pk): each for each in open_requests(found.dana.actor)}
    poe, gemini = made[the("poe").request_id], made[the("gemini").request_id]
    assert (poe.tool.slug, poe.purpose, gemini.purpose) == ("poe", filed.purpose, "uc_lesson")
    assert "student" in gemini.roles and "teacher" in gemini.roles and "none" not in gemini.grade_bands
    assert len(made) == 3, "nobody asked twice"


def test_of_several_requests_all_are_filed_or_none(found: Cast) -> None:
    dana = found.dana.actor
    both = [Wanted(str(the("gemini").pk), purpose="uc_lesson"), Wanted(str(the("poe").pk), purpose="no such purpose")]
    with problem("requests.incomplete"):
        ask_for_findings(dana, both, elements=frozenset({"none"}), why="It is in use.", now=NOW)
    with problem("not_found"):
        ask_for_findings(dana, [Wanted("no such id")], elements=frozenset(), why="", now=NOW)
    with problem("not_allowed"):
        ask_for_findings(found.paula.actor, both[:1], elements=frozenset({"none"}), why="It is in use.", now=NOW)
    assert the("gemini").state == "new" and not open_requests(dana).exists()


def test_several_are_asked_about_by_one_survey(found: Cast) -> None:
    client = visitor(found.dana)
    chosen = [str(the(each).pk) for each in ("poe", "gemini")]
    moved = client.post("/discover/triage/settle/", {"chosen": chosen, "do": "ask"})
    ticked = re.findall(r'name="tools" value="([^"]+)"[^>]*checked', client.get(moved["Location"]).content.decode())
    assert sorted(ticked) == ["gemini", "poe"], "those that were chosen, and no others, are offered"
    client.post(moved["Location"], {"tools": ticked, "closes_on": str(localdate() + timedelta(days=7))})
    (made,) = surveys(found.dana.actor)
    assert sorted(made.tools) == ["gemini", "poe"]
