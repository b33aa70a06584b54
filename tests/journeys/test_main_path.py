"""The whole loop on the sample district: found in a log, asked for, reviewed, decided, published, obeyed, proven.

What docs/tutorial/the-main-path.md tells, done by the people it names. Runs on either database.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openai
import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.district import District, sample_district
from journeys.serving import ROOT

LOGS = ROOT / "demo" / "district" / "logs"
PROBLEM = "New fourth grade teachers plan alone"
USE_CASE = "First drafts of fourth grade lessons"
TITLE = "MagicSchool: Lesson and unit ideas"
FIVE_SECONDS = 5.0


class Walk:
    """The people on this walk, each in a browser of their own."""

    def __init__(self, browser: Browser, district: District) -> None:
        self.browser, self.district = browser, district
        self.people: dict[str, Visit] = {}

    def be(self, name: str, path: str = "", size: dict[str, int] = DESK) -> Visit:
        """This person, at this page, which is looked at."""
        if name not in self.people:
            self.people[name] = visit(self.browser, self.district.url, viewport=size)
            self.people[name].page.set_default_timeout(15_000)
            if name != "a family":
                self.people[name].sign_in_as(name)
                self.look(self.people[name])
        made = self.people[name]
        if path:
            made.open(path)
            self.look(made)
        return made

    def look(self, person: Visit) -> None:
        """Hold the page to what holds for every page; pages are the same on either database, so once is enough."""
        if not self.district.on_server:
            person.check()

    def client(self, key: str) -> openai.OpenAI:
        """The official client, as anybody would set it up."""
        return openai.OpenAI(base_url=f"{self.district.gateway}/v1", api_key=key, max_retries=0, timeout=20)


@pytest.fixture
def walk(browser: Browser, tmp_path: Path, shared: Path) -> Iterator[Walk]:
    with sample_district(tmp_path, shared) as district:
        made = Walk(browser, district)
        yield made
        for each in made.people.values():
            each.context.close()
            assert not each.violations()


def test_the_main_path(walk: Walk, tmp_path: Path) -> None:
    find(walk)
    name_the_problem(walk)
    request = ask(walk)
    review(walk, request)
    decision = decide(walk, request)
    publish(walk)
    key = issue_a_key(walk)
    obey(walk, key)
    prove(walk, tmp_path)
    show_families(walk, decision)


def find(walk: Walk) -> None:
    """1. What is in use? Two logs are handed in; the audit answers; a finding goes to triage and becomes a request."""
    summer = walk.be("Summer Pérez", "/discover/logs/")
    summer.page.get_by_label("Files").set_input_files([LOGS / "umbrella_dns.csv", LOGS / "filter_export_generic.csv"])
    summer.page.get_by_role("button", name="Load", exact=True).click()
    for name in ("umbrella_dns.csv", "filter_export_generic.csv"):
        until(walk, "Summer Pérez", "/discover/logs/", summer.page.get_by_role("link", name=name))
    walk.look(summer)
    walk.be("Summer Pérez", "/discover/")
    expect(summer.page.get_by_role("heading", name="How far it reaches")).to_be_visible()
    summer.page.get_by_role("link", name="ChatGPT", exact=True).first.click()
    walk.look(summer)
    walk.be("Summer Pérez", "/discover/triage/")


def name_the_problem(walk: Walk) -> None:
    """2. Which problem is it for?"""
    mia = walk.be("Mia Bennett", "/purpose/name/")
    page = mia.page
    page.get_by_label("What is the problem, in a few words?").fill(PROBLEM)
    page.get_by_label("What happens today, and to whom?").fill("Four of six plan at home, and two want to leave.")
    page.get_by_label("Teacher productivity").check()
    page.get_by_label("Evidence 1: what shows it?").fill("Talks in September")
    page.get_by_label("Evidence 1: the number").fill("4 of 6")
    page.get_by_label("What will you measure?").fill("Planning outside school hours")
    page.get_by_label("What do the numbers count?").fill("hours a week")
    page.get_by_label("Where does it stand today?").fill("6")
    page.get_by_label("Where should it be?").fill("4")
    page.get_by_label("By which day?").fill((date.today() + timedelta(days=180)).isoformat())  # noqa: DTZ011
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(PROBLEM)
    walk.look(mia)
    page.get_by_role("link", name="Propose a use case").click()
    page.get_by_label("What would AI do, in a few words?").fill(USE_CASE)
    page.get_by_label("How would that help with the problem?").fill("A teacher starts from a draft and changes it.")
    page.get_by_text("Instructional and student support").click()
    page.get_by_label(re.compile("^Lesson and unit ideas")).check()
    page.get_by_label("Teachers", exact=True).check()
    page.get_by_label("Grades 3–5").check()
    page.get_by_label("Writes, draws or answers").check()
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(USE_CASE)
    walk.look(mia)


def ask(walk: Walk) -> str:
    """3. May I use this with my class? Not yet; a request is filed from there, and the problem is named on it."""
    zoe = walk.be("Zoë Eklund", "/ask/", PHONE)
    page = zoe.page
    page.get_by_label("Which grade").select_option("04")
    page.get_by_label("Which tool").fill("MagicSchool")
    page.get_by_label("What for").select_option("uc_lesson")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("^Not yet"))).to_be_visible()
    walk.look(zoe)
    page.get_by_role("link", name="Ask for it").click()
    walk.look(zoe)
    page.get_by_label("Why do you ask?").fill("I am new, and plan five subjects a day.")
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_text("Your request is filed.")).to_be_visible()
    request = page.url.removeprefix(zoe.url)
    if page.get_by_label("Which one?").count():
        page.get_by_label("Which one?").select_option(label=page.get_by_role("option", name=USE_CASE).inner_text())
        page.get_by_role("button", name="Put it behind the request").click()
    expect(page.get_by_role("link", name=PROBLEM, exact=True)).to_be_visible()
    walk.look(zoe)
    return request


def review(walk: Walk, request: str) -> None:
    """4. No student data: it could take the fast lane, so security alone looks; nobody answers for themselves."""
    for name in ("Yusuf Okafor",):
        reviewer = walk.be(name)
        page = reviewer.page
        mine = page.locator("#mine").get_by_role("listitem").filter(has_text="MagicSchool")
        until(walk, name, "/decide/reviews/", mine)
        mine.get_by_role("link", name=re.compile("Review it")).click()
        walk.look(reviewer)
        page.get_by_label("In a few sentences").fill("Nothing speaks against it.")
        for group in page.get_by_role("group").filter(has=page.get_by_label("Yes")).all():
            if group.get_by_label("Yes").count() == 1:
                group.get_by_label("Yes").check()
        page.get_by_label("Supports", exact=True).check()
        page.get_by_role("button", name="Send the review").click()
        expect(page.get_by_text("The review is sent.")).to_be_visible()
        walk.look(reviewer)
    walk.be("Brianna Kim", request)


def decide(walk: Walk, request: str) -> str:
    """5. The committee meets: agenda, quorum, votes with reasons; who asked neither moves nor votes."""
    mia = walk.be("Mia Bennett", "/decide/meetings/")
    page = mia.page
    page.get_by_role("link", name="Call a meeting").first.click()
    page.get_by_label("On which day?").fill(in_days(walk, 0))
    page.get_by_label("At what time?").fill("17:30")
    page.get_by_label("Where?").fill("Board room")
    page.get_by_label("It cannot wait for the notice").check()
    page.get_by_label("Why can it not wait?").fill("The unit begins on Monday.")
    page.get_by_role("button", name="Call the meeting").click()
    page.get_by_role("listitem").filter(has_text=TITLE).get_by_role("button", name="Put it on").click()
    meeting = page.url.removeprefix(mia.url)
    walk.look(mia)
    page.get_by_role("link", name=TITLE, exact=True).click()
    item = page.url.removeprefix(mia.url)
    walk.look(mia)
    mia.open(meeting)
    page.get_by_role("button", name="Open the meeting").click()
    for name in ("Summer Pérez", "Itzel Snow", "James Vázquez", "Zoë Eklund"):
        member = walk.be(name)
        member.open(meeting)
        member.page.get_by_role("button", name="I am here").click()
        expect(member.page.get_by_role("button", name="I am here")).to_have_count(0)
    zoe = walk.be("Zoë Eklund", item)
    expect(zoe.page.get_by_label("For", exact=True)).to_have_count(0)
    itzel = walk.be("Itzel Snow", item)
    itzel.page.get_by_role("link", name="Make another motion").click()
    itzel.page.get_by_label("Another condition 1, in one sentence").fill("A teacher reads every draft first.")
    itzel.page.get_by_label("Condition 1: what it asks for").select_option(
        "A person reads each result before it is used"
    )
    itzel.page.get_by_role("button", name="Put it to the vote").click()
    expect(itzel.page.get_by_role("heading", name="One thing needs another look")).to_be_visible()
    itzel.page.get_by_label("Condition 1: who sees to it, if people keep it?").select_option(label="Mia Bennett")
    itzel.page.get_by_label("Condition 1: by which day?").fill(in_days(walk, 30))
    walk.look(itzel)
    itzel.page.get_by_role("button", name="Put it to the vote").click()
    expect(itzel.page.get_by_text("The motion, by Itzel Snow")).to_be_visible()
    for name in ("Summer Pérez", "Itzel Snow", "James Vázquez", "Mia Bennett"):
        member = walk.be(name)
        member.open(item)
        member.page.get_by_label("For", exact=True).check()
        member.page.get_by_role("button", name="See what it does").click()
        walk.look(member)
        member.page.get_by_role("button", name="Cast my vote").click()
        expect(member.page.get_by_text("Recorded under your name: For.")).to_be_visible()
    mia.open(item)
    page.get_by_role("link", name="Close the vote").click()
    expect(page.get_by_text("The vote ends: 4 for, 0 against, 0 abstaining.")).to_be_visible()
    page.get_by_role("button", name="Close it and record the decision").click()
    expect(page.get_by_text("Intact", exact=True)).to_be_visible()
    walk.look(mia)
    decision = page.url.removeprefix(mia.url)
    walk.be("Zoë Eklund", request)
    return decision


def publish(walk: Walk) -> None:
    """6. Two people publish what was decided."""
    summer = walk.be("Summer Pérez")
    page = summer.page
    until(walk, "Summer Pérez", "/protect/", page.get_by_role("link", name="Look at the changes and prepare a policy"))
    page.get_by_role("link", name="Look at the changes and prepare a policy").click()
    walk.look(summer)
    page.get_by_role("button", name=re.compile("Prepare policy")).click()
    expect(page.get_by_role("heading", name="Now a second person")).to_be_visible()
    itzel = walk.be("Itzel Snow", "/protect/")
    itzel.page.get_by_role("link", name="Look at it and activate it").click()
    walk.look(itzel)
    itzel.page.get_by_role("button", name=re.compile("Activate policy")).click()
    expect(itzel.page.get_by_role("heading", name=re.compile("has been in force since"))).to_be_visible()
    walk.look(itzel)


def issue_a_key(walk: Walk) -> str:
    """7a. A key for the approved use; it is shown once."""
    summer = walk.be("Summer Pérez", "/protect/keys/new/")
    page = summer.page
    mine = page.get_by_role("listitem").filter(has_text="Lesson and unit ideas").filter(has_text="grades 3–5")
    mine.get_by_role("link").click()
    page.get_by_label("What shall it be called?").fill("Grade 4, room 7")
    page.get_by_label("teachers").check()
    page.get_by_label("grades 3–5").check()
    page.get_by_label("At which school?").select_option(index=1)
    page.get_by_label("Who answers for it?").fill("zoe.eklund@cedarhollow.example")
    page.get_by_role("button", name="Issue the key").click()
    secret = page.locator("#the-key").inner_text()
    walk.look(summer)
    return secret


def obey(walk: Walk, key: str) -> None:
    """7b. The gateway answers within the terms, plain and streaming, and refuses outside; a stop holds in seconds."""
    client = walk.client(key)
    call = {"model": "sample-small", "messages": [{"role": "user", "content": "A lesson on rivers"}]}
    began = time.monotonic()
    while True:
        try:
            answer = client.chat.completions.create(**call)
            break
        except openai.APIStatusError:
            assert time.monotonic() - began < FIVE_SECONDS
            time.sleep(0.1)
    assert answer.choices[0].message.content
    pieces = list(client.chat.completions.create(**call, stream=True))
    assert len(pieces) > 2
    with pytest.raises(openai.PermissionDeniedError, match="grade"):
        client.chat.completions.create(**call, extra_headers={"X-Chalkline-Grade": "11"})
    told = [{"role": "user", "content": "Her number is 219-09-9999. What next?"}]
    with pytest.raises(openai.PermissionDeniedError):
        client.chat.completions.create(model="sample-small", messages=told)

    yusuf = walk.be("Yusuf Okafor", "/decide/uses/")
    yusuf.page.get_by_role("row").filter(has_text="MagicSchool").filter(has_text="3–5").get_by_role(
        "link"
    ).first.click()
    walk.look(yusuf)
    yusuf.page.get_by_role("link", name="Stop this use").click()
    yusuf.page.get_by_label("Why?").fill("A draft named a student.")
    yusuf.page.get_by_role("button", name="Stop it now").click()
    assert "paused" in refusal_within(FIVE_SECONDS, client, call)
    walk.be("Summer Pérez", "/protect/calls/")


def refusal_within(seconds: float, client: openai.OpenAI, call: dict[str, object]) -> str:
    """What the gateway says when it begins to refuse."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            client.chat.completions.create(**call)  # type: ignore[call-overload]
        except openai.PermissionDeniedError as refused:
            return str(refused)
        time.sleep(0.1)
    return ""


