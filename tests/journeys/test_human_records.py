"""A matter that a person decides: Ask says so, a record is opened, the gateway asks for it, the decision is written."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openai
import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.district import District, sample_district

QUESTION = "/ask/?tool=magicschool&purpose=uc_grade_assist&who=me&grade=07&school=&data=none"
TEACHER = "anders.yazzie@cedarhollow.example"
MATTER = "Scores of the posters on rivers, period 2"
CALL = {"model": "sample-small", "messages": [{"role": "user", "content": "Which score does our rubric suggest?"}]}
FIVE_SECONDS = 5.0


@pytest.fixture
def district(tmp_path: Path, shared: Path) -> Iterator[District]:
    with sample_district(tmp_path, shared) as made:
        yield made


def test_a_teacher_decides_first_and_calls_go_out_under_the_record_alone(browser: Browser, district: District) -> None:
    anders = visit(browser, district.url, viewport=PHONE)
    page = anders.sign_in_as("Anders Yazzie")
    page.set_default_timeout(10_000)
    anders.open(QUESTION)
    expect(page.get_by_text("A named person decides this, not the tool")).to_be_visible()
    anders.check()
    page.get_by_role("link", name="See what was approved").click()
    expect(page.get_by_role("heading", name="A person decides this, not the tool")).to_be_visible()
    anders.check()
    client = client_of(district, page.url.rstrip("/").rpartition("/")[2])
    began = time.monotonic()
    while (said := refused_as(client, "")) == "key_unknown":
        assert time.monotonic() - began < FIVE_SECONDS
        time.sleep(0.1)
    assert said == "human_record_needed"

    page.get_by_role("link", name="Open a record").click()
    anders.check()
    page.get_by_label("Until when?").fill((date.today() + timedelta(days=45)).isoformat())  # noqa: DTZ011  (its zone)
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what you decide in a few words")
    expect(page.get_by_role("alert")).to_contain_text("Choose a day from today to")
    anders.check()
    page.get_by_label("What do you decide?").fill(MATTER)
    page.get_by_label("Until when?").fill((date.today() + timedelta(days=9)).isoformat())  # noqa: DTZ011  (its zone)
    page.get_by_role("button", name="Open it").click()
    record = page.locator("#the-record").inner_text().strip()
    anders.check()
    began = time.monotonic()
    while refused_as(client, record):
        assert time.monotonic() - began < FIVE_SECONDS
        time.sleep(0.1)

    write_the_decision(anders, page)
    began = time.monotonic()
    while refused_as(client, record) != "header_unclear":
        assert time.monotonic() - began < FIVE_SECONDS
        time.sleep(0.1)
    page.reload()
    expect(page.get_by_text("of them answered")).to_be_visible()
    anders.check()
    itzel = visit(browser, district.url, viewport=DESK, color_scheme="dark")
    read = itzel.sign_in_as("Itzel Snow")
    itzel.open("/decide/by-people/")
    itzel.check()
    read.get_by_role("link", name=MATTER).click()
    expect(read.get_by_text("They are mine, all but one.")).to_be_visible()
    expect(read.get_by_role("link", name="Write what you decided")).to_have_count(0)
    itzel.check()


def write_the_decision(anders: Visit, page: Page) -> None:
    page.get_by_role("link", name="Write what you decided").click()
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("alert")).to_contain_text("Say whether you had decided before")
    anders.check()
    page.get_by_label("What did you decide?").fill("They are mine, all but one.")
    page.get_by_label("Yes, I had decided before").check()
    page.get_by_label("In part").check()
    page.get_by_label("Why?").fill("I had missed the legend of one map.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()


def client_of(district: District, use: str) -> openai.OpenAI:
    words = ("--kind", "person", "--label", "A second look", "--role", "teacher", "--grade", "7", "--school",
             "Juniper Middle School", "--person", TEACHER, "--as", "summer.perez@cedarhollow.example")  # fmt: skip
    issued = district.chalkline("keys", "issue", "--use", use, *words)
    assert issued.returncode == 0, issued.stderr
    return openai.OpenAI(base_url=f"{district.gateway}/v1", api_key=issued.stdout.strip(), max_retries=0, timeout=20)


def refused_as(client: openai.OpenAI, record: str) -> str:
    """The code of the refusal; "" where the call was answered."""
    headers = {"X-Chalkline-Record": record} if record else {}
    try:
        client.chat.completions.create(**CALL, extra_headers=headers)  # type: ignore[call-overload]
    except openai.APIStatusError as refused:
        return str(refused.code)
    return ""
