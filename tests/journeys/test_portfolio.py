"""Which first, as people live it: the coordinator, the academic officer and a parent on the committee."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.browsing import PHONE
from journeys.conftest import Visits
from journeys.serving import ROOT, Served, environment


@pytest.fixture(scope="module")
def ranked(server: Served) -> None:
    """The committee and its use cases, written beside the running server."""
    script = str(Path(__file__).with_name("ranking.py"))
    env = environment(server.home, **server.settings)
    done = subprocess.run([sys.executable, script], env=env, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_a_goal_is_set_down_and_a_problem_attached(visits: Visits, ranked: None) -> None:
    carl = visits.of("Carl Osei")
    carl.open("/purpose/goals/")
    carl.page.get_by_role("link", name=re.compile("Set down")).first.click()
    carl.page.get_by_role("button", name="Set it down").click()
    expect(carl.page.get_by_role("alert")).to_contain_text("need another look")
    carl.check()
    carl.page.get_by_label("What is the goal, in a few words?").fill("Students read science at grade level")
    carl.page.get_by_label("What does the plan say?").fill("60 percent of grade 7 by spring 2028.")
    carl.page.get_by_label("Improvement plan").check()
    carl.page.get_by_label("Who adopted it?").fill("School board")
    carl.page.get_by_label("From which day?").fill("2026-07-01")
    carl.page.get_by_label("Until which day?").fill("2030-06-30")
    carl.page.get_by_role("button", name="Set it down").click()
    carl.check()
    carl.open("/purpose/goals/")
    carl.page.get_by_role("link", name="Adapting reading passages takes evenings").first.click()
    carl.page.get_by_role("button", name="Attach it").click()
    expect(carl.page.locator("#goals").get_by_role("link")).to_have_text("Students read science at grade level")
    carl.check()
    carl.open("/purpose/goals/")
    carl.check()


def test_a_parent_on_the_committee_scores_and_the_order_follows(visits: Visits, ranked: None) -> None:
    fay = visits.of("Fay Idris", viewport=PHONE)
    fay.open("/purpose/portfolio/")
    expect(
        fay.page.get_by_role("heading", name=re.compile("^“Adapt passages to three levels” comes first"))
    ).to_be_visible()
    fay.check()
    fay.page.locator("#mine").get_by_role("link", name="Sort questions from families").click()
    fay.page.get_by_role("button", name="Give these scores").click()
    expect(fay.page.get_by_role("alert")).to_contain_text("Choose the sentence that comes closest")
    fay.check()
    for group in fay.page.locator("fieldset").all():
        group.get_by_role("radio").nth(3).check()
    for box in fay.page.locator("textarea").all():
        box.fill("I asked the office.")
    fay.page.get_by_role("button", name="Give these scores").click()
    expect(fay.page.locator("#scores")).to_contain_text("Ada Lind")
    fay.check()
    fay.open("/purpose/portfolio/")
    expect(fay.page.locator("#order")).to_contain_text("Sort questions from families")
    expect(fay.page.locator("#blocked")).to_contain_text("no detector score counts as proof")


def test_the_coordinator_answers_gates_chooses_what_to_begin_with_and_proposes_a_limit(
    visits: Visits, ranked: None
) -> None:
    ada = visits.of("Ada Lind")
    ada.open("/purpose/first-workflow/")
    ada.check()
    ada.page.get_by_role("link", name=re.compile("Begin with this one.*Adapt passages")).click()
    ada.page.get_by_role("button", name="Begin with this one").click()
    expect(ada.page.get_by_role("alert")).to_be_visible()
    ada.page.get_by_label("Why this one, and why now?").fill("Grade 4 asked for it.")
    ada.check()
    ada.page.get_by_role("button", name="Begin with this one").click()
    expect(ada.page.locator("#chosen")).to_contain_text("Grade 4 asked for it.")
    ada.page.locator("#chosen").get_by_role("link").click()
    ada.check()
    ada.page.get_by_role("link", name=re.compile("^No, it is not so.*A person reviews")).click()
    ada.check()
    ada.open("/purpose/portfolio/")
    ada.page.get_by_role("link", name="Propose other weights").click()
    ada.check()
    ada.open("/purpose/portfolio/limit/")
    ada.page.get_by_label("How many high-impact use cases").fill("4")
    ada.page.get_by_label("Why?").fill("Two more people look after them now.")
    ada.page.get_by_role("button", name="Propose it").click()
    ada.check()
    ada.page.get_by_role("button", name="Put it on the agenda").click()
    ada.page.get_by_role("link", name="It is on the agenda of a meeting.").click()
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Limit of active high-impact use cases: 4")
    ada.check()


def test_steps_are_described_by_who_does_the_work(visits: Visits, ranked: None) -> None:
    tess = visits.of("Tess Moreno", viewport=PHONE)
    tess.open("/purpose/portfolio/")
    tess.page.locator("#order").get_by_role("link", name="Draft the weekly newsletter").click()
    expect(tess.page.get_by_role("link", name="Score it")).to_have_count(0)
    tess.page.get_by_role("link", name="Describe the steps").click()
    tess.page.get_by_label("Step 1: minutes").first.fill("many")
    tess.page.get_by_role("button", name="Keep these steps").click()
    expect(tess.page.get_by_role("alert")).to_contain_text("Write the minutes as a number")
    tess.check()
    tess.page.get_by_label("Step 1: minutes").first.fill("90")
    tess.page.get_by_role("button", name="Keep these steps").click()
    expect(tess.page.locator("#steps")).to_contain_text("About 90 minutes today")
