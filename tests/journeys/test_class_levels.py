"""How far a class works with AI: its teacher sets it, students read it without an account, the gateway follows it.

With a drill beside it: a tool stopped for one key alone, while the class goes on, and let go on by two people.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from playwright.sync_api import Browser, expect

from journeys.browsing import DESK, PHONE, Visit, visit
from journeys.district import District, sample_district

CALL = {"model": "sample-small", "messages": [{"role": "user", "content": "A hint on three fifths and one half?"}]}
FIVE_SECONDS = 5.0
LEVEL = "How far does this class work with AI?"


@pytest.fixture
def district(tmp_path: Path, shared: Path) -> Iterator[District]:
    with sample_district(tmp_path, shared) as made:
        yield made


def test_a_level_is_set_read_and_kept_and_a_drill_stops_nobody(browser: Browser, district: District) -> None:
    anders = signed_in(browser, district, "Anders Yazzie", PHONE)
    anders.open("/protect/expectations/")
    anders.check()
    anders.page.get_by_role("link", name=re.compile("Math, period 2")).click()
    expect(anders.page.get_by_role("heading", name=re.compile("Level 3 of 5"))).to_be_visible()
    anders.check()
    own = anders.page.url
    students_page = anders.page.locator("#page .secret a").get_attribute("href") or ""
    change = anders.page.get_by_role("link", name="Change the level").get_attribute("href") or ""
    child = visit(browser, district.url, viewport=PHONE)
    child.page.goto(students_page)
    expect(child.page.get_by_text("Level 3 of 5.")).to_be_visible()
    child.check()
    client = client_of(browser, district, change.rpartition("class=")[2])
    assert code_within(FIVE_SECONDS, client, "") == "", "the class practices"

    set_level(anders, own, 1)
    assert code_within(FIVE_SECONDS, client, "class_level") == "class_level"
    child.page.reload()
    expect(child.page.get_by_text("Level 1 of 5.")).to_be_visible()
    child.check()
    family = visit(browser, district.url, viewport=PHONE, locale="es-US")
    family.page.goto(students_page)
    expect(family.page.get_by_text("Nivel 1 de 5.")).to_be_visible()
    family.check()

    set_level(anders, own, 3)
    assert code_within(FIVE_SECONDS, client, "") == ""
    anders.page.get_by_role("link", name="Add a piece of work").click()
    anders.check()
    anders.page.get_by_label("What is the work called?").fill("Fractions test")
    anders.page.get_by_role("radio").first.check()
    anders.page.get_by_label(re.compile("It is a test")).check()
    anders.page.locator("form.ask button.act").first.click()
    expect(anders.page.get_by_text("Fractions test").first).to_be_visible()
    assert code_within(FIVE_SECONDS, client, "class_level") == "class_level", "a test holds the whole class"
    anders.check()
    anders.page.get_by_role("link", name=re.compile("End it.*Fractions test")).click()
    anders.page.get_by_role("button", name="End it").click()
    assert code_within(FIVE_SECONDS, client, "") == ""

    drill_of_the_tool(browser, district, client)


def drill_of_the_tool(browser: Browser, district: District, client: openai.OpenAI) -> None:
    """Obeyed in seconds for its own key; the class calls all the while; two people let it go on."""
    yusuf = signed_in(browser, district, "Yusuf Okafor", DESK)
    yusuf.open("/protect/drills/")
    use = yusuf.page.get_by_label("With a key of which approved use?")
    use.select_option(label=next(each for each in use.locator("option").all_inner_texts() if "Khanmigo" in each))
    yusuf.page.get_by_label(re.compile("The tool, as if")).check()
    yusuf.page.get_by_role("button", name="Begin the drill").click()
    began, link = time.monotonic(), yusuf.page.get_by_role("link", name="Two people have to let it go on")
    while not link.count():
        assert code_of(client) == "", "nobody else is stopped"
        assert time.monotonic() - began < 60
        yusuf.page.reload()
    while yusuf.page.get_by_text("Running", exact=True).count():
        assert time.monotonic() - began < 60
        yusuf.page.reload()
    expect(yusuf.page.get_by_text("In time", exact=True).first).to_be_visible()
    yusuf.check()
    link.first.click()
    yusuf.check()
    stop = yusuf.page.url.removeprefix(yusuf.url)
    assert code_of(client) == ""
    yusuf.page.get_by_role("link", name="Ask that it may go on").click()
    yusuf.page.locator("textarea").first.fill("It was obeyed in time.")
    yusuf.page.get_by_role("button", name="Ask", exact=True).click()
    yusuf.open(stop)
    expect(yusuf.page.get_by_role("link", name="Agree that it goes on")).to_have_count(0)
    summer = signed_in(browser, district, "Summer Pérez", DESK)
    summer.open("/protect/stops/")
    expect(summer.page.get_by_text("Khanmigo was stopped")).to_have_count(0)
    summer.open(stop)
    summer.page.get_by_role("link", name="Agree that it goes on").click()
    summer.check()
    summer.page.get_by_role("button", name="I agree").click()
    summer.open("/protect/drills/")
    expect(summer.page.get_by_role("link", name="Two people let it go on")).to_be_visible()


def signed_in(browser: Browser, district: District, name: str, size: dict[str, int]) -> Visit:
    made = visit(browser, district.url, viewport=size)
    made.sign_in_as(name)
    made.page.set_default_timeout(15_000)
    return made


def set_level(anders: Visit, own: str, level: int) -> None:
    anders.page.goto(own)
    anders.page.get_by_role("link", name="Change the level").click()
    anders.check()
    anders.page.get_by_role("group", name=LEVEL).get_by_role("radio").nth(level - 1).check()
    anders.page.get_by_role("button", name="Set it").click()
    expect(anders.page.get_by_role("heading", name=re.compile(f"Level {level} of 5"))).to_be_visible()


def client_of(browser: Browser, district: District, class_id: str) -> openai.OpenAI:
    """The official client with a key of this class, which the technology director issues."""
    summer = signed_in(browser, district, "Summer Pérez", DESK)
    summer.open("/protect/keys/new/")
    page = summer.page
    page.get_by_role("listitem").filter(has_text="Khanmigo").get_by_role("link").first.click()
    page.get_by_label("What shall it be called?").fill("Math practice, period 2, new tablets")
    page.get_by_label("students").check()
    page.get_by_label("grades 6–8").check()
    page.get_by_label("At which school?").select_option(label="Juniper Middle School")
    page.get_by_label("Which class of the roster is it?").fill(class_id)
    page.get_by_label("Who answers for it?").fill("anders.yazzie@cedarhollow.example")
    page.get_by_role("button", name="Issue the key").click()
    secret = page.locator("#the-key").inner_text()
    return openai.OpenAI(base_url=f"{district.gateway}/v1", api_key=secret, max_retries=0, timeout=20)


def code_of(client: openai.OpenAI) -> str:
    """The code of the refusal; "" where the call was answered."""
    try:
        client.chat.completions.create(**CALL)  # type: ignore[call-overload]
    except openai.APIStatusError as refused:
        return str(refused.code)
    return ""


def code_within(seconds: float, client: openai.OpenAI, wanted: str) -> str:
    """The code that the gateway says, once it is the one that is waited for or the time is over."""
    began = time.monotonic()
    while (code := code_of(client)) != wanted and time.monotonic() - began < seconds:
        time.sleep(0.1)
    return code
