"""Rules from a proposal to what gateways obey, and a stop from one person to two others, by the people who do it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import DESK, PHONE, Visit
from journeys.conftest import Visits
from journeys.serving import Served, environment, noon_now, prepare, serving

SEED = Path(__file__).with_name("protecting.py")
ROOT = SEED.parents[2]
SOON = 60_000.0  # until a job has taken it up


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a policy in force and a month of calls."""
    home, settings = tmp_path_factory.mktemp("rules"), {"CHALKLINE_DEMO": "true", "CHALKLINE_ZONE": noon_now()}
    prepare(home, **settings)
    subprocess.run([sys.executable, str(SEED), "busy", "told"], env=environment(home, **settings), check=True)
    with serving(home, **settings) as running, (home / "jobs.log").open("ab") as log:
        command = [sys.executable, "-m", "chalkline", "jobs"]
        jobs = subprocess.Popen(command, env=environment(home, **settings), stdout=log, stderr=log, cwd=ROOT)
        try:
            yield running
        finally:
            jobs.terminate()
            jobs.wait(timeout=30)


@pytest.fixture
def people(browser: Browser, busy: Served) -> Iterator[Visits]:
    made = Visits(browser, busy)
    yield made
    for each in made.made:
        each.context.close()
        assert not each.faults and not each.elsewhere


def while_waiting(visit: Visit, text: str) -> None:
    """Look again until the jobs have followed what was decided."""
    for _each in range(30):
        if visit.page.get_by_text(text, exact=True).count():
            return
        visit.page.wait_for_timeout(1000)
        visit.page.reload()
    expect(visit.page.get_by_text(text, exact=True)).to_be_visible()


def press(visit: Visit, name: str) -> None:
    visit.page.get_by_role("button", name=name).click()


def meeting_called(ada: Visit, served: Served) -> str:
    """A meeting today, which could not wait; its address."""
    ada.open("/decide/meetings/")
    ada.page.get_by_role("link", name="Call a meeting").first.click()
    day = datetime.now(ZoneInfo(served.settings["CHALKLINE_ZONE"])).date().isoformat()
    ada.page.get_by_label("On which day?").fill(day)
    ada.page.get_by_label("At what time?").fill("17:30")
    ada.page.get_by_label("Where?").fill("Board room")
    ada.page.get_by_label("It cannot wait for the notice").check()
    ada.page.get_by_label("Why can it not wait?").fill("School starts on Monday.")
    press(ada, "Call the meeting")
    return ada.page.url.removeprefix(ada.url)


def decided_by_all(people: Visits, meeting: str, item: str) -> None:
    """The members of the committee come and vote for it; the chair closes the vote."""
    carl = people.of("Carl Osei", viewport=DESK)
    carl.open(meeting)
    press(carl, "Open the meeting")
    voters = [people.of(name, viewport=PHONE) for name in ("Dana Whitfield", "Priya Raman", "Theo Banks", "Fay Idris")]
    for voter in voters:
        voter.open(meeting)
        press(voter, "I am here")
    for voter in (*voters, carl):
        voter.open(item)
        voter.page.get_by_label("For", exact=True).check()
        press(voter, "See what it does")
        press(voter, "Cast my vote")
    carl.page.get_by_role("link", name="Close the vote").click()
    press(carl, "Close it and record the decision")


def test_rules_are_tried_decided_and_published_by_two(people: Visits, busy: Served) -> None:
    ada = people.of("Ada Lind", viewport=DESK)
    ada.open("/protect/rules/")
    expect(ada.page.get_by_text("goes through").first).to_be_visible()
    ada.check()
    ada.page.get_by_role("link", name="Propose a rule").click()
    ada.check()
    ada.page.get_by_label("teachers", exact=True).check()
    ada.page.get_by_label("What then?").select_option("waits for a person")
    ada.page.get_by_label("Why?").fill("Somebody reads along in the first weeks.")
    press(ada, "Look at the difference")
    expect(ada.page.get_by_role("heading", name="Rule set 1")).to_be_visible()
    ada.check()
    rules = ada.page.url.removeprefix(ada.url)

    ada.page.get_by_role("link", name="What it would have done in the last 30 days").click()
    press(ada, "Find out")
    ada.page.get_by_role("link", name="Read what was found").click(timeout=SOON)
    expect(ada.page.get_by_role("heading", name=re.compile("calls would come out otherwise"))).to_be_visible()
    expect(ada.page.get_by_role("heading", name="For example")).to_be_visible()
    ada.check()

    meeting = meeting_called(ada, busy)
    ada.open(rules)
    press(ada, "Put it on the agenda")
    expect(ada.page.get_by_text("It is on the agenda of a meeting.")).to_be_visible()
    expect(ada.page.get_by_role("link", name="Put it in force at once")).to_have_count(0)
    ada.check()
    ada.page.get_by_role("link", name="It is on the agenda of a meeting.").click()
    item = ada.page.url.removeprefix(ada.url)

    carl = people.of("Carl Osei", viewport=DESK)
    carl.open(f"{rules}dry-run/")  # a member reads what was found
    expect(carl.page.get_by_role("heading", name="For example")).to_be_visible()
    expect(carl.page.get_by_role("button", name="Ask again")).to_have_count(0)
    decided_by_all(people, meeting, item)
    ada.open(rules)
    while_waiting(ada, "In force")
    expect(ada.page.get_by_role("link", name=re.compile(r"^decision \d{4}-\d+$"))).to_be_visible()
    ada.check()

    dana = people.of("Dana Whitfield", viewport=DESK)
    dana.open("/protect/changes/")
    dana.page.get_by_role("button", name=re.compile("Prepare policy")).click()
    prepared = dana.page.url.removeprefix(dana.url)
    expect(dana.page.get_by_role("button", name=re.compile("Activate policy"))).to_have_count(0)
    ada.open(prepared)
    ada.page.get_by_role("button", name=re.compile("Activate policy")).click()
    ada.open("/protect/rules/")
    use = ada.page.locator("#beside")
    expect(use.get_by_text("waits for a person").first).to_be_visible()
    expect(use.get_by_text("goes through")).to_have_count(0)


def test_one_person_stops_and_two_others_let_it_go_on(people: Visits) -> None:
    sam = people.of("Sam Ortiz", viewport=PHONE)
    sam.open("/protect/stops/new/")
    sam.check()
    sam.page.get_by_label("What shall stop?").select_option("tool:diffit")
    sam.page.get_by_label("Why?").fill("It answers with names of strangers.")
    sam.page.get_by_label("What should people use instead?").fill("Level texts by hand.")
    press(sam, "Stop it now")
    stop = sam.page.url.removeprefix(sam.url)
    sam.check()

    priya = people.of("Priya Raman", viewport=DESK)
    priya.open(stop)
    priya.page.get_by_role("link", name="Ask that it may go on").click()
    priya.check()
    priya.page.locator("textarea").first.fill("The maker took the sample texts out.")
    press(priya, "Ask")
    priya.open(stop)
    expect(priya.page.get_by_role("link", name="Agree that it goes on")).to_have_count(0)
    dana = people.of("Dana Whitfield", viewport=PHONE)
    dana.open(stop)
    dana.page.get_by_role("link", name="Agree that it goes on").click()
    dana.check()
    press(dana, "I agree")
    dana.open(stop)
    expect(dana.page.get_by_text("Priya Raman and Dana Whitfield let it go on")).to_be_visible()
    dana.check()
