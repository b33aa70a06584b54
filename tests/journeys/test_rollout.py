"""Roll-out, as people live it: told, trained, a phase that waits for evidence and then opens, and the gateway obeys."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openai
import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import DESK, Visit, visit
from journeys.district import District, sample_district

FIVE_SECONDS = 5.0
COURSE, TEACHER = "What goes into MagicSchool", "anders.yazzie@cedarhollow.example"
TODAY = datetime.now(UTC).date()  # the sample district's zone is one in which it is noon of this day
CALL = {"model": "sample-small", "messages": [{"role": "user", "content": "A lesson on rivers"}]}


@pytest.fixture
def district(tmp_path: Path, shared: Path) -> Iterator[District]:
    with sample_district(tmp_path, shared) as made:
        yield made


def test_a_phase_opens_on_evidence_and_the_gateway_obeys(browser: Browser, district: District) -> None:
    brianna = visit(browser, district.url, viewport=DESK)
    page = brianna.sign_in_as("Brianna Kim")
    page.set_default_timeout(10_000)
    offer_a_training(brianna, page)
    at, use = plan_one_phase(brianna, page)
    client = client_of(district, use)
    assert answered(client, within=FIVE_SECONDS)

    page.get_by_role("link", name="Start the plan").click()
    page.get_by_role("button", name="Start it").click()
    assert not answered(client, within=FIVE_SECONDS, wanted=False)
    expect(
        page.get_by_text(re.compile("^At most [0-9]+ percent of the people of this phase are current"))
    ).to_be_visible()
    expect(page.get_by_role("link", name="Open this phase")).to_have_count(0)
    brianna.check()
    move = page.get_by_role("link", name="Move it").get_attribute("href") or ""
    brianna.open(move.replace("/move/", "/open/"))  # as with a link that somebody kept
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", name=re.compile("Phase 1 cannot open yet"))).to_be_visible()

    tell_the_staff(brianna, page)
    record_the_training(brianna, page)
    brianna.open(at)
    page.get_by_role("link", name="Move it").click()
    brianna.check()
    page.get_by_label("From which day, if its gates are met?").fill(TODAY.isoformat())
    page.get_by_label("Why?").fill("Everybody is ready sooner.")
    page.get_by_role("button", name="Move it").click()
    page.get_by_role("link", name="Open this phase").click()
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("#phase-1 .chip", has_text="Open")).to_be_visible()
    assert answered(client, within=FIVE_SECONDS)
    money_ends_first(brianna, page, use)
    assert not brianna.violations()


def offer_a_training(brianna: Visit, page: Page) -> None:
    brianna.open("/training/")
    page.get_by_label("What is it called?").fill(COURSE)
    page.get_by_label("Where and when can people do it?").fill("In the staff portal, twenty minutes.")
    page.get_by_role("button", name="Offer it").click()


def plan_one_phase(brianna: Visit, page: Page) -> tuple[str, str]:
    """The draft of the year made anew: one school, soon, when it is told and trained. Its address and the use's id."""
    brianna.open("/rollout/")
    page.get_by_role("link", name=re.compile("MagicSchool|lesson", re.IGNORECASE)).first.click()
    at = page.url.removeprefix(brianna.url)
    for _phase in range(2):
        page.get_by_role("button", name="Take the last phase out").click()
    page.get_by_role("link", name="Add a phase").first.click()
    page.get_by_label("What is the phase called?").fill("Juniper first")
    page.get_by_label("Juniper Middle School").check()
    page.get_by_label("From which day, if its gates are met?").fill((TODAY + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Add it").click()
    add_a_gate(page, "training", lambda: page.get_by_label("Which training?").select_option(label=COURSE),
               lambda: page.get_by_label("How many percent of its people?").fill("1"))  # fmt: skip
    add_a_gate(page, "message", lambda: page.get_by_label("Who must have been told?").select_option("educators"))
    use = page.get_by_role("link", name=re.compile("MagicSchool")).first.get_attribute("href") or ""
    return at, use.rstrip("/").rsplit("/", 1)[1]


def add_a_gate(page: Page, kind: str, *answers: object) -> None:
    page.get_by_label("What else must be so before it opens?").select_option(kind)
    page.get_by_role("button", name="Add a gate").click()
    for answer in answers:
        answer()  # type: ignore[operator]
    page.get_by_role("button", name="Add it").click()


def tell_the_staff(brianna: Visit, page: Page) -> None:
    brianna.open("/rollout/messages/new/")
    page.get_by_label("What is it about, in a few words?").fill("MagicSchool at Juniper")
    page.get_by_label("Educators").check()
    page.get_by_label("What should they know or do afterwards?").fill("No student's name is ever typed in.")
    choices = page.get_by_label("Which approved use is it about?").locator("option")
    chosen = next(n for n in range(choices.count()) if "MagicSchool" in choices.nth(n).inner_text())
    page.get_by_label("Which approved use is it about?").select_option(index=chosen)
    page.get_by_label("Who says it?").select_option(index=1)
    page.get_by_label("By which day?").fill(TODAY.isoformat())
    page.get_by_label("How does it reach them?").select_option("email")
    page.get_by_role("main").get_by_role("button").last.click()
    page.get_by_label("What was sent?").fill("Dear colleagues, no student's name is ever typed in.")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator(".chip", has_text="Sent").first).to_be_visible()
    brianna.check()


def record_the_training(brianna: Visit, page: Page) -> None:
    brianna.open("/training/")
    page.get_by_label("Which training?").select_option(label=COURSE)
    page.get_by_label("Who did it?").fill(TEACHER)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("1 person is current")).to_be_visible()