def prove(walk: Walk, folder: Path) -> None:
    """8. The auditor takes the ledger away and checks it with a program that is not ours to run."""
    ines = walk.be("Ines Holm", "/ledger/export/")
    with ines.page.expect_download() as taken:
        ines.page.get_by_role("button", name=re.compile("Export|Take")).click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(folder / "evidence")
    evidence = next((folder / "evidence").iterdir())

    def verify() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(evidence / "verify.py"), str(evidence)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    done = verify()
    assert done.returncode == 0, done.stdout + done.stderr
    entries = max((evidence).rglob("*"), key=lambda path: path.stat().st_size if path.suffix != ".py" else 0)
    whole = bytearray(entries.read_bytes())
    whole[len(whole) // 2] ^= 1
    entries.write_bytes(bytes(whole))
    assert verify().returncode != 0
    walk.be("Ines Holm", "/ledger/")


def show_families(walk: Walk, decision: str) -> None:
    """9. What families see, without an account, in both languages; then what each leader's day begins with."""
    family = walk.be("a family", "/register/?grade=04", PHONE)
    expect(family.page.get_by_text("MagicSchool").first).to_be_visible()
    family.page.get_by_role("button", name="Español").or_(family.page.get_by_role("link", name="Español")).first.click()
    expect(family.page.locator("html")).to_have_attribute("lang", "es")
    walk.look(family)
    for name in ("João Patel", "Rosalind Ames"):
        leader = walk.be(name, decision)
        leader.open("/")
        walk.look(leader)


def in_days(walk: Walk, days: int) -> str:
    """A day in the zone of the district, as fields take it."""
    today = datetime.now(ZoneInfo(walk.district.settings["CHALKLINE_ZONE"])).date()
    return (today + timedelta(days=days)).isoformat()


def until(walk: Walk, name: str, path: str, found: object) -> None:
    """Reload the page until what follows by itself has followed."""
    person = walk.be(name)
    for _ in range(120):
        person.open(path)
        if found.count():  # type: ignore[attr-defined]
            return
        person.page.wait_for_timeout(500)
    raise AssertionError(f"{found} never came on {path}")
