"""A committee's meeting from its call to its minutes, by the people who sit on it; with and without script."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import DESK, PHONE, Visit
from journeys.conftest import Visits
from journeys.serving import Served, environment, noon_now, prepare, serving

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def seated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server where the committee is seated and two requests are ready."""
    home, settings = tmp_path_factory.mktemp("seated"), {"CHALKLINE_DEMO": "true", "CHALKLINE_ZONE": noon_now()}
    prepare(home, **settings)
    command = [sys.executable, str(HERE / "seating.py")]
    subprocess.run(command, env=environment(home, **settings), check=True)
    with serving(home, **settings) as running:
        yield running


@pytest.fixture
def members(browser: Browser, seated: Served) -> Iterator[Visits]:
    made = Visits(browser, seated)
    yield made
    for each in made.made:
        each.context.close()
        assert not each.faults and not each.elsewhere


def looked_at(visit: Visit, script: bool) -> None:
    """Axe and the rest need script in the page; without it, that it works is what is asked."""
    if script:
        visit.check()


def cast_vote(member: Visit, item: str, choice: str, reason: str, *, script: bool) -> None:
    member.open(item)
    looked_at(member, script)
    member.page.get_by_label(choice, exact=True).check()
    if reason:
        member.page.get_by_label("Your reason").fill(reason)
    member.page.get_by_role("button", name="See what it does").click()
    expect(member.page.get_by_text("This is what will happen:")).to_be_visible()
    looked_at(member, script)
    member.page.get_by_role("button", name="Cast my vote").click()
    expect(member.page.get_by_text(f"Recorded under your name: {choice}.")).to_be_visible()


@pytest.mark.parametrize(
    ("script", "size", "title"),
    [
        (True, DESK, "Diffit: Adjust reading level and scaffold texts"),
        (False, PHONE, "Diffit: Quiz and practice items"),
    ],
    ids=["with script, desk", "without script, phone"],
)
def test_a_meeting_from_its_call_to_its_minutes(
    members: Visits, script: bool, size: dict[str, int], title: str
) -> None:
    def of(name: str) -> Visit:
        return members.of(name, viewport=size, java_script_enabled=script)

    ada = of("Ada Lind")
    ada.open("/decide/")
    looked_at(ada, script)
    if size is PHONE:  # the parts of Decide are folded into one line
        ada.page.locator("details.folded > summary").click()
    else:
        ada.page.get_by_role("link", name="Committees", exact=True).click()
    ada.page.get_by_role("link", name="Meetings", exact=True).click()
    ada.page.get_by_role("link", name="Call a meeting").first.click()
    looked_at(ada, script)
    day = datetime.now(ZoneInfo(members.server.settings["CHALKLINE_ZONE"])).date().isoformat()
    ada.page.get_by_label("On which day?").fill(day)
    ada.page.get_by_label("At what time?").fill("17:30")
    ada.page.get_by_label("Where?").fill("Board room")
    ada.page.get_by_role("button", name="Call the meeting").click()
    expect(ada.page.get_by_role("alert")).to_contain_text("or later")  # the charter's notice
    looked_at(ada, script)
    ada.page.get_by_label("It cannot wait for the notice").check()
    ada.page.get_by_label("Why can it not wait?").fill("The vendor's offer ends this week.")
    ada.page.get_by_role("button", name="Call the meeting").click()
    expect(ada.page.get_by_text("Nothing is on the agenda yet")).to_be_visible()
    looked_at(ada, script)
    ready = ada.page.get_by_role("listitem").filter(has_text=title)
    ready.get_by_role("button", name="Put it on").click()
    meeting = ada.page.url.removeprefix(ada.url)
    looked_at(ada, script)
    ada.page.get_by_role("link", name=title, exact=True).click()
    item = ada.page.url.removeprefix(ada.url)
    looked_at(ada, script)

    paula = of("Paula Voss")
    paula.open(item)
    paula.page.get_by_role("link", name="Declare a conflict").click()
    looked_at(paula, script)
    paula.page.get_by_label("What is the conflict?").fill("My sister works for the vendor.")
    paula.page.get_by_role("button", name="Declare the conflict").click()
    expect(paula.page.get_by_text("You declared a conflict, so the other members decide this item.")).to_be_visible()
    looked_at(paula, script)

    carl = of("Carl Osei")
    carl.open(meeting)
    carl.page.get_by_role("button", name="Open the meeting").click()
    expect(carl.page.get_by_text("1 of 7 members with a vote are here; 4 are needed.")).to_be_visible()
    looked_at(carl, script)
    voters = {name: of(name) for name in ("Dana Whitfield", "Priya Raman", "Theo Banks", "Fay Idris")}
    for voter in voters.values():
        voter.open(meeting)
        voter.page.get_by_role("button", name="I am here").click()
        expect(voter.page.get_by_role("button", name="I am here")).to_have_count(0)

    theo = voters["Theo Banks"]
    theo.open(item)
    theo.page.get_by_role("link", name="Make another motion").click()
    looked_at(theo, script)
    theo.page.get_by_label("Another condition 1, in one sentence").fill("A teacher reads every text first.")
    theo.page.get_by_label("Condition 1: what it asks for").select_option(
        "A person reads each result before it is used"
    )
    theo.page.get_by_label("Condition 1: who sees to it, if people keep it?").select_option(label="Carl Osei")
    due = datetime.now(ZoneInfo(members.server.settings["CHALKLINE_ZONE"])).date() + timedelta(days=30)
    theo.page.get_by_label("Condition 1: by which day?").fill(due.isoformat())
    theo.page.get_by_role("button", name="Put it to the vote").click()
    expect(theo.page.get_by_text("The motion, by Theo Banks")).to_be_visible()
    looked_at(theo, script)

    cast_vote(voters["Fay Idris"], item, "Against", "Families were not asked.", script=script)
    for name in ("Dana Whitfield", "Priya Raman", "Theo Banks"):
        cast_vote(voters[name], item, "For", "", script=script)
    cast_vote(carl, item, "For", "", script=script)
    carl.page.get_by_role("link", name="Close the vote").click()
    expect(carl.page.get_by_text("The vote ends: 4 for, 1 against, 0 abstaining.")).to_be_visible()
    looked_at(carl, script)
    carl.page.get_by_role("button", name="Close it and record the decision").click()
    expect(carl.page.get_by_role("heading", name="Approved with one condition until")).to_be_visible()
    expect(carl.page.get_by_text("Intact", exact=True)).to_be_visible()
    looked_at(carl, script)
    decision = carl.page.url.removeprefix(carl.url)

    carl.open(meeting)
    carl.page.get_by_role("link", name="End the meeting").click()
    looked_at(carl, script)
    carl.page.get_by_role("button", name="End the meeting").click()
    expect(carl.page.get_by_role("heading", level=1)).to_contain_text("Minutes")
    expect(carl.page.get_by_text("Families were not asked.")).to_be_visible()
    expect(carl.page.get_by_text("My sister works for the vendor.")).to_be_visible()
    looked_at(carl, script)

    bo = of("Bo Tran")
    bo.open("/decide/decisions/")
    looked_at(bo, script)
    bo.page.get_by_role("link", name=title, exact=True).click()
    assert bo.page.url.removeprefix(bo.url) == decision
    bo.open("/decide/meetings/")
    looked_at(bo, script)
    bo.page.get_by_role("link", name="AI oversight committee").first.click()
    looked_at(bo, script)
