"""A policy from its first draft to its end: commented on, adopted, signed, written anew, repealed; by who does it."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from journeys.browsing import DESK, PHONE, Visit
from journeys.conftest import Visits
from journeys.serving import Served
from journeys.test_rules_and_stops import busy, decided_by_all, meeting_called, people, press, while_waiting

__all__ = ["busy", "people"]  # fixtures
TEXT = "# Student data\nPut no student record into a tool.\n\n# Your own work\nYou answer for what you hand out."
TITLE = "What staff may do with AI"


def adopted(
    people: Visits, ada: Visit, served: Served, version: str, button: str = "Put it before a committee"
) -> None:
    """Ada puts what stands at ``version`` before a meeting, and its members decide on it."""
    meeting = meeting_called(ada, served)
    ada.open(version)
    ada.page.get_by_role("link", name=button).click()
    ada.check()
    ada.page.get_by_role("radio").first.check()
    today = datetime.now(ZoneInfo(served.settings["CHALKLINE_ZONE"])).date().isoformat()
    day = ada.page.get_by_label(re.compile("From which day does it hold"))
    day.fill(today)
    press(ada, "Put it on the agenda")
    ada.open(meeting)
    ada.page.get_by_role("link", name=re.compile(TITLE)).first.click()
    ada.check()
    decided_by_all(people, meeting, ada.page.url.removeprefix(ada.url))


def test_a_policy_from_draft_to_repeal(people: Visits, busy: Served) -> None:
    ada = people.of("Ada Lind", viewport=DESK)
    ada.open("/decide/policies/new/?kind=staff_expectations")
    ada.check()
    ada.page.get_by_label("Its number").fill("AI-2")
    ada.page.get_by_label("What is it called?").fill(TITLE)
    ada.page.locator("[name=text]").fill(TEXT)
    ada.page.get_by_label("teachers", exact=True).check()
    ada.page.get_by_role("button", name=re.compile("Keep|Save|draft")).first.click()
    expect(ada.page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    version = ada.page.url.removeprefix(ada.url)
    policy = version.removesuffix("1/")
    tess = people.of("Tess Moreno", viewport=PHONE)
    tess.open("/decide/policies/")
    expect(tess.page.get_by_role("link", name=TITLE)).to_have_count(0)  # a draft

    ada.page.get_by_role("link", name="Open it for comment").click()
    press(ada, "Open it")
    tess.open(version)
    tess.page.get_by_label("Your comment").fill("Does a seating chart count?")
    press(tess, "Send it")
    tess.check()
    ada.open(version)
    ada.page.get_by_label("Your answer").fill("Yes: it names students.")
    ada.page.get_by_role("button", name="Answer", exact=True).click()
    expect(ada.page.get_by_text("Yes: it names students.")).to_be_visible()
    adopted(people, ada, busy, version)
    ada.open(policy)
    while_waiting(ada, "In force")

    tess.open("/")
    tess.page.get_by_role("link", name=re.compile("Read and sign")).first.click()
    press(tess, "I have read it and will follow it")
    expect(tess.page.get_by_text(re.compile("Tess Moreno signed version 1")).first).to_be_visible()
    tess.check()
    ada.open(policy)
    expect(ada.page.get_by_text("1 of 2")).to_be_visible()
    ada.page.get_by_text("Who has not", exact=True).click()
    expect(ada.page.get_by_text(re.compile("Theo Banks")).first).to_be_visible()
    ada.check()

    press(ada, "Write the next version")
    ada.page.locator("[name=text]").fill(TEXT.replace("Put no student record", "Put no name"))
    ada.page.get_by_label("What does this version change, and why?").fill("A name is a record too.")
    ada.page.get_by_role("button", name=re.compile("Keep|Save|draft")).first.click()
    second = ada.page.url.removeprefix(ada.url)
    ada.page.get_by_role("link", name=re.compile("against version 1")).click()
    expect(ada.page.locator("section del").first).to_contain_text("student record")
    expect(ada.page.locator("section ins").first).to_contain_text("name")
    ada.check()
    adopted(people, ada, busy, second)
    ada.open(policy)
    while_waiting(ada, "A name is a record too.")
    tess.open(policy)  # nobody's duties changed: the first signature counts
    expect(tess.page.get_by_text(re.compile("It counts for this version too")).first).to_be_visible()

    ada.page.get_by_role("link", name="Propose to repeal it").click()
    ada.check()
    ada.page.get_by_label("Why shall it end?").fill("The regulation says all of it.")
    ada.page.get_by_label(re.compile("What do people go by afterwards")).fill("Regulation 4711.")
    press(ada, "Propose it")
    expect(ada.page.get_by_text("Somebody proposes to repeal this policy")).to_be_visible()
    ada.check()
    adopted(people, ada, busy, policy, "Put it before the AI oversight committee")
    ada.open(policy)
    while_waiting(ada, "This policy does not hold any more")
    ada.check()
    tess.open(policy)
    expect(tess.page.get_by_text(re.compile("they promised to follow it while it held")).first).to_be_visible()
    expect(tess.page.get_by_text(re.compile("Tess Moreno signed version 1")).first).to_be_visible()
    tess.check()
    family = people.stranger(viewport=PHONE)
    family.open("/register/policies/AI-2/")
    expect(family.page.get_by_text("This rule does not hold any more")).to_be_visible()
    expect(family.page.get_by_text("Regulation 4711.")).to_be_visible()
    family.check()