def money_ends_first(brianna: Visit, page: Page, use: str) -> None:
    """A line of the use on a source that ends before the use does is pointed out."""
    brianna.open("/rollout/budget/sources/new/")
    page.get_by_label("What is the source called?").fill("Pilot grant")
    page.get_by_label("Grant").first.check()
    page.get_by_label("What is the last day on which it pays?").fill((TODAY + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Put it on the list").click()
    brianna.open("/rollout/budget/lines/new/")
    page.get_by_label("What is paid for?").fill("MagicSchool, Juniper")
    page.get_by_label("Licenses").check()
    page.get_by_label("For which approved use?").select_option(use)
    page.get_by_label("How much, in whole dollars?").fill("4,200")
    page.get_by_label("Who pays?").select_option(label="Pilot grant")
    page.get_by_role("button", name="Enter it").click()
    expect(
        page.get_by_text(re.compile("Pilot grant ends on .* the approved use it pays for goes on until"))
    ).to_be_visible()
    brianna.check()


def client_of(district: District, use: str) -> openai.OpenAI:
    """The official client, with a key of the use for a class of the school."""
    words = ("--kind", "class", "--label", "Room 12", "--role", "teacher", "--grade", "7", "--school",
             "Juniper Middle School", "--person", TEACHER, "--as", "summer.perez@cedarhollow.example")  # fmt: skip
    issued = district.chalkline("keys", "issue", "--use", use, *words)
    assert issued.returncode == 0, issued.stderr
    return openai.OpenAI(base_url=f"{district.gateway}/v1", api_key=issued.stdout.strip(), max_retries=0, timeout=20)


def answered(client: openai.OpenAI, *, within: float, wanted: bool = True) -> bool:
    """Whether the gateway answers a call, or refuses it for the phase, asked until it is as wanted or time is up."""
    began = time.monotonic()
    while True:
        try:
            client.chat.completions.create(**CALL)  # type: ignore[call-overload]
            found = True
        except openai.APIStatusError as refused:
            found = False
            said = str(refused)
        is_known = found or "key_unknown" not in said  # gateways know a new key within seconds
        if (found is wanted and is_known) or time.monotonic() - began > within:
            assert found or "phase" in said, said
            return found
        time.sleep(0.1)
